import {
  checkpointHolds,
  concat,
  equal,
  hex,
  leafHash,
  ManifestFault,
  readCheckpoint,
  readManifest,
  rootOf,
  sha256,
  signatureHolds,
  splitLeaves,
  unhex,
  utf8,
  verifyPss,
  type Bytes,
  type Manifest,
  type Rulebook,
} from '../ballot'
import type { CampaignResult, PlainResult, ResultRate } from '../api/types'
import type { Values } from './bootstrap'
import { batchesHold, codeOf, figuresHold, isPaper, paperFault, sheetsHold, voidsHold, type CommittedBatch, type Sheets } from './paper'
import { rates, RATES } from './rates'
import { covers, dayOf, FIRST_REVIEW, readDecisions, REVIEW, unusual, type Found, type Place, type Sealed } from './review'
import { group, plain, value, type Scored } from './scoring'

/** All that is public of a published campaign, as it was downloaded. */
export interface PublicFiles {
  manifest: Bytes
  leaves: Bytes
  checkpoint: string
  bodies: string
  auth: Bytes
  withheld: string
  issuance: string
  /** What was committed of printed sheets; needed only where there are any. */
  batches?: { items: CommittedBatch[] }
  /** Printed sheets that are void; needed only where the result has figures of sheets. */
  voids?: string
  /** Which tree heads were public on which day. */
  checkpoints: { items: Sealed[] }
  decisions: string
  result: CampaignResult
}

/** What happens at the moment, and how far it is, 0 to 1. */
export interface Progress {
  step: string
  done: number
}
export interface Recount {
  ballots: number
  withheld: number
  units: number
  /** What does not hold, each with its place; none for an honest campaign. */
  faults: string[]
  checks: string[]
}

interface Row {
  index: number
  leaf: string
  category: string
  body: string
  commit: string
}

const MOST_FAULTS = 50

/**
 * Counts a campaign again from its public files and nothing else: list, tokens, signatures, issuance, scores, intervals
 * and ranks. `earlier` is a tree head that somebody kept; the list must begin with it.
 */
export function* recount(files: PublicFiles, earlier?: string): Generator<Progress, Recount> {
  const faults: string[] = []
  const checks: string[] = []
  const fault = (text: string) => void (faults.length < MOST_FAULTS && faults.push(text))
  const outcome = (rows: number, withheld: number, units: number): Recount => ({ ballots: rows, withheld, units, faults, checks })
  yield { step: '核对票册', done: 0 }
  const leaves = splitLeaves(files.leaves)
  let book: Rulebook
  try {
    book = readManifest(files.manifest, leaves[0] ?? new Uint8Array(0))
  } catch (error) {
    if (!(error instanceof ManifestFault) && !(error instanceof SyntaxError)) throw error
    fault('活动说明（manifest）不是票册的第一页：说明或者票册被换过')
    return outcome(0, 0, 0)
  }
  const sheets = batchesHold(files.batches?.items ?? [], book.manifest, leaves, fault)
  listHolds(files, book, leaves, fault, earlier)
  checks.push(`票册共 ${leaves.length - 1 - sheets.batches.length} 张票，总指纹、签名和结果里写的一致`)

  const rows = read(files.bodies).map(([index, leaf, category, body, commit]) => ({ index: Number(index), leaf: leaf!, category: category!, body: body!, commit: commit! }))
  const withheld = read(files.withheld).map(([unit, category, index, leaf]) => ({ unit: unit!, category: category!, index: Number(index), leaf: leaf! }))
  placesHold(leaves, [...rows, ...withheld, ...sheets.batches], fault)
  checks.push('每一张票都公布了，或者因为人数太少只公布了指纹；没有多，没有少')

  const received = new Map<string, number>()
  const more = (unit: string, category: string) => received.set(`${unit}/${category}`, (received.get(`${unit}/${category}`) ?? 0) + 1)
  withheld.forEach(({ unit, category }) => more(unit, category))
  const places: Place[] = [...withheld]
  const auth = new Auth(files.auth)
  const spent = new Set<string>()
  const onSheets = new Set<string>()
  for (const [at, row] of rows.entries()) {
    if (at % 20 === 0) yield { step: `逐张核对选票，第 ${at + 1} 张，共 ${rows.length} 张`, done: 0.05 + (0.65 * at) / rows.length }
    const problem = ballotFault(row, auth, book, leaves, sheets, spent, places, more, onSheets)
    if (problem) fault(`第 ${row.index} 张票：${problem}`)
  }
  if (!auth.ended) fault('选票凭证（auth.bin）比公布的选票多')
  checks.push('每张票都有有效的票证和签名，没有一票用两次')
  issuanceHolds(files.issuance, received, book.manifest, fault)
  if (sheets.batches.length > 0) {
    sheetsHold(sheets, received, book.manifest, fault)
    checks.push(`每张纸质问卷的票，编码都在它之前编入票册的 ${sheets.batches.length} 批问卷里，收到的不多于印发的`)
  }
  if (files.result.sheets) {
    const voids = voidsHold(files.voids ?? '', book, sheets, onSheets, fault)
    figuresHold(files.result.sheets, sheets, voids, received, fault)
    checks.push(`作废的 ${voids.size} 份纸质问卷都签了名、写了原因，没有一份又计了票；印发、计入、作废的份数也一致`)
  }
  checks.push('每个单位收到的票，不多于领票的人数')

  const setAside = reviewHolds(files, book, places, fault, checks)
  const values = valuesOf(book.manifest, places, setAside)
  const expected = yield* results(book.manifest, values, files.result.root)
  compare(expected, files.result, received, book.manifest, fault)
  checks.push(`${expected.length} 个单位的得分、名次和名次区间，重算的和公布的一位小数都不差`)
  ratesHold(files.result, book.manifest, places.filter((place) => place.worth !== undefined && !setAside(place)), values, fault, checks)
  return outcome(rows.length, withheld.length, expected.length)
}

type Fault = (text: string) => void

function listHolds(files: PublicFiles, book: Rulebook, leaves: Bytes[], fault: Fault, earlier?: string) {
  const root = rootOf(leaves)
  const head = readCheckpoint(files.checkpoint)
  if (!checkpointHolds(head, book.logKey)) fault('票册总指纹的签名不对')
  if (head.size !== leaves.length) fault(`票册应有 ${head.size - 1} 张票，下载到的是 ${leaves.length - 1} 张：有票被去掉或者加进来`)
  if (!equal(head.root, root)) fault('按票册算出的总指纹，和签了名的总指纹不一样：票册被改过')
  if (files.result.root !== hex(root)) fault('按票册算出的总指纹，和结果里写的不一样')
  if (earlier === undefined) return
  const before = readCheckpoint(earlier)
  if (!checkpointHolds(before, book.logKey)) fault('您保存的总指纹，不是这次评价签发的')
  else if (before.size > leaves.length || !equal(before.root, rootOf(leaves.slice(0, before.size))))
    fault(`您保存的总指纹有 ${before.size - 1} 张票，现在的票册不是从它接下来的：以前公布过的票被改过或者去掉了`)
}

function placesHold(leaves: Bytes[], places: { index: number; leaf: string }[], fault: Fault) {
  const seen = new Set<number>()
  for (const { index, leaf } of places) {
    if (!(index >= 1 && index < leaves.length)) fault(`公布了第 ${index} 张票，票册里没有这一张：多出来的票`)
    else if (seen.has(index)) fault(`第 ${index} 张票公布了两次`)
    else if (hex(leaves[index]!) !== leaf) fault(`第 ${index} 张票的指纹和票册里的不一样`)
    seen.add(index)
  }
  for (let index = 1; index < leaves.length; index++) if (!seen.has(index)) fault(`票册里的第 ${index} 张票没有公布：少了一张票`)
}

function ballotFault(row: Row, auth: Auth, book: Rulebook, leaves: Bytes[], sheets: Sheets, spent: Set<string>, places: Place[], more: (unit: string, category: string) => void, onSheets: Set<string>): string | null {
  const proof = auth.next()
  if (!proof) return '没有公布凭证'
  const bodyHash = sha256(utf8(row.body))
  const commit = unhex(row.commit)
  const leaf = leaves[row.index]
  if (!leaf || !equal(leafHash(concat(Uint8Array.of(1), bodyHash, sha256(proof.record), commit)), leaf)) return '内容或者凭证和票册里的指纹对不上，这张票被改过'
  const [version, cid, unit, answers] = row.body.split('|')
  if (version !== 'zfpj1' || cid !== book.manifest.cid) return '票证不是这次评价、这个单位的'
  const nullifier = sha256(concat(Uint8Array.of(2), proof.inputMsg))
  const signed = concat(utf8('zfpj-ballot-v1\n'), bodyHash, commit, nullifier)
  const problem = isPaper(book.manifest, row.category)
    ? paperFault(row.index, `${row.category}/${unit}`, proof, signed, book, sheets)
    : tokenFault(`${row.category}/${unit}`, proof, signed, book)
  if (problem) return problem
  if (spent.has(hex(nullifier))) return '同一张票证用了两次'
  spent.add(hex(nullifier))
  if (isPaper(book.manifest, row.category)) onSheets.add(codeOf(proof))
  more(unit!, row.category)
  const { items } = book.manifest
  const levels = new Map((answers ?? '').split(',').map((pair) => pair.split('=') as [string, string]))
  const worth = value(items.map(({ id }) => Number(levels.get(id))), items.map(({ weight }) => weight)) ?? undefined
  places.push({ index: row.index, unit: unit!, category: row.category, answers: [...levels.values()].join(''), worth })
  return null
}

function tokenFault(scope: string, proof: Proof, signed: Bytes, book: Rulebook): string | null {
  const token = readToken(proof.inputMsg)
  if (!token || token.cid !== book.manifest.cid || token.scope !== scope) return '票证不是这次评价、这个单位的'
  const key = book.keys.get(scope)
  if (!key || !verifyPss(key.key, proof.inputMsg, proof.tokenSig)) return '票证不是领票处签发的'
  return signatureHolds(proof.ballotSig, signed, token.key) ? null : '评价人的签名不对'
}

/** prefix(32) || 01 || len || cid || len || scope || public key(32) */
function readToken(message: Bytes): { cid: string; scope: string; key: Bytes } | null {
  const text = (at: number) => new TextDecoder().decode(message.subarray(at + 1, at + 1 + (message[at] ?? 0)))
  const scopeAt = 34 + (message[33] ?? 0)
  const keyAt = scopeAt + 1 + (message[scopeAt] ?? 0)
  return message[32] === 1 && message.length === keyAt + 32 ? { cid: text(33), scope: text(scopeAt), key: message.subarray(keyAt) } : null
}

export interface Proof {
  inputMsg: Bytes
  tokenSig: Bytes
  ballotSig: Bytes
}

/** Three strings to a ballot, each behind its length in two octets. */
export class Auth {
  private at = 0
  constructor(private readonly file: Bytes) {}

  get ended() {
    return this.at >= this.file.length
  }

  next() {
    if (this.ended) return null
    const start = this.at
    const [inputMsg, tokenSig, ballotSig] = [this.part(), this.part(), this.part()]
    return { inputMsg, tokenSig, ballotSig, record: this.file.subarray(start, this.at) }
  }

  private part(): Bytes {
    const length = ((this.file[this.at] ?? 0) << 8) | (this.file[this.at + 1] ?? 0)
    this.at += 2 + length
    return this.file.subarray(this.at - length, this.at)
  }
}

/** The fields that are quoted contain commas, and no quotes. */
export const read = (csv: string): string[][] =>
  csv
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => [...line.matchAll(/"([^"]*)"|([^",]+)/g)].map(([, quoted, plain]) => quoted ?? plain!))

function issuanceHolds(csv: string, received: Map<string, number>, manifest: Manifest, fault: Fault) {
  const issued = new Map<string, number>()
  for (const [category, , count] of read(csv)) issued.set(category!, (issued.get(category!) ?? 0) + Number(count))
  for (const { id: unit, name } of manifest.units) {
    for (const category of manifest.categories) {
      if (isPaper(manifest, category.id)) continue
      const ballots = received.get(`${unit}/${category.id}`) ?? 0
      const people = issued.get(category.id) ?? 0
      if (ballots > people) fault(`${name}收到${category.name}的 ${ballots} 张票，领票的只有 ${people} 人：有票是塞进来的`)
    }
  }
}

type Aside = (place: Place) => boolean

/** Unit → category → values in milli-points, in the order of the list. */
function valuesOf(manifest: Manifest, places: Place[], setAside: Aside): Values {
  const values: Values = new Map(manifest.units.map(({ id }) => [id, new Map<string, number[]>()]))
  for (const place of places) {
    if (place.worth === undefined || setAside(place)) continue
    const cells = values.get(place.unit)!
    const cell = cells.get(place.category)
    if (cell) cell.push(place.worth)
    else cells.set(place.category, [place.worth])
  }
  return values
}

/** The flags that the rules find, a signed decision on each, and both results: with every ballot and without the flagged. */
function reviewHolds(files: PublicFiles, { manifest, logKey }: Rulebook, places: Place[], fault: Fault, checks: string[]): Aside {
  const published = files.result.review
  if (!published && manifest.review === undefined) return () => false
  if (!published || published.rules !== (manifest.review ?? FIRST_REVIEW) || ![FIRST_REVIEW, REVIEW].includes(published.rules)) {
    fault('结果里没有异常复核，或者不是这个程序认识的复核规则')
    return () => false
  }
  const day = dayOf(files.checkpoints.items)
  const found = unusual(manifest, places, day)
  const { last, head } = readDecisions(files.decisions, manifest.cid, logKey, fault)
  if (head !== published.head) fault('复核决定和结果里写的不是同一份')
  const told = ({ id, observed, of, expected, gap }: Found, aside?: boolean) =>
    `${id}（${observed}/${of}，通常 ${expected}，${gap ? `实际 ${gap.mean}，z ${gap.z}，` : ''}${aside ? '不计分' : '照常计分'}）`
  const expected = found.map((flag) => told(flag, last.get(flag.id)?.setAside))
  const shown = published.flags.map(({ flag, setAside }) => told(flag, setAside))
  expected.filter((flag) => !shown.includes(flag)).forEach((flag) => fault(`结果里没有这处异常：${flag}`))
  shown.filter((flag) => !expected.includes(flag)).forEach((flag) => fault(`结果里的这处异常，按公开的票和决定得不出：${flag}`))
  found.filter(({ id }) => !last.has(id)).forEach(({ id }) => fault(`这处异常没有复核决定：${id}`))
  const within = (flags: Found[]): Aside => (place) => flags.some((flag) => covers(flag, place, day(place.index)))
  if (found.length > 0) {
    plainHolds('全部计分', published.all, manifest, valuesOf(manifest, places, () => false), fault)
    plainHolds('去掉异常', published.without, manifest, valuesOf(manifest, places, within(found)), fault)
  }
  checks.push(found.length === 0 ? '按公开的规则没有发现异常的票' : `${found.length} 处异常都有签了名的决定；全部计分、去掉异常，两种结果也都一致`)
  return within(found.filter(({ id }) => last.get(id)?.setAside))
}

/** Under rules that know of shares each is computed again; under others none may be there. */
function ratesHold({ rates: published }: CampaignResult, manifest: Manifest, counted: Place[], values: Values, fault: Fault, checks: string[]) {
  const known = manifest.rates ?? undefined
  if (known !== (published?.rules ?? undefined) || (known !== undefined && known !== RATES)) return fault('结果里的满意率、知晓率，不是按活动说明里的规则算的')
  if (!published) return
  if (published.purpose !== (manifest.purpose ?? 'conduct')) fault('结果写的用途和活动说明不一样')
  const told = (one: ResultRate) => [one.unit, one.category, one.item, one.n, one.good, one.rate, one.interval, one.stars].map(say).join('、')
  const again = rates(manifest, counted, values).map(told)
  const shown = published.rows.map(told)
  again.filter((one) => !shown.includes(one)).forEach((one) => fault(`结果里的满意率、知晓率应有这一行：${one}`))
  shown.filter((one) => !again.includes(one)).forEach((one) => fault(`结果里的这一行满意率、知晓率算不出来：${one}`))
  checks.push(`${again.length} 行满意率、知晓率和它们的区间也一致`)
}

function plainHolds(way: string, published: PlainResult[], manifest: Manifest, values: Values, fault: Fault) {
  for (const members of grouped(manifest, values).values()) {
    for (const one of plain(members, weightsOf(manifest), manifest.rules).map(unranked(manifest))) {
      const shown = published.find(({ unit }) => unit === one.unit)
      const again = [one.counted, one.score, one.rank].map(say).join('、')
      const told = shown ? [shown.counted, shown.score, shown.rank].map(say).join('、') : '无'
      if (told !== again) fault(`${one.unit}“${way}”的票数、得分、名次：公布的是 ${told}，重算是 ${again}`)
    }
  }
}

function grouped(manifest: Manifest, values: Values): Map<string, Values> {
  const groups = new Map<string, Values>()
  for (const { id, group: name } of manifest.units) groups.set(name, (groups.get(name) ?? new Map()).set(id, values.get(id)!))
  return groups
}

/** A survey of awareness has rates, and neither scores nor ranks. */
const unranked = ({ purpose }: Manifest) => (one: Scored): Scored =>
  purpose !== 'awareness'
    ? one
    : {
        ...one,
        score: null, display: null, rank: null, ranked: false, tied: false, interval: null, standardError: null, rankInterval: null, band: null,
        cells: one.cells.map((cell) => ({ ...cell, mean: null, shrunk: null })),
      }

const weightsOf = (manifest: Manifest) => manifest.categories.map(({ id, weight }) => ({ category: id, weight }))

function* results(manifest: Manifest, values: Values, root: string): Generator<Progress, (Scored & { group: string })[]> {
  const all: (Scored & { group: string })[] = []
  for (const [name, members] of grouped(manifest, values)) {
    const work = group(manifest.cid, name, root, members, weightsOf(manifest), manifest.rules)
    for (let step = work.next(); ; step = work.next()) {
      if (step.done) {
        all.push(...step.value.map((one) => ({ ...unranked(manifest)(one), group: name })))
        break
      }
      yield { step: '重算得分和名次', done: 0.7 + (0.3 * (all.length + step.value * members.size)) / manifest.units.length }
    }
  }
  return all
}

function compare(expected: (Scored & { group: string })[], result: CampaignResult, received: Map<string, number>, manifest: Manifest, fault: Fault) {
  const names = new Map(manifest.units.map(({ id, name }) => [id, name]))
  for (const unit of result.units) if (!names.has(unit.id)) fault(`结果里的“${unit.name}”不在这次评价里`)
  for (const one of expected) {
    const name = names.get(one.unit)!
    const found = result.units.find(({ id }) => id === one.unit)
    if (!found) {
      fault(`结果里没有${name}`)
      continue
    }
    const ballots = manifest.categories.reduce((sum, { id }) => sum + (received.get(`${one.unit}/${id}`) ?? 0), 0)
    const pairs: [string, unknown, unknown][] = [
      ['名称', found.name, name],
      ['分组', found.group, one.group],
      ['收到票数', found.ballots, ballots],
      ['计分票数', found.counted, one.counted],
      ['得分', found.score, one.score],
      ['显示的得分', found.display, one.display],
      ['名次', found.rank, one.rank],
      ['是否排名', found.ranked, one.ranked],
      ['是否并列', found.tied, one.tied],
      ['得分区间', found.interval, one.interval],
      ['得分误差', found.standardError, one.standardError],
      ['名次区间', found.rankInterval, one.rankInterval],
      ['红黑榜', found.band, one.band],
    ]
    for (const cell of one.cells) {
      const shown = found.cells.find(({ category }) => category === cell.category)
      const title = manifest.categories.find(({ id }) => id === cell.category)!.name
      pairs.push([`${title}均分`, shown?.mean, cell.mean], [`${title}得分`, shown?.shrunk, cell.shrunk])
      if (cell.counted > 0) pairs.push([`${title}票数`, shown?.n, cell.counted])
    }
    for (const [what, published, again] of pairs) {
      if (say(published) !== say(again)) fault(`${name}的${what}：公布的是 ${say(published)}，重算是 ${say(again)}`)
    }
  }
}

function say(what: unknown): string {
  if (what === null || what === undefined) return '无'
  if (typeof what === 'boolean') return what ? '是' : '否'
  return Array.isArray(what) ? what.join('–') : String(what)
}
