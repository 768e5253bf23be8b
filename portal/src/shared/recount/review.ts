import { hex, sha256, signatureHolds, unbase64, utf8, type Bytes, type Manifest } from '../ballot'
import type { Flag } from '../api/types'

/** What is public of a ballot's place: of a withheld one no answers. */
export interface Place {
  index: number
  unit: string
  category: string
  /** The levels in the order of the questions, such as `5433`. */
  answers?: string
  /** What it is worth in milli-points; absent when it is not counted. */
  worth?: number
}

/** A tree head that was public, and the day. */
export interface Sealed {
  size: number
  date: string
}

/** As manifests name them; gaps between channels are looked for since the second. */
export const FIRST_REVIEW = 'zfpj-review-1'
export const REVIEW = 'zfpj-review-2'
const CHANCE = 1e-6
const FEWEST_IN_BURST = 20
const FEWEST_EQUAL = 15
const FEWEST_IN_CROWD = 20
const TIMES = 3
const FEWEST_OTHERS = 3
const LEAST_EXPECTED = 0.5
const LEAST_GAP = 15_000
const CERTAIN_GAP = 3

/** Stirling's series from 16 on. */
function logFactorial(n: number): number {
  if (n < 16) {
    let product = 1
    for (let k = 2; k <= n; k++) product *= k
    return Math.log(product)
  }
  const square = n * n
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + (1 / 12 - (1 / 360 - 1 / (1260 * square)) / square) / n
}

/** P(Y ≥ y) of a Poisson distribution. */
export function poisson(y: number, lambda: number): number {
  let term = Math.exp(y * Math.log(lambda) - lambda - logFactorial(y))
  let sum = term
  for (let k = y + 1; term > sum * 1e-17 || k < lambda; k++) sum += term *= lambda / k
  return Math.min(1, sum)
}

/** P(F ≥ f) of n draws, each with chance p. */
export function binomial(f: number, n: number, p: number): number {
  let term = Math.exp(logFactorial(n) - logFactorial(f) - logFactorial(n - f) + f * Math.log(p) + (n - f) * Math.log1p(-p))
  let sum = term
  for (let k = f + 1; k <= n && (term > sum * 1e-17 || k < n * p); k++) sum += term *= ((n - k + 1) / k) * (p / (1 - p))
  return Math.min(1, sum)
}

/** On which day a place of the list was sealed. */
export function dayOf(sealed: Sealed[]): (index: number) => string {
  return (index) => sealed.find(({ size }) => size > index)?.date ?? ''
}

type Counts = Map<string, number>
const more = (counts: Counts, key: string, by = 1) => counts.set(key, (counts.get(key) ?? 0) + by)
const total = (counts: Counts) => [...counts.values()].reduce((sum, count) => sum + count, 0)

export type Found = Omit<Flag, 'chance'>

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
function variance(values: number[]): number {
  const middle = mean(values)
  return values.reduce((sum, value) => sum + (value - middle) * (value - middle), 0) / (values.length - 1)
}

/** The rules that the manifest names (bursts, equal sheets, crowds, gaps), over again from what is public. */
export function unusual(manifest: Manifest, places: Place[], day: (index: number) => string): Found[] {
  const received: Counts = new Map()
  const sheets = new Map<string, Counts>()
  const days = new Map<string, Counts>()
  const worths = new Map<string, number[]>()
  for (const { index, unit, category, answers, worth } of places) {
    const cell = `${unit}/${category}`
    more(received, cell)
    if (answers !== undefined) more(sheets.get(cell) ?? sheets.set(cell, new Map()).get(cell)!, answers)
    if (worth !== undefined) (worths.get(cell) ?? worths.set(cell, []).get(cell)!).push(worth)
    const date = day(index)
    more(days.get(date) ?? days.set(date, new Map()).get(date)!, unit)
  }
  const units = manifest.units
  const cells = units.flatMap((unit) => manifest.categories.map((category) => ({ unit, category, cell: `${unit.id}/${category.id}` })))
  const flag = (kind: Flag['kind'], unit: string, parts: { category?: string; day?: string; answers?: string }, observed: number, of: number, expected: number): Found => ({
    id: [kind, unit, parts.category, parts.day, parts.answers].filter((part) => part !== undefined).join('~'),
    kind, unit, category: parts.category ?? null, day: parts.day ?? null, answers: parts.answers ?? null, observed, of, expected: expected.toFixed(2),
  })

  const bursts = units.flatMap(({ id: unit }) =>
    [...days].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([date, counts]) => {
      const own = counts.get(unit) ?? 0
      const all = total(counts)
      const shares = [...days]
        .filter(([other]) => other !== date)
        .map(([, other]) => [other.get(unit) ?? 0, total(other)] as const)
        .filter(([mine, every]) => every > mine)
        .map(([mine, every]) => mine / (every - mine))
        .sort((one, other) => one - other)
      if (own < FEWEST_IN_BURST || shares.length < FEWEST_OTHERS) return []
      const half = Math.floor(shares.length / 2)
      const median = shares.length % 2 === 1 ? shares[half]! : (shares[half - 1]! + shares[half]!) / 2
      const expected = Math.max(LEAST_EXPECTED, (all - own) * median)
      return own > expected && poisson(own, expected) < CHANCE ? [flag('burst', unit, { day: date }, own, all, expected)] : []
    }),
  )
  const identical = cells.flatMap(({ unit, category, cell }) => {
    const own = sheets.get(cell)
    if (!own) return []
    const all: Counts = new Map()
    for (const other of units) sheets.get(`${other.id}/${category.id}`)?.forEach((count, sheet) => more(all, sheet, count))
    const n = total(own)
    const others = total(all) - n
    if (others === 0) return []
    return [...own].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([answers, count]) => {
      const p = (all.get(answers)! - count + 1) / (others + all.size)
      if (count < FEWEST_EQUAL || count <= n * p || !(binomial(count, n, p) < CHANCE)) return []
      return [flag('identical', unit.id, { category: category.id, answers }, count, n, n * p)]
    })
  })
  const crowds = cells.flatMap(({ unit, category, cell }) => {
    const own = received.get(cell) ?? 0
    const others = units.filter(({ id, group }) => group === unit.group && id !== unit.id)
    const sum = others.reduce((all, { id }) => all + (received.get(`${id}/${category.id}`) ?? 0), 0)
    if (own < FEWEST_IN_CROWD || others.length < FEWEST_OTHERS || own * others.length <= TIMES * sum) return []
    return [flag('turnout', unit.id, { category: category.id }, own, own + sum, sum / others.length)]
  })
  if ((manifest.review ?? FIRST_REVIEW) === FIRST_REVIEW) return [...bursts, ...identical, ...crowds]
  const atWindow = ({ entry }: Manifest['categories'][number]) => entry === 'tablet' || entry === 'paper'
  const own = manifest.categories.filter((category) => !atWindow(category))
  const gaps = cells.filter(({ category }) => atWindow(category)).flatMap(({ unit, category, cell }) => {
    const alike = own.filter(({ entry }) => category.entry === 'tablet' && entry === 'code')
    return (alike.length > 0 ? alike : own).flatMap((other) => {
      const [here, home] = [worths.get(cell) ?? [], worths.get(`${unit.id}/${other.id}`) ?? []]
      if (here.length < manifest.rules.k || home.length < manifest.rules.k) return []
      const difference = Math.abs(mean(here) - mean(home))
      const z = difference / Math.sqrt(variance(here) / here.length + variance(home) / home.length)
      if (!(difference >= LEAST_GAP && z >= CERTAIN_GAP)) return []
      const [n, m] = [received.get(cell)!, received.get(`${unit.id}/${other.id}`)!]
      const plain = flag('channel', unit.id, { category: category.id }, n, n + m, mean(home) / 1000)
      return [{ ...plain, id: `${plain.id}~${other.id}`, gap: { against: other.id, mean: (mean(here) / 1000).toFixed(2), z: Number.isFinite(z) ? z.toFixed(2) : null } }]
    })
  })
  return [...bursts, ...identical, ...crowds, ...gaps]
}

/** Is this ballot among those that a flag is about? */
export const covers = (flag: Found, place: Place, day: string): boolean =>
  flag.unit === place.unit &&
  (flag.category === null || flag.category === place.category) &&
  (flag.day === null || flag.day === day) &&
  (flag.answers === null || flag.answers === place.answers)

export interface Decisions {
  /** The last word on each flag. */
  last: Map<string, { setAside: boolean; reason: string }>
  /** SHA-256 of the last line's text. */
  head: string
}

/** Every line signed, each naming the one before it, the last one closing the review; what does not hold is said. */
export function readDecisions(jsonl: string, cid: string, logKey: Bytes, fault: (text: string) => void): Decisions {
  const last: Decisions['last'] = new Map()
  let head = '0'.repeat(64)
  let closed = false
  for (const [at, line] of jsonl.split('\n').filter((one) => one !== '').entries()) {
    try {
      const { entry, sig } = JSON.parse(line) as { entry: string; sig: string }
      const { cid: of, seq, flag, verdict, reason, prev } = JSON.parse(entry) as { cid: string; seq: number; flag: string | null; verdict: string; reason: string; prev: string }
      if (!signatureHolds(unbase64(sig), utf8(`zfpj-decision-v1\n${entry}`), logKey)) fault(`第 ${at + 1} 条复核决定的签名不对`)
      if (of !== cid || seq !== at + 1 || prev !== head || closed) fault(`第 ${at + 1} 条复核决定接不上前一条：有决定被改过、去掉或者加进来`)
      if (flag) last.set(flag, { setAside: verdict === 'set-aside', reason })
      closed = verdict === 'closed'
      head = hex(sha256(utf8(entry)))
    } catch {
      fault(`第 ${at + 1} 条复核决定读不懂`)
    }
  }
  if (!closed) fault('复核没有结束就公布了结果')
  return { last, head }
}
