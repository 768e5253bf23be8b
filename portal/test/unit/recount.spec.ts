// @vitest-environment node
import { execFile } from 'node:child_process'
import { constants, createHash, generateKeyPairSync, privateEncrypt, sign as nodeSign, type KeyObject } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { base64, concat, finish, hex, prepare, readSpki, rootOf, leafHash, signBallot, unhex, utf8, type Bytes, type Manifest } from '@/shared/ballot'
import type { ResultRate } from '@/shared/api/types'
import { intervals, seeded, type Values } from '@/shared/recount/bootstrap'
import { fixed } from '@/shared/recount/decimal'
import { recount, type PublicFiles } from '@/shared/recount/recount'
import { batchLeaf } from '@/shared/recount/paper'
import { rates } from '@/shared/recount/rates'
import { binomial, poisson } from '@/shared/recount/review'
import { band, group, groupMean, plain, scores, value } from '@/shared/recount/scoring'
import vector from './score-vector.json'

const RULES = { k: 10, m: 10, minN: 30, minWeight: 60, B: 2000 }
const WEIGHTS = [['c', 40], ['e', 30], ['w', 20], ['d', 10]].map(([category, weight]) => ({ category: String(category), weight: Number(weight) }))
const COUNTS: Record<string, number[][]> = {
  u01: [[120, 90, 30, 8, 2], [40, 30, 8, 2, 0], [30, 15, 4, 1, 0], [8, 9, 2, 1, 0]],
  u02: [[200, 150, 60, 25, 15], [35, 40, 15, 6, 4], [20, 20, 8, 4, 2], [6, 10, 4, 1, 1]],
  u03: [[15, 10, 3, 1, 1], [9, 4, 1, 0, 0], [11, 1, 0, 0, 0], [5, 2, 0, 0, 0]],
  u04: [[40, 45, 25, 15, 10], [10, 14, 8, 5, 3], [8, 9, 6, 4, 3], [4, 7, 4, 2, 1]],
  u05: [[6, 3, 1, 0, 0], [2, 1, 0, 0, 0], [4, 2, 0, 0, 0], [0, 0, 0, 0, 0]],
}
const VALUES: Values = new Map(
  Object.entries(COUNTS).map(([unit, cells]) => [
    unit,
    new Map(cells.map((counts, at) => [WEIGHTS[at]!.category, counts.flatMap((count, level) => new Array<number>(count).fill([100, 80, 60, 40, 0][level]! * 1000))])),
  ]),
)
const ROOT = '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'

function run<T>(work: Generator<unknown, T>): T {
  let step = work.next()
  while (!step.done) step = work.next()
  return step.value
}

describe('the rules zfpj-score-1, digit for digit', () => {
  it('has the published values of single ballots', () => {
    const weights = [30, 30, 20, 20]
    const vectors: [number[], number | null][] = [[[5, 4, 3, 5], 86000], [[5, 0, 4, 2], 77143], [[0, 4, 3, 0], 72000], [[0, 0, 3, 1], null], [[1, 1, 1, 1], 0], [[5, 4, 0, 3], 82500]]
    for (const [levels, expected] of vectors) expect(value(levels, weights)).toBe(expected)
  })

  it('has the published scores, cells and means', () => {
    for (const [category, mean] of Object.entries(vector.mu)) expect(fixed(groupMean(VALUES, category, RULES), 4)).toBe(mean)
    for (const one of scores(VALUES, WEIGHTS, RULES)) {
      const unit = (vector.units as Record<string, { score: string; n: number; rankable: boolean }>)[one.unit]!
      expect([fixed(one.score, 4), one.counted, one.ranked]).toEqual([unit.score, unit.n, unit.rankable])
      for (const cell of one.cells) {
        const published = (vector.cells as Record<string, { n: number; mean: string | null; shrunk: string }>)[`${one.unit}/${cell.category}`]!
        expect([cell.counted, cell.mean && fixed(cell.mean, 4), fixed(cell.shrunk, 4)]).toEqual([published.n, published.mean, published.shrunk])
      }
    }
  })

  it('draws the published numbers, intervals and rank counts', () => {
    const random = seeded('demo-2026', 'g1', ROOT)
    for (const draw of vector.firstDraws) expect(random.next().toString(16).padStart(8, '0')).toBe(draw.slice(0, 8))
    const drawn = run(intervals(seeded('demo-2026', 'g1', ROOT), VALUES, ['u01', 'u02', 'u03', 'u04'], WEIGHTS, RULES))
    for (const [unit, one] of drawn) {
      const published = (vector.units as unknown as Record<string, { scoreCI90: string[]; bootSE: string; rankCI90: number[]; rankCounts: number[] }>)[unit]!
      expect([one.low.toFixed(4), one.high.toFixed(4)]).toEqual(published.scoreCI90)
      expect(one.standardError.toFixed(4)).toBe(published.bootSE)
      expect([one.lowRank, one.highRank]).toEqual(published.rankCI90)
      expect(one.rankCounts).toEqual(published.rankCounts)
    }
  })

  it('shows who came without an invitation beside the score and leaves it alone', () => {
    const beside = new Map([...VALUES].map(([unit, cells]) => [unit, new Map([...cells, ['o', unit === 'u03' ? [] : new Array<number>(500).fill(100000)]])]))
    const bare = ({ cells, ...one }: { cells: unknown[] }) => ({ ...one, cells: cells.slice(0, 4) })
    const alone = run(group('demo-2026', 'g1', ROOT, VALUES, WEIGHTS, RULES))
    const both = run(group('demo-2026', 'g1', ROOT, beside, [...WEIGHTS, { category: 'o', weight: 0 }], RULES))
    expect(both.map(bare)).toEqual(alone.map(bare))
    expect(both.map(({ cells }) => [cells[4]!.counted, cells[4]!.shrunk])).toContainEqual([0, null])
  })

  it('puts nobody on a board who is not as good as certainly there', () => {
    expect(band([1800, 200, 0, 0], '85.00')).toBe('red')
    expect(band([1799, 201, 0, 0], '85.00')).toBeNull()
    expect(band([0, 0, 0, 2000], '69.99')).toBe('black')
    expect(band([0, 0, 0, 2000], '70.00')).toBeNull()
    expect(band([2000, 0], '99.00')).toBeNull()
  })
})

// ---- a whole campaign: real keys, real tokens, real ballots

const CID = 'zf-test'
const UNITS = ['u01', 'u02', 'u03'].map((id) => ({ id, name: `单位${id}`, group: '窗口服务' }))
const ITEMS = [['q1', 30], ['q2', 30], ['q3', 20], ['q4', 20]].map(([id, weight]) => ({ id: String(id), text: String(id), weight: Number(weight) }))
let categories: { id: string; name: string; weight: number; entry?: string }[]
const CATEGORIES = [{ id: 'c', name: '群众', weight: 60 }, { id: 'e', name: '企业', weight: 40 }]
const rsa = new Map<string, { secret: KeyObject; spki: Bytes }>()
const log = generateKeyPairSync('ed25519')
const station = generateKeyPairSync('ed25519')

const sha = (bytes: Bytes) => createHash('sha256').update(bytes).digest()

function signer(scope: string) {
  if (!rsa.has(scope)) {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
    rsa.set(scope, { secret: pair.privateKey, spki: new Uint8Array(pair.publicKey.export({ type: 'spki', format: 'der' })) })
  }
  return rsa.get(scope)!
}

interface Cast {
  unit: string
  category: string
  body: string
  commit: string
  auth: Bytes
  leaf: Bytes
}

function cast(unit: string, category: string, at: number, like?: number): Cast {
  const { secret, spki } = signer(`${category}/${unit}`)
  const key = readSpki(spki)
  const seed = new Uint8Array(sha(utf8(`${unit}${category}${at}`)).subarray(0, 16))
  const token = prepare(seed, CID, `${category}/${unit}`, key)
  const blind = new Uint8Array(privateEncrypt({ key: secret, padding: constants.RSA_NO_PADDING }, token.blinded))
  const levels = ITEMS.map((_, item) => like ?? 1 + ((at * 7 + item * 3 + unit.charCodeAt(2)) % 5))
  const { ballot, leafHash: leaf } = signBallot(CID, unit, ITEMS.map(({ id }, item) => ({ item: id, level: levels[item]! })), undefined, token, finish(token, blind, key))
  const long = (text: string) => concat(Uint8Array.of(text.length >> 9, (text.length >> 1) & 255), unhex(text))
  return { unit, category, body: ballot.body, commit: ballot.commentCommit, auth: concat(long(ballot.inputMsg), long(ballot.tokenSig), long(ballot.ballotSig)), leaf }
}

categories = CATEGORIES
let ballots: Cast[] = []
let honest: PublicFiles

function checkpoint(leaves: Bytes[]): string {
  const text = `sanhang/${CID}\n${leaves.length}\n${base64(rootOf(leaves))}\n`
  return `${text}\n\u2014 sanhang/${CID} ${base64(concat(new Uint8Array(4), new Uint8Array(nodeSign(null, utf8(text), log.privateKey))))}\n`
}

interface Reviewed {
  flags: { flag: Record<string, unknown> & { id: string; unit: string; category: string }; setAside: boolean; reason: string }[]
  /** The last digits of the bodies that the flags are about. */
  answers: string
}

/** As the office signs them, one behind the other, the last closing the review. */
function decisionsOf({ flags }: Reviewed): { text: string; head: string } {
  let head = '0'.repeat(64)
  const entries = [...flags.map(({ flag, setAside, reason }) => ({ flag: flag.id as string | null, verdict: setAside ? 'set-aside' : 'count', reason: reason as string | null })), { flag: null, verdict: 'closed', reason: null }]
  const text = entries.map((one, at) => {
    const entry = JSON.stringify({ v: 1, cid: CID, seq: at + 1, ...one, by: 'u-office', at: '2026-09-21T01:00:00Z', prev: head })
    head = hex(new Uint8Array(sha(utf8(entry))))
    return JSON.stringify({ entry, sig: nodeSign(null, utf8(`zfpj-decision-v1\n${entry}`), log.privateKey).toString('base64') }) + '\n'
  })
  return { text: text.join(''), head }
}

/** A batch of sheets, before (at 0) or behind (at 1) all ballots. */
interface Committed {
  document: string
  at: number
}

/** @param named what the manifest names; by default as before there were rates */
function publish(cast: Cast[], reviewed: Reviewed = { flags: [], answers: '-' }, batches: Committed[] = [], named: Pick<Manifest, 'review' | 'rates' | 'purpose'> = { review: 'zfpj-review-1' }): PublicFiles {
  const manifest = utf8(
    JSON.stringify({
      v: 1, cid: CID, title: '万人评作风', issueOpens: '', issueCloses: '', opens: '', closes: '', levels: [],
      items: ITEMS, categories: categories, units: UNITS, rules: RULES, ...named,
      keys: [...rsa].map(([scope, { spki }]) => ({ scope, kid: hex(new Uint8Array(sha(spki).subarray(0, 8))), spki: base64(spki) })),
      log: { origin: `sanhang/${CID}`, alg: 'Ed25519', key: base64(new Uint8Array(log.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32))) },
      ...(batches.length > 0 ? { station: base64(new Uint8Array(station.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32))) } : {}),
    }),
  )
  const places = [...cast.map((one) => ({ leaf: one.leaf, one })), ...batches.map(({ document, at }) => ({ leaf: batchLeaf(document), at, document }))]
  places.sort((one, other) => ('at' in one ? one.at : 0.5) - ('at' in other ? other.at : 0.5))
  const leaves = [leafHash(manifest), ...places.map(({ leaf }) => leaf)]
  const cells = new Map<string, number>()
  cast.forEach(({ unit, category }) => cells.set(`${unit}/${category}`, (cells.get(`${unit}/${category}`) ?? 0) + 1))
  const shown = places.flatMap((place, at) => ('one' in place ? [{ one: place.one, index: at + 1 }] : [])).map(({ one, index }) => ({ one, index, large: cells.get(`${one.unit}/${one.category}`)! >= RULES.k }))
  const about = ({ unit, category, body }: Cast) => reviewed.flags.some(({ flag }) => flag.unit === unit && flag.category === category && body.endsWith(reviewed.answers))
  const valuesWhere = (counts: (one: Cast) => boolean) => {
  const values: Values = new Map(UNITS.map(({ id }) => [id, new Map<string, number[]>()]))
  for (const { one, large } of shown) {
    if (!large || !counts(one)) continue
    const worth = value(one.body.split('|')[3]!.split(',').map((pair) => Number(pair.split('=')[1])), ITEMS.map(({ weight }) => weight))!
    const cell = values.get(one.unit)!
    cell.set(one.category, [...(cell.get(one.category) ?? []), worth])
  }
  return values
  }
  const weights = categories.map(({ id, weight }) => ({ category: id, weight }))
  const plainly = (counts: (one: Cast) => boolean) =>
    reviewed.flags.length === 0 ? [] : plain(valuesWhere(counts), weights, RULES).map(({ unit, counted, score, rank }) => ({ unit, counted, score, rank }))
  const decisions = decisionsOf(reviewed)
  const root = hex(rootOf(leaves))
  const scored = run(group(CID, '窗口服务', root, valuesWhere((one) => !about(one) || !reviewed.flags[0]!.setAside), categories.map(({ id, weight }) => ({ category: id, weight })), RULES))
  return {
    manifest,
    leaves: concat(...leaves),
    checkpoint: checkpoint(leaves),
    bodies: 'index,leaf,category,body,commit\n' + shown.filter(({ large }) => large).map(({ one, index }) => `${index},${hex(one.leaf)},${one.category},"${one.body}",${one.commit}\n`).join(''),
    auth: concat(...shown.filter(({ large }) => large).map(({ one }) => one.auth)),
    withheld: 'unit,category,index,leaf\n' + shown.filter(({ large }) => !large).map(({ one, index }) => `${one.unit},${one.category},${index},${hex(one.leaf)}\n`).join(''),
    issuance: 'category,day,count\nc,2026-09-14,32\nc,2026-09-15,33\ne,2026-09-14,12\n',
    checkpoints: { items: [{ size: 1, date: '2026-09-14' }, { size: leaves.length, date: '2026-09-15' }] },
    decisions: decisions.text,
    batches: batches.length > 0 ? { items: places.flatMap((place, at) => ('document' in place ? [{ index: at + 1, document: place.document }] : [])) } : undefined,
    result: {
      campaign: { id: CID, title: '万人评作风', closes: '', publishedAt: '' },
      method: 'zfpj-score-1',
      root,
      review: { rules: named.review, head: decisions.head, flags: reviewed.flags, all: plainly(() => true), without: plainly((one) => !about(one)) },
      rates: named.rates ? { rules: named.rates, purpose: named.purpose, rows: rates(JSON.parse(new TextDecoder().decode(manifest)) as Manifest, placesOf(shown), valuesWhere(() => true)) } : null,
      units: UNITS.map(({ id, name, group: of }) => {
        const one = scored.find(({ unit }) => unit === id)!
        return {
          ...one, id, name, group: of, ballots: cast.filter(({ unit }) => unit === id).length,
          cells: one.cells.map((cell) => ({ ...cell, name: '', n: cell.counted || (cells.get(`${id}/${cell.category}`) ?? 0), withheld: cell.counted === 0 })),
        }
      }),
    } as unknown as PublicFiles['result'],
  }
}

const levelsOf = (body: string) => body.split('|')[3]!.split(',').map((pair) => Number(pair.split('=')[1]))
const placesOf = (shown: { one: Cast; index: number; large: boolean }[]) =>
  shown.filter(({ large }) => large).map(({ one: { unit, category, body }, index }) => ({ index, unit, category, answers: levelsOf(body).join(''), worth: value(levelsOf(body), ITEMS.map(({ weight }) => weight)) ?? undefined }))

beforeAll(() => {
  for (const { id } of UNITS) {
    for (let at = 0; at < 22; at++) ballots.push(cast(id, 'c', at))
    for (let at = 0; at < (id === 'u03' ? 4 : 11); at++) ballots.push(cast(id, 'e', at))
  }
  ballots = ballots.sort((one, other) => (hex(one.leaf) < hex(other.leaf) ? -1 : 1))
  honest = publish(ballots)
}, 60_000)

const faults = (change: Partial<PublicFiles>, earlier?: string) => run(recount({ ...honest, ...change }, earlier)).faults
const lines = (text: string, change: (lines: string[]) => string[]) => change(text.trim().split('\n')).join('\n') + '\n'

describe('a campaign that is counted again', () => {
  it('finds nothing wrong with an honest one, and says what it looked at', () => {
    const outcome = run(recount(honest, checkpoint([leafHash(honest.manifest), ...ballots.slice(0, 40).map(({ leaf }) => leaf)])))
    expect(outcome.faults).toEqual([])
    expect([outcome.ballots, outcome.withheld, outcome.units]).toEqual([88, 4, 3])
    expect(outcome.checks).toHaveLength(6)
  })

  it('names a ballot that was dropped from the list', () => {
    expect(faults({ leaves: concat(honest.leaves.slice(0, 32 * 50), honest.leaves.slice(32 * 51)) }).join()).toMatch(/应有 92 张票，下载到的是 91 张/)
  })

  it('names a ballot that was not published', () => {
    const index = honest.bodies.trim().split('\n')[5]!.split(',')[0]
    expect(faults({ bodies: lines(honest.bodies, (all) => all.filter((_, at) => at !== 5)) })).toContain(`票册里的第 ${index} 张票没有公布：少了一张票`)
  })

  it('names a ballot that was changed, and the score that it no longer gives', () => {
    const row = honest.bodies.trim().split('\n')[7]!
    const changed = row.replace(/q1=(\d)/, (_, level) => `q1=${level === '5' ? 1 : 5}`)
    const found = faults({ bodies: honest.bodies.replace(row, changed) })
    expect(found).toContain(`第 ${row.split(',')[0]} 张票：内容或者凭证和票册里的指纹对不上，这张票被改过`)
    expect(found.some((text) => /的计分票数：公布的是/.test(text))).toBe(true)
  })

  it('names a ballot that was added', () => {
    const extra = cast('u01', 'c', 99)
    const row = `93,${hex(extra.leaf)},c,"${extra.body}",${extra.commit}\n`
    expect(faults({ bodies: honest.bodies + row, auth: concat(honest.auth, extra.auth) })).toContain('公布了第 93 张票，票册里没有这一张：多出来的票')
  })

  it('names a list that was signed anew around a forged ballot', () => {
    const forged = { ...cast('u01', 'c', 100) }
    const token = forged.auth.slice()
    token[200] = token[200]! ^ 1
    const commit = new Uint8Array(32)
    const leaf = leafHash(concat(Uint8Array.of(1), new Uint8Array(sha(utf8(forged.body))), new Uint8Array(sha(token)), commit))
    const found = run(recount(publish([...ballots, { ...forged, auth: token, leaf }]), honest.checkpoint)).faults
    expect(found).toContain('第 93 张票：票证不是领票处签发的')
    expect(found.some((text) => text.includes('以前公布过'))).toBe(false)
  })

  it('names more ballots than people who got tokens', () => {
    expect(faults({ issuance: 'category,day,count\nc,2026-09-14,21\ne,2026-09-14,12\n' })).toContain('单位u01收到群众的 22 张票，领票的只有 21 人：有票是塞进来的')
  })

  it('names one token that was used twice', () => {
    // Not in the small cell, whose ballots nobody is shown.
    const twice = publish([...ballots, ballots.find(({ unit }) => unit === 'u01')!])
    expect(run(recount(twice)).faults.some((text) => text.includes('同一张票证用了两次'))).toBe(true)
  })

  it('names the unit whose published result differs', () => {
    const units = honest.result.units.map((unit, at) => (at === 1 ? { ...unit, score: '99.0000' } : unit))
    expect(faults({ result: { ...honest.result, units } })).toEqual([expect.stringMatching(/^单位u02的得分：公布的是 99\.0000，重算是 \d/)])
    expect(faults({ result: { ...honest.result, units: honest.result.units.slice(1) } })).toEqual(['结果里没有单位u01'])
  })

  it('names a list that is not the one somebody saved the head of', () => {
    const before = checkpoint([leafHash(honest.manifest), ...ballots.slice(5, 30).map(({ leaf }) => leaf)])
    expect(faults({}, before)).toEqual([expect.stringContaining('不是从它接下来的')])
  })

  it('refuses another manifest and another signature', () => {
    expect(faults({ manifest: concat(honest.manifest, utf8(' ')) })).toEqual([expect.stringContaining('不是票册的第一页')])
    expect(faults({ checkpoint: honest.checkpoint.replace(/[A-Za-z0-9+/]{4}=*\n$/, 'AAAA\n') })).toContain('票册总指纹的签名不对')
  })
})

describe('rates that are published with the result', () => {
  const named = { review: 'zfpj-review-2', rates: 'zfpj-rate-1', purpose: 'conduct' as const }
  const found = (change: (result: PublicFiles['result']) => PublicFiles['result'] = (result) => result, by = named) => {
    const files = publish(ballots, undefined, [], by)
    return run(recount({ ...files, result: change(files.result) }))
  }

  it('are the same when they are computed again, and it is said', () => {
    const { faults: none, checks } = found()
    expect(none).toEqual([])
    expect(checks.at(-1)).toMatch(/^\d+ 行满意率/)
  }, 60_000)

  it('are named when one was changed, hushed up, or comes from other rules than the manifest names', () => {
    const rows = (change: (rows: ResultRate[]) => ResultRate[]) => (result: PublicFiles['result']) => ({ ...result, rates: { ...result.rates!, rows: change(result.rates!.rows) } })
    expect(found(rows((all) => all.map((row, at) => (at === 0 ? { ...row, good: (row.good ?? 0) + 1 } : row)))).faults).toHaveLength(2)
    expect(found(rows((all) => all.slice(1))).faults).toEqual([expect.stringContaining('应有这一行')])
    expect(found((result) => ({ ...result, rates: null })).faults).toEqual([expect.stringContaining('不是按活动说明里的规则算的')])
    expect(found(undefined, { ...named, rates: 'zfpj-rate-9' }).faults).toEqual([expect.stringContaining('不是按活动说明里的规则算的')])
    expect(found((result) => ({ ...result, review: { ...result.review!, rules: 'zfpj-review-1' } })).faults).toEqual([expect.stringContaining('异常复核')])
  }, 60_000)
})

describe('the review of unusual ballots', () => {
  const FLAG = { id: 'identical~u02~c~4444', kind: 'identical', unit: 'u02', category: 'c', day: null, answers: '4444', observed: 40, of: 62, expected: '1.24', chance: '1.0e-50' }
  const decided = (setAside: boolean): Reviewed => ({ flags: [{ flag: FLAG, setAside, reason: '走访核实' }], answers: 'q1=4,q2=4,q3=4,q4=4' })
  let flagged: Cast[]
  beforeAll(() => {
    flagged = [...ballots, ...Array.from({ length: 40 }, (_, at) => cast('u02', 'c', 500 + at, 4))]
  }, 60_000)
  const found = (files: PublicFiles) => run(recount(files)).faults

  it('has the published tails', () => {
    expect([poisson(40, 8), poisson(30, 8), poisson(20, 8)].map((one) => one.toExponential(6))).toEqual(['6.780721e-16', '2.102584e-9', '2.529394e-4'])
    expect([binomial(48, 60, 0.35), binomial(30, 60, 0.35)].map((one) => one.toExponential(6))).toEqual(['1.192865e-12', '1.194744e-2'])
  })

  it('finds the same flags, and both ways of counting', () => {
    const outcome = run(recount(publish(flagged, decided(true))))
    expect(outcome.faults).toEqual([])
    expect(outcome.checks.join()).toContain('1 处异常都有签了名的决定')
    expect(found(publish(flagged, decided(false)))).toEqual([])
  })

  it('names a flag that was hushed up, and one that nobody can find', () => {
    expect(found(publish(flagged)).join()).toMatch(/结果里没有这处异常：identical~u02~c~4444（40\/62/)
    expect(found(publish(ballots, decided(true))).join()).toContain('按公开的票和决定得不出')
  })

  it('names a decision that was changed, taken out or not signed', () => {
    const honest = publish(flagged, decided(true))
    expect(found({ ...honest, decisions: honest.decisions.replace('走访核实', '没有核实') })).toContain('第 1 条复核决定的签名不对')
    expect(found({ ...honest, decisions: honest.decisions.split('\n').slice(1).join('\n') }).join()).toContain('第 1 条复核决定接不上前一条')
    expect(found({ ...honest, decisions: honest.decisions.split('\n')[0]! }).join()).toContain('复核没有结束')
    expect(found({ ...honest, decisions: '乱写' }).join()).toContain('读不懂')
  }, 30_000)

  it('names a result that follows another decision than the signed one', () => {
    const honest = publish(flagged, decided(true))
    const other = publish(flagged, decided(false))
    expect(found({ ...honest, result: { ...honest.result, units: other.result.units } }).join()).toContain('单位u02的计分票数')
    expect(found({ ...honest, result: { ...honest.result, review: { ...honest.result.review!, without: other.result.review!.all } } }).join()).toContain('去掉异常')
    expect(found({ ...honest, result: { ...honest.result, review: undefined } })).toContain('结果里没有异常复核，或者不是这个程序认识的复核规则')
  })
})

describe('ballots of printed sheets', () => {
  const WITH_PAPER = [{ id: 'c', name: '群众', weight: 60 }, { id: 'p', name: '纸质问卷', weight: 40, entry: 'paper' }]
  const code = (at: number) => new Uint8Array(sha(utf8(`sheet ${at}`)).subarray(0, 16))
  const sheet = (unit: string, at: number, by: KeyObject = station.privateKey): Cast => {
    const body = `zfpj1|${CID}|${unit}|q1=${1 + (at % 5)},q2=4,q3=5,q4=3`
    const inputMsg = concat(utf8('paper1'), code(at))
    const nullifier = new Uint8Array(sha(concat(Uint8Array.of(2), inputMsg)))
    const signature = new Uint8Array(nodeSign(null, concat(utf8('zfpj-ballot-v1\n'), new Uint8Array(sha(utf8(body))), new Uint8Array(32), nullifier), by))
    const auth = concat(Uint8Array.of(0, 22), inputMsg, Uint8Array.of(0, 0, 0, 64), signature)
    const leaf = leafHash(concat(Uint8Array.of(1), new Uint8Array(sha(utf8(body))), new Uint8Array(sha(auth)), new Uint8Array(32)))
    return { unit, category: 'p', body, commit: '0'.repeat(64), auth, leaf }
  }
  const batch = (unit: string, from: number, count: number, at = 0): Committed => ({
    at,
    document: JSON.stringify({ v: 1, cid: CID, scope: `p/${unit}`, area: '城关镇', count, codes: Array.from({ length: count }, (_, one) => hex(new Uint8Array(sha(code(from + one))))).sort() }),
  })
  const web = () => ballots.filter(({ category }) => category === 'c')
  const sheets = () => Array.from({ length: 11 }, (_, at) => sheet('u01', at))
  const found = (cast: Cast[], batches: Committed[], change: Partial<PublicFiles> = {}) => run(recount({ ...publish(cast, undefined, batches), ...change })).faults
  beforeAll(() => void (categories = WITH_PAPER))
  afterAll(() => void (categories = CATEGORIES))

  it('hold when their codes were committed before, and those of small cells are counted too', () => {
    const files = publish([...web(), ...sheets(), sheet('u02', 100)], undefined, [batch('u01', 0, 20), batch('u02', 100, 5)])
    const outcome = run(recount(files))
    expect(outcome.faults).toEqual([])
    expect(outcome.checks.join()).toContain('2 批问卷')
    expect([outcome.ballots, outcome.withheld]).toEqual([77, 1])
  }, 30_000)

  it('names a sheet that was never committed, one of another unit, and one whose batch came later', () => {
    expect(found([...web(), ...sheets()], [batch('u01', 1, 20)]).join()).toMatch(/第 \d+ 张票：编码不在任何一批编入票册的纸质问卷里/)
    expect(found([...web(), ...sheets()], [batch('u02', 0, 20)]).join()).toContain('编码是发给别的单位的纸质问卷')
    expect(found([...web(), ...sheets()], [batch('u01', 0, 20, 1)]).join()).toContain('问卷是事后补的')
  }, 30_000)

  it('names a sheet that was changed or dropped, and one that is counted twice', () => {
    const files = publish([...web(), ...sheets()], undefined, [batch('u01', 0, 20)])
    const row = files.bodies.split('\n').find((line) => line.includes(',p,'))!
    expect(run(recount({ ...files, bodies: files.bodies.replace(row, row.replace(/q2=4/, 'q2=1')) })).faults.join()).toContain('这张票被改过')
    expect(run(recount({ ...files, bodies: files.bodies.replace(row + '\n', '') })).faults.join()).toContain('没有公布：少了一张票')
    expect(found([...web(), ...sheets(), sheet('u01', 3)], [batch('u01', 0, 20)]).join()).toContain('同一张票证用了两次')
    expect(found([...web(), ...sheets(), sheet('u01', 11, generateKeyPairSync('ed25519').privateKey)], [batch('u01', 0, 20)]).join()).toContain('录入处的签名不对')
  }, 30_000)

  it('names a batch that is not what stands in the list, and one that is kept back', () => {
    const files = publish([...web(), ...sheets()], undefined, [batch('u01', 0, 20)])
    const items = files.batches!.items
    const other = { items: [{ ...items[0]!, document: batch('u01', 0, 21).document }] }
    expect(run(recount({ ...files, batches: other })).faults.join()).toContain('问卷编码被换过')
    expect(run(recount({ ...files, batches: { items: [] } })).faults.join()).toMatch(/票册里的第 1 张票没有公布.*编码不在任何一批/)
    expect(found(web(), [{ at: 0, document: batch('u01', 0, 20).document.replace(CID, 'another') }]).join()).toContain('不是这次评价的')
    expect(found([...web(), ...sheets()], [batch('u01', 0, 20), batch('u01', 5, 20)]).join()).toContain('有编码在另一批里也有')
    expect(found([...web(), ...sheets()], [{ at: 0, document: batch('u01', 0, 20).document.replace('"count":20', '"count":30') }]).join()).toContain('份数和编码的个数不一样')
  }, 30_000)

  it('may be void, signed and with a reason, and the figures say how many', () => {
    const files = publish([...web(), ...sheets()], undefined, [batch('u01', 0, 20), batch('u02', 100, 3)])
    const scopes = ['p/u01', 'p/u02'].map((scope) => scope.split('/') as [string, string])
    const codes = files.batches!.items.map(({ document }) => (JSON.parse(document) as { codes: string[] }).codes)
    const voided = (code: string, reason = 'blank', key = station.privateKey, cid = CID) => {
      const entry = JSON.stringify({ v: 1, cid, code, reason })
      return JSON.stringify({ entry, sig: nodeSign(null, utf8(`zfpj-void-v1\n${entry}`), key).toString('base64') }) + '\n'
    }
    const received = (unit: string) => sheets().filter((one) => one.unit === unit).length
    const figures = (more: number) => scopes.map(([category, unit], at) => ({ category, unit, printed: codes[at]!.length, ballots: received(unit), voided: at === 1 ? more : 0 }))
    const count = (voids: string, more: number) => run(recount({ ...files, voids, result: { ...files.result, sheets: figures(more) } })).faults
    const [first, second] = codes[1]!
    expect(count(voided(first!), 1)).toEqual([])
    expect(count('', 0)).toEqual([])
    expect(count(voided(first!), 0).join()).toContain('u02的纸质问卷印发、计入、作废数')
    expect(count('', 1).join()).toContain('u02的纸质问卷印发、计入、作废数')
    expect(count(voided(first!) + voided(first!), 1).join()).toContain('第 2 份作废的问卷：作废了两次')
    expect(count(voided(first!, 'blank', generateKeyPairSync('ed25519').privateKey), 1).join()).toContain('第 1 份作废的问卷：录入处的签名不对')
    expect(count(voided(first!, 'because'), 1).join()).toContain('没有写原因')
    expect(count(voided(second!, 'blank', station.privateKey, 'another'), 1).join()).toContain('不是这次评价的')
    expect(count(voided('0'.repeat(64)), 0).join()).toContain('编码不在任何一批')
    expect(count('{}\n', 0).join()).toContain('第 1 份作废的问卷')
    // One that was counted as a ballot.
    const counted = hex(new Uint8Array(sha(code(0))))
    expect(count(voided(counted), 0).join()).toContain('它又是一张计入的票')
  }, 60_000)

  it('names more of them than were printed, also where they are not shown', () => {
    const few = [sheet('u02', 100), sheet('u02', 101), sheet('u02', 102)]
    expect(found([...web(), ...few], [batch('u02', 100, 2)])).toEqual(['单位u02收到纸质问卷的 3 张票，印发的只有 2 份：有票是塞进来的'])
  }, 30_000)

  it('does not take a token for a sheet, nor a sheet for a token', () => {
    const files = publish([...web(), ...sheets()], undefined, [batch('u01', 0, 20)])
    const swapped = files.bodies.replace(/,p,"/g, ',c,"')
    expect(run(recount({ ...files, bodies: swapped })).faults.join()).toContain('票证不是这次评价、这个单位的')
    expect(run(recount({ ...files, bodies: files.bodies.replace(/,c,"/g, ',p,"') })).faults.join()).toContain('不是纸质问卷的票')
  }, 30_000)
})

describe('bin/verify-campaign', () => {
  let server: Server
  let served: PublicFiles
  const folder = mkdtempSync(join(tmpdir(), 'verify-'))
  const command = join(__dirname, '../../../bin/verify-campaign')

  beforeAll(async () => {
    served = honest
    const files: Record<string, keyof PublicFiles> = { 'bodies.csv': 'bodies', 'auth.bin': 'auth', 'withheld.csv': 'withheld', 'issuance.csv': 'issuance', 'decisions.jsonl': 'decisions' }
    server = createServer((request, response) => {
      const name = request.url!.split('/').pop()!
      const found = request.url!.startsWith(`/api/evaluation/campaigns/${CID}/`) ? served[files[name] ?? (name as keyof PublicFiles)] : undefined
      response.statusCode = found ? 200 : 404
      response.end(name === 'result' || name === 'checkpoints' ? JSON.stringify(found) : (found as string | Bytes | undefined))
    }).listen(0, '127.0.0.1')
    await new Promise((ready) => server.once('listening', ready))
  })
  afterAll(() => server.close())

  const verify = (...args: string[]) =>
    new Promise<{ code: number; out: string }>((done) =>
      execFile(command, args, (error, out, err) => done({ code: Number(error?.code ?? 0), out: out + err })),
    )
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  it('says yes to an honest campaign and keeps what it downloaded', async () => {
    const { code, out } = await verify(`${address()}/result/${CID}`, '--save', folder)
    expect(out).toContain('通过：万人评作风')
    expect(code).toBe(0)
    expect(readFileSync(join(folder, 'bodies.csv'), 'utf8')).toBe(honest.bodies)
    expect(readFileSync(join(folder, 'checkpoint'), 'utf8')).toBe(honest.checkpoint)
  }, 60_000)

  it('names the fault, and ends with 1', async () => {
    served = { ...honest, bodies: lines(honest.bodies, (all) => all.slice(0, -1)) }
    const { code, out } = await verify(`${address()}/result/${CID}`)
    served = honest
    expect([code, /没有公布：少了一张票/.test(out)]).toEqual([1, true])
  }, 60_000)

  it('compares with a head that was saved before', async () => {
    const kept = join(folder, 'earlier')
    writeFileSync(kept, checkpoint([leafHash(honest.manifest), ballots[9]!.leaf]))
    const { code, out } = await verify(`${address()}/api/evaluation/campaigns/${CID}`, '--earlier', kept)
    expect([code, out.includes('不是从它接下来的')]).toEqual([1, true])
  }, 60_000)

  it('says that it could not check', async () => {
    expect((await verify('not-an-address')).code).toBe(2)
    expect((await verify(`${address()}/result/other`)).out).toContain('没有找到，或者结果还没有公布')
    expect((await verify('http://127.0.0.1:1/result/x')).code).toBe(2)
  }, 60_000)
})
