import { add, decimal, fixed, over, times, type Decimal } from './decimal'
import { intervals, seeded, type Interval, type Rules, type Values, type Weight } from './bootstrap'

/** The rules zfpj-score-1, written once more beside the server's, so that neither has to be believed. */

const LEVELS = [0, 0, 40, 60, 80, 100]

/** One ballot in milli-points; null when less than half of the weight was answered. Levels in the order of the weights. */
export function value(levels: number[], weights: number[]): number | null {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let answered = 0
  let points = 0
  levels.forEach((level, at) => {
    if (level > 0) {
      answered += weights[at]!
      points += weights[at]! * LEVELS[level]!
    }
  })
  if (answered * 2 < total || answered === 0) return null
  return Math.floor((2000 * points + answered) / (2 * answered))
}

export interface Cell {
  category: string
  cast: number
  counted: number
  mean: Decimal | null
  shrunk: Decimal
}
export interface UnitScore {
  unit: string
  counted: number
  score: Decimal
  shown: string
  ranked: boolean
  cells: Cell[]
}

const sum = (values: number[]): Decimal => decimal(values.reduce((all, one) => all + one, 0), 3)
const mean = (values: number[]): Decimal => over(sum(values), values.length)

export function scores(values: Values, weights: Weight[], rules: Rules): UnitScore[] {
  const means = weights.map(({ category }) => groupMean(values, category, rules))
  return [...values].map(([unit, cells]) => {
    const scored = weights.map(({ category }, at) => cell(category, cells.get(category) ?? [], means[at]!, rules))
    const score = over(scored.reduce((all, { shrunk }, at) => add(all, times(shrunk, weights[at]!.weight)), decimal(0)), 100)
    const counted = scored.reduce((all, one, at) => all + (weights[at]!.weight > 0 ? one.counted : 0), 0)
    const covered = scored.reduce((all, one, at) => all + (one.counted > 0 ? weights[at]!.weight : 0), 0)
    return { unit, counted, score, shown: fixed(score, 2), ranked: counted >= rules.minN && covered >= rules.minWeight, cells: scored }
  })
}

/** Units weigh equally: a large one does not set the yardstick. */
export function groupMean(values: Values, category: string, rules: Rules): Decimal {
  const means = [...values.values()]
    .map((cells) => cells.get(category) ?? [])
    .filter((cell) => cell.length >= rules.k)
    .map(mean)
  return means.length === 0 ? decimal(0) : over(means.reduce(add), means.length)
}

function cell(category: string, cast: number[], common: Decimal, rules: Rules): Cell {
  const counted = cast.length >= rules.k ? cast : []
  return {
    category,
    cast: cast.length,
    counted: counted.length,
    mean: counted.length === 0 ? null : mean(counted),
    shrunk: over(add(sum(counted), times(common, rules.m)), counted.length + rules.m),
  }
}

const GOOD = 80
const BAD = 70

/** Among the first or last tenth of at least three, with a probability of 0.90, and good or bad in itself (§4.4). */
export function band(rankCounts: number[], shown: string): 'red' | 'black' | null {
  const places = Math.ceil(rankCounts.length / 10)
  const all = rankCounts.reduce((total, count) => total + count, 0)
  const certain = (part: number[]) => 10 * part.reduce((total, count) => total + count, 0) >= 9 * all
  if (rankCounts.length < 3) return null
  if (Number(shown) >= GOOD && certain(rankCounts.slice(0, places))) return 'red'
  if (Number(shown) < BAD && certain(rankCounts.slice(-places))) return 'black'
  return null
}

export interface Scored {
  unit: string
  counted: number
  score: string | null
  display: string | null
  rank: number | null
  ranked: boolean
  tied: boolean
  interval: string[] | null
  standardError: string | null
  rankInterval: number[] | null
  band: 'red' | 'black' | null
  cells: { category: string; counted: number; mean: string | null; shrunk: string | null }[]
}

/** A group of comparable units, as its result must read. */
export function* group(cid: string, name: string, root: string, values: Values, weights: Weight[], rules: Rules): Generator<number, Scored[]> {
  const all = scores(values, weights, rules)
  const rankable = all.filter(({ ranked }) => ranked)
  const drawn = yield* intervals(seeded(cid, name, root), values, rankable.map(({ unit }) => unit), weights, rules)
  const complete = isComplete(all, weights)
  return all.map((one) => scored(one, complete && one.counted > 0, rankable, drawn.get(one.unit), weights))
}

/** Scores and ranks without their intervals: what a result would be if other ballots counted. */
export function plain(values: Values, weights: Weight[], rules: Rules): Scored[] {
  const all = scores(values, weights, rules)
  const complete = isComplete(all, weights)
  return all.map((one) => scored(one, complete && one.counted > 0, all.filter(({ ranked }) => ranked), undefined, weights))
}

const isComplete = (all: UnitScore[], weights: Weight[]) => weights.every(({ weight }, at) => weight === 0 || all.some(({ cells }) => cells[at]!.counted > 0))

function scored(one: UnitScore, known: boolean, rankable: UnitScore[], drawn: Interval | undefined, weights: Weight[]): Scored {
  const ranked = known && one.ranked
  const interval = ranked ? drawn : undefined
  const ahead = rankable.filter(({ shown }) => Number(shown) > Number(one.shown)).length
  return {
    unit: one.unit,
    counted: one.counted,
    score: known ? fixed(one.score, 4) : null,
    display: known ? one.shown : null,
    rank: ranked ? 1 + ahead : null,
    ranked,
    tied: ranked && rankable.filter(({ shown }) => shown === one.shown).length > 1,
    interval: interval ? [interval.low.toFixed(4), interval.high.toFixed(4)] : null,
    standardError: interval ? interval.standardError.toFixed(4) : null,
    rankInterval: interval ? [interval.lowRank, interval.highRank] : null,
    band: interval ? band(interval.rankCounts, one.shown) : null,
    // Beside the score a cell without ballots is not a guess, it is nothing.
    cells: one.cells.map(({ category, counted, mean: own, shrunk }, at) => ({
      category,
      counted,
      mean: own && fixed(own, 4),
      shrunk: known && (own || weights[at]!.weight > 0) ? fixed(shrunk, 4) : null,
    })),
  }
}
