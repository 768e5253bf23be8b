/** Dates as people here write them; always Asia/Shanghai, whatever the device thinks. */

const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

function split(iso: string): Record<string, string> | null {
  const at = new Date(/^\d{4}-\d\d-\d\d$/.test(iso) ? `${iso}T00:00:00+08:00` : iso)
  if (Number.isNaN(at.getTime())) return null
  return Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]))
}

/** 2026年9月30日 */
export function longDate(iso?: string | null): string {
  const p = iso ? split(iso) : null
  return p ? `${p.year}年${Number(p.month)}月${Number(p.day)}日` : ''
}

/** 2026-09-30, for tables */
export function day(iso?: string | null): string {
  const p = iso ? split(iso) : null
  return p ? `${p.year}-${p.month}-${p.day}` : ''
}

/** 2026-09-30 14:05, for tables and timelines */
export function minute(iso?: string | null): string {
  const p = iso ? split(iso) : null
  return p ? `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}` : ''
}

/** The first instant of a day here, with its offset, for the services. */
export const startOfDay = (isoDay: string): string => `${isoDay}T00:00:00+08:00`
export const endOfDay = (isoDay: string): string => `${isoDay}T23:59:59+08:00`

export const today = (): string => day(new Date().toISOString())

/** A month 2026-09, a quarter 2026Q3 or a year, as the services name them; the present one, or so many before it. */
export function period(length: 'month' | 'quarter' | 'year', before = 0): string {
  const [year, month] = today().split('-').map(Number) as [number, number]
  if (length === 'year') return String(year - before)
  const size = length === 'month' ? 1 : 3
  const index = Math.floor((year * 12 + month - 1) / size) - before
  const first = index * size
  return length === 'month'
    ? `${Math.floor(first / 12)}-${String((first % 12) + 1).padStart(2, '0')}`
    : `${Math.floor(first / 12)}Q${Math.floor((first % 12) / 3) + 1}`
}

/** 2026年9月, 2026年第三季度, 2026年 */
export function periodWords(code: string): string {
  const [year, rest] = [code.slice(0, 4), code.slice(4)]
  if (!rest) return `${year}年`
  return rest.startsWith('Q') ? `${year}年第${'一二三四'[Number(rest[1]) - 1]}季度` : `${year}年${Number(rest.slice(1))}月`
}

export const plusDays = (isoDay: string, days: number): string =>
  day(new Date(new Date(startOfDay(isoDay)).getTime() + days * 86_400_000).toISOString())

/** How long ago a day was: 6 年 3 个月. */
export function age(isoDay?: string | null, until = today()): string {
  if (!isoDay) return ''
  const [from, to] = [isoDay, until].map((one) => one.split('-').map(Number)) as [number[], number[]]
  const months = Math.max(0, (to[0]! - from[0]!) * 12 + to[1]! - from[1]! - (to[2]! < from[2]! ? 1 : 0))
  const [years, rest] = [Math.floor(months / 12), months % 12]
  if (months === 0) return '不到 1 个月'
  return [years && `${years} 年`, rest && `${rest} 个月`].filter(Boolean).join(' ')
}
