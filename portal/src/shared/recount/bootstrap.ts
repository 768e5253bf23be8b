import { sha256, utf8 } from '../ballot'

/** SplitMix64, of which only the upper half is used; in pairs of 32 bits because BigInt is far too slow here. */
export class Random {
  private high: number
  private low: number

  constructor(high: number, low: number) {
    this.high = high >>> 0
    this.low = low >>> 0
  }

  /** The upper 32 bits of the next number. */
  next(): number {
    const low = this.low + 0x7f4a7c15
    this.high = (this.high + 0x9e3779b9 + (low > 0xffffffff ? 1 : 0)) >>> 0
    this.low = low >>> 0
    let high = this.high
    let rest = this.low
    // z = (z ^ z >>> 30) * …
    rest = (rest ^ ((rest >>> 30) | (high << 2))) >>> 0
    high = (high ^ (high >>> 30)) >>> 0
    let upper = upperProduct(rest, 0x1ce4e5b9)
    high = (upper + Math.imul(high, 0x1ce4e5b9) + Math.imul(rest, 0xbf58476d)) >>> 0
    rest = Math.imul(rest, 0x1ce4e5b9) >>> 0
    // z = (z ^ z >>> 27) * …
    rest = (rest ^ ((rest >>> 27) | (high << 5))) >>> 0
    high = (high ^ (high >>> 27)) >>> 0
    upper = upperProduct(rest, 0x133111eb)
    high = (upper + Math.imul(high, 0x133111eb) + Math.imul(rest, 0x94d049bb)) >>> 0
    // The upper half of z ^ z >>> 31.
    return (high ^ (high >>> 31)) >>> 0
  }

  below(n: number): number {
    return Math.floor((this.next() * n) / 4294967296)
  }
}

/** The upper 32 bits of a product of two 32-bit numbers. */
function upperProduct(one: number, other: number): number {
  const a = one >>> 16
  const b = one & 0xffff
  const c = other >>> 16
  const d = other & 0xffff
  const middle = b * c + ((b * d) >>> 16)
  const more = a * d + (middle & 0xffff)
  return (a * c + Math.floor(middle / 65536) + Math.floor(more / 65536)) >>> 0
}

/** Nobody can choose it without changing the closing tree head. */
export function seeded(cid: string, group: string, root: string): Random {
  const hash = new DataView(sha256(utf8(`zfpj-rank-v1|${cid}|${group}|${root}`)).buffer)
  return new Random(hash.getUint32(0), hash.getUint32(4))
}

/** Unit → category → values in milli-points, in the order of the list. */
export type Values = Map<string, Map<string, number[]>>
export interface Weight {
  category: string
  weight: number
}
export interface Rules {
  k: number
  m: number
  minN: number
  minWeight: number
  B: number
}
export interface Interval {
  low: number
  high: number
  /** The deviation of the replicates. */
  standardError: number
  lowRank: number
  highRank: number
  rankCounts: number[]
}

/** How sure the ranks are (zfpj-score-1 §4.3); gives way after every few replicates, so that a page stays alive. */
export function* intervals(random: Random, values: Values, ranked: string[], all: Weight[], rules: Rules): Generator<number, Map<string, Interval>> {
  const weights = all.filter(({ weight }) => weight > 0)
  const units = [...ranked].sort()
  const donors = weights.map(({ category }) =>
    [...values.keys()]
      .sort()
      .map((unit) => values.get(unit)!.get(category) ?? [])
      .filter((cell) => cell.length >= rules.k),
  )
  const own = units.map((unit) => weights.map(({ category }) => cellOf(values.get(unit)!.get(category) ?? [], rules.k)))
  const scores = units.map(() => new Float64Array(rules.B))
  const ranks = units.map(() => new Int32Array(rules.B))
  for (let replicate = 0; replicate < rules.B; replicate++) {
    units.forEach((_, unit) => {
      let score = 0
      weights.forEach(({ weight }, at) => {
        const cell = own[unit]![at]!
        const from = donors[at]!
        const size = cell.length + rules.m
        let sum = 0
        for (let i = 0; i < size; i++) {
          const drawn = random.below(size)
          if (drawn < cell.length) sum += cell[drawn]!
          else if (from.length > 0) {
            const donor = from[random.below(from.length)]!
            sum += donor[random.below(donor.length)]!
          }
        }
        score += weight * (sum / size)
      })
      scores[unit]![replicate] = score
    })
    units.forEach((_, unit) => {
      const mine = scores[unit]![replicate]!
      ranks[unit]![replicate] = 1 + scores.reduce((higher, other) => higher + (other[replicate]! > mine ? 1 : 0), 0)
    })
    if (replicate % 25 === 24) yield (replicate + 1) / rules.B
  }
  return new Map(units.map((unit, at) => [unit, interval(scores[at]!, ranks[at]!, units.length, rules.B)]))
}

const cellOf = (cell: number[], k: number) => (cell.length >= k ? cell : [])

function interval(scores: Float64Array, ranks: Int32Array, units: number, replicates: number): Interval {
  const rankCounts = new Array<number>(units).fill(0)
  ranks.forEach((rank) => rankCounts[rank - 1]!++)
  // In the order of the draws: another order would give another last digit.
  const mean = scores.reduce((sum, one) => sum + one, 0) / replicates
  const deviation = Math.sqrt(scores.reduce((sum, one) => sum + (one - mean) * (one - mean), 0) / (replicates - 1))
  scores.sort()
  ranks.sort()
  const low = Math.ceil(0.05 * replicates) - 1
  const high = Math.ceil(0.95 * replicates) - 1
  return { low: scores[low]! / 100000, high: scores[high]! / 100000, standardError: deviation / 100000, lowRank: ranks[low]!, highRank: ranks[high]!, rankCounts }
}
