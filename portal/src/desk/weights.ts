import type { Entry } from '@/shared/ballot/manifest'

/** What is typed stays text until it is sent. */
export interface DraftItem {
  id: string
  text: string
  weight: string
}
export interface DraftCategory {
  id: string
  name: string
  weight: string
  entry: Entry
  /** How many the office expects; it only warns. */
  expected: string
  /** Codes are given for a phone only, so that nobody rates the own unit with one. */
  needsPhone?: boolean
}

export const MOST_ITEMS = 20
export const MOST_CATEGORIES = 10
/** Below this a kind of rater is hardly ever counted (ballots protocol §2.8). */
export const FEW = 30

const category = (id: string, name: string, weight: number, entry: Entry): DraftCategory => ({ id, name, weight: String(weight), entry, expected: '' })
export const PRESETS = [
  {
    name: '受邀为主',
    make: () => [
      category('c', '群众（受邀）', 40, 'invited'),
      category('e', '企业（受邀）', 30, 'invited'),
      category('w', '办事人', 20, 'code'),
      category('d', '代表委员、监督员、专家', 10, 'invited'),
      category('o', '自愿参加', 0, 'open'),
    ],
  },
  { name: '只有自愿参加', make: () => [category('c', '群众', 60, 'open'), category('e', '企业', 40, 'open')] },
]
export const usualItems = (): DraftItem[] =>
  [
    ['服务态度', 30],
    ['办事效率', 30],
    ['依法公正', 20],
    ['担当作为', 20],
  ].map(([text, weight], at) => ({ id: `q${at + 1}`, text: String(text), weight: String(weight) }))

const fresh = (letter: string, taken: { id: string }[]): string => {
  let at = 1
  while (taken.some(({ id }) => id === letter + at)) at++
  return letter + at
}
export const newItem = (items: DraftItem[]): DraftItem => ({ id: fresh('q', items), text: '', weight: '' })
export const newCategory = (categories: DraftCategory[]): DraftCategory => ({ ...category(fresh('k', categories), '', 0, 'invited'), weight: '' })

export const whole = (text: string): number | undefined => (/^\d{1,7}$/.test(text.trim()) ? Number(text.trim()) : undefined)

export function sumText(parts: { weight: string }[]): { ok: boolean; text: string } {
  const weights = parts.map(({ weight }) => whole(weight))
  if (weights.some((weight) => weight === undefined || weight > 100)) return { ok: false, text: '权重都要填 0 到 100 的整数。' }
  const sum = weights.reduce((all: number, weight) => all + weight!, 0)
  if (sum === 100) return { ok: true, text: '权重合计 100。' }
  return { ok: false, text: `权重合计 ${sum}，${sum < 100 ? `还差 ${100 - sum}` : `多了 ${sum - 100}`}。` }
}

/** Raters who come with a code from the window. */
export const byCode = ({ entry }: { entry: Entry }): boolean => entry === 'code' || entry === 'tablet'

export const fewExpected = (categories: DraftCategory[]): string[] =>
  categories.filter(({ expected }) => (whole(expected) ?? FEW) < FEW).map(({ name }) => name)

/** The first thing that is wrong, or nothing. */
export function wrongWeights(items: DraftItem[], categories: DraftCategory[]): string {
  const doubled = (names: string[]) => names.find((name, at) => names.indexOf(name) !== at)
  const texts = items.map(({ text }) => text.trim())
  const names = categories.map(({ name }) => name.trim())
  if (texts.includes('')) return '每个评价项目都要写名称。'
  if (doubled(texts)) return `评价项目“${doubled(texts)}”写了两次。`
  if (items.some(({ weight }) => whole(weight) === 0)) return '评价项目的权重要大于 0，不用的请去掉。'
  if (!sumText(items).ok) return `评价项目：${sumText(items).text}`
  if (names.includes('')) return '每种身份都要写名称。'
  if (doubled(names)) return `身份“${doubled(names)}”写了两次。`
  if (!sumText(categories).ok) return `身份：${sumText(categories).text}`
  return ''
}
