import type { ResultRate } from '../api/types'
import type { Manifest } from '../ballot'
import type { Values } from './bootstrap'
import type { Place } from './review'

/** The rules of `zfpj-rate-1`, over again: shares of good answers and Wilson's interval, z = 1.96. */
export const RATES = 'zfpj-rate-1'
const Z = 1.96
const GOOD_BALLOT = 60_000
const GOOD_LEVEL = 3
const STARS = [0.6, 0.8, 0.9, 0.95]

export function wilson(good: number, n: number): { rate: number; lower: number; upper: number } {
  const p = good / n
  const middle = p + (Z * Z) / (2 * n)
  const half = Z * Math.sqrt((p * (1 - p)) / n + (Z * Z) / (4 * n * n))
  const all = 1 + (Z * Z) / n
  return { rate: p, lower: (middle - half) / all, upper: (middle + half) / all }
}

export const stars = (lower: number, n: number): number => (n < 10 ? 0 : 1 + STARS.filter((bound) => lower >= bound).length)

const decimals = (value: number) => Math.min(1, Math.max(0, value)).toFixed(4)

function row(unit: string, category: string | null, item: string | null, n: number, good: number, fewest: number): ResultRate {
  if (n < fewest) return { unit, category, item, n, good: null, rate: null, interval: null, stars: null }
  const { rate, lower, upper } = wilson(good, n)
  return { unit, category, item, n, good, rate: decimals(rate), interval: [decimals(lower), decimals(upper)], stars: item === null ? stars(lower, n) : null }
}

/** @param places that count, in the order of the list @param values of these, by cell */
export function rates({ units, categories, items, rules, purpose }: Manifest, places: Place[], values: Values): ResultRate[] {
  const shares = new Map<string, { n: number; good: number }>()
  const count = (key: string, good: boolean) => {
    const share = shares.get(key) ?? { n: 0, good: 0 }
    shares.set(key, { n: share.n + 1, good: share.good + (good ? 1 : 0) })
  }
  for (const { unit, category, answers = '', worth = 0 } of places) {
    if (purpose !== 'awareness') count(`${unit}/${category}/`, worth >= GOOD_BALLOT)
    else [...answers].forEach((level, at) => Number(level) > 0 && count(`${unit}/${category}/${items[at]!.id}`, Number(level) >= GOOD_LEVEL))
  }
  return units.flatMap(({ id: unit }) => {
    const shown = categories.filter(({ id }) => (values.get(unit)?.get(id)?.length ?? 0) >= rules.k)
    return (purpose === 'awareness' ? items.map(({ id }) => id) : [null]).flatMap((item) => {
      const share = (category: string) => shares.get(`${unit}/${category}/${item ?? ''}`) ?? { n: 0, good: 0 }
      const all = shown.filter(({ weight }) => weight > 0).map(({ id }) => share(id))
      const sum = (of: 'n' | 'good') => all.reduce((total, one) => total + one[of], 0)
      return [
        row(unit, null, item, sum('n'), sum('good'), rules.minN),
        ...shown.map(({ id }) => row(unit, id, item, share(id).n, share(id).good, rules.minN)),
      ]
    })
  })
}
