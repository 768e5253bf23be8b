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

export const plusDays = (isoDay: string, days: number): string =>
  day(new Date(new Date(startOfDay(isoDay)).getTime() + days * 86_400_000).toISOString())
