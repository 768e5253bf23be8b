import type { CampaignResult } from '../api/types'
import { equal, hex, leafHash, sha256, signatureHolds, concat, unbase64, utf8, type Bytes, type Manifest, type Rulebook } from '../ballot'
import type { Proof } from './recount'

/** A batch of printed sheets as it was committed: its place in the list, and the exact text. */
export interface CommittedBatch {
  index: number
  document: string
}

/** What was committed, by the hash of each code. */
export interface Sheets {
  batches: { index: number; leaf: string; scope: string; count: number }[]
  codes: Map<string, { index: number; scope: string }>
}

const MOST = 500
const HEAD = utf8('paper1')
const CODE = 16

export const isPaper = (manifest: Manifest, category: string): boolean =>
  manifest.categories.some(({ id, entry }) => id === category && entry === 'paper')

/** Are there printed sheets at all? @param manifest its bytes */
export const hasPaper = (manifest: Bytes): boolean => new TextDecoder().decode(manifest).includes('"station":')

/** `03 || SHA-256(document)`: another kind of leaf than a ballot's. */
export const batchLeaf = (document: string): Bytes => leafHash(concat(Uint8Array.of(3), sha256(utf8(document))))

interface Committed {
  v: number
  cid: string
  scope: string
  area: string
  count: number
  codes: string[]
}

export function readBatch(document: string): Committed | null {
  try {
    const batch = JSON.parse(document) as Committed
    return batch.v === 1 && Array.isArray(batch.codes) ? batch : null
  } catch {
    return null
  }
}

/** Each batch stands at its place in the list, is of this campaign, and names each code once. */
export function batchesHold(items: CommittedBatch[], manifest: Manifest, leaves: Bytes[], fault: (text: string) => void): Sheets {
  const sheets: Sheets = { batches: [], codes: new Map() }
  for (const { index, document } of items) {
    const batch = readBatch(document)
    const leaf = batchLeaf(document)
    const [category = '', unit] = (batch?.scope ?? '').split('/')
    if (!leaves[index] || !equal(leaves[index], leaf)) {
      fault(`票册第 ${index} 页的一批纸质问卷，和编入票册的不是同一份：问卷编码被换过`)
      if (!leaves[index]) continue
    }
    if (!batch || batch.cid !== manifest.cid || !isPaper(manifest, category) || !manifest.units.some(({ id }) => id === unit)) {
      fault(`票册第 ${index} 页的一批纸质问卷，不是这次评价的`)
      continue
    }
    if (batch.count !== batch.codes.length || batch.count > MOST || new Set(batch.codes).size !== batch.count) fault(`票册第 ${index} 页的一批纸质问卷，写的份数和编码的个数不一样`)
    for (const code of batch.codes) {
      if (sheets.codes.has(code)) fault(`票册第 ${index} 页的一批纸质问卷，有编码在另一批里也有`)
      else sheets.codes.set(code, { index, scope: batch.scope })
    }
    sheets.batches.push({ index, leaf: hex(leaf), scope: batch.scope, count: batch.count })
  }
  return sheets
}

/** The hash of a sheet's code, as its batch names it. */
export const codeOf = ({ inputMsg }: Proof): string => hex(sha256(inputMsg.subarray(HEAD.length)))

/** Why a ballot is none that two people have read from a committed sheet; null when it is one. */
export function paperFault(index: number, scope: string, proof: Proof, signed: Bytes, book: Rulebook, sheets: Sheets): string | null {
  const { inputMsg, tokenSig, ballotSig } = proof
  if (tokenSig.length > 0 || inputMsg.length !== HEAD.length + CODE || !equal(inputMsg.subarray(0, HEAD.length), HEAD)) return '不是纸质问卷的票'
  const committed = sheets.codes.get(codeOf(proof))
  if (!committed) return '编码不在任何一批编入票册的纸质问卷里：这张问卷是多出来的'
  if (committed.scope !== scope) return '编码是发给别的单位的纸质问卷'
  if (committed.index > index) return '票先编入票册，它那一批纸质问卷后编入：问卷是事后补的'
  return book.stationKey && signatureHolds(ballotSig, signed, book.stationKey) ? null : '录入处的签名不对，这张问卷被改过'
}

export const VOID_REASONS: Record<string, string> = { damaged: '破损、缺页', unreadable: '勾选看不清', blank: '没有填', signed: '写了能认出是谁的内容' }

/** Void sheets: signed, of committed codes, each once, none of them a ballot as well. Hash of the code → reason. */
export function voidsHold(jsonl: string, { manifest, stationKey }: Rulebook, sheets: Sheets, counted: Set<string>, fault: (text: string) => void): Map<string, string> {
  const voids = new Map<string, string>()
  for (const [at, line] of jsonl.split('\n').filter((one) => one !== '').entries()) {
    const bad = (text: string) => fault(`第 ${at + 1} 份作废的问卷：${text}`)
    try {
      const { entry, sig } = JSON.parse(line) as { entry: string; sig: string }
      const { cid, code, reason } = JSON.parse(entry) as { cid: string; code: string; reason: string }
      if (!stationKey || !signatureHolds(unbase64(sig), utf8(`zfpj-void-v1\n${entry}`), stationKey)) bad('录入处的签名不对')
      if (cid !== manifest.cid || !VOID_REASONS[reason]) bad('不是这次评价的，或者没有写原因')
      if (!sheets.codes.has(code)) bad('编码不在任何一批编入票册的纸质问卷里')
      if (counted.has(code)) bad('它又是一张计入的票')
      if (voids.has(code)) bad('作废了两次')
      voids.set(code, reason)
    } catch {
      bad('读不懂')
    }
  }
  return voids
}

/** The published figures of sheets are what batches, ballots and void sheets come to. */
export function figuresHold(published: NonNullable<CampaignResult['sheets']>, sheets: Sheets, voids: Map<string, string>, received: Map<string, number>, fault: (text: string) => void): void {
  const scopes = new Set([...sheets.batches.map(({ scope }) => scope), ...published.map(({ category, unit }) => `${category}/${unit}`)])
  for (const scope of scopes) {
    const [category = '', unit = ''] = scope.split('/')
    const printed = sheets.batches.reduce((sum, batch) => sum + (batch.scope === scope ? batch.count : 0), 0)
    const voided = [...voids.keys()].filter((code) => sheets.codes.get(code)?.scope === scope).length
    const ballots = received.get(`${unit}/${category}`) ?? 0
    const shown = published.find((one) => one.category === category && one.unit === unit)
    const told = shown && `${shown.printed}、${shown.ballots}、${shown.voided}`
    if (told !== `${printed}、${ballots}、${voided}`) fault(`${unit}的纸质问卷印发、计入、作废数：公布的是 ${told ?? '无'}，重算是 ${printed}、${ballots}、${voided}`)
    if (ballots + voided > printed) fault(`${unit}收回的纸质问卷比印发的多`)
  }
}

/** No more ballots of a kind and unit than sheets were committed for them, those included that are not shown. */
export function sheetsHold(sheets: Sheets, received: Map<string, number>, manifest: Manifest, fault: (text: string) => void): void {
  for (const { id: unit, name } of manifest.units) {
    for (const category of manifest.categories.filter(({ id }) => isPaper(manifest, id))) {
      const ballots = received.get(`${unit}/${category.id}`) ?? 0
      const printed = sheets.batches.reduce((sum, { scope, count }) => sum + (scope === `${category.id}/${unit}` ? count : 0), 0)
      if (ballots > printed) fault(`${name}收到${category.name}的 ${ballots} 张票，印发的只有 ${printed} 份：有票是塞进来的`)
    }
  }
}
