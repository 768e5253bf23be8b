import * as api from '@/shared/api/public'
import { get } from '@/shared/api/http'
import { SpokenFault } from '@/shared/faults'
import type { PublicFiles } from '@/shared/recount/recount'
import { receiptsOf, type Receipt } from './wallet'

export interface Checked {
  /** Ballots in the public list; leaf 0 is the rules and not counted. */
  ballots: number
  root: string
  /** Whether the list gives the published root, and the log's key signed that. */
  rootAgrees: boolean
  signed: boolean
  title: string
  mine: { unit: string; name: string; receipt: Receipt; position: number }[]
  find: (leafHash: string) => number
  /** Whether the pages that were served are those that the rules name. */
  page: () => Promise<{ good: boolean; text: string }>
}

/**
 * Takes the whole public list instead of asking for one ballot: asking would say whose it is. Everything is computed on
 * this device.
 */
export async function check(cid: string): Promise<Checked> {
  const [ballot, manifest, file, note, receipts] = await Promise.all([
    import('@/shared/ballot'),
    api.manifest(cid),
    api.leaves(cid),
    api.checkpoint(cid),
    receiptsOf(cid),
  ])
  const checkpoint = ballot.readCheckpoint(note)
  const leaves = ballot.splitLeaves(file)
  if (leaves.length < checkpoint.size) throw new SpokenFault('公开的票册不完整，请稍后再来核对。')
  const sealed = leaves.slice(0, checkpoint.size)
  const root = ballot.rootOf(sealed)
  const book = ballot.readManifest(manifest, sealed[0] ?? new Uint8Array(0))
  const places = new Map(sealed.map((leaf, at) => [ballot.hex(leaf), at]))
  const names = new Map(book.manifest.units.map(({ id, name }) => [id, name]))
  const find = (leafHash: string) => places.get(leafHash.toLowerCase()) ?? -1
  // A batch of printed sheets is a page of the list and no ballot.
  const { hasPaper } = await import('@/shared/recount/paper')
  const others = hasPaper(manifest) ? (await get<NonNullable<PublicFiles['batches']>>(`${api.campaignPath(cid)}/batches`)).items : []
  const sheets = others.filter(({ index }) => index < checkpoint.size).length
  return {
    ballots: Math.max(0, checkpoint.size - 1 - sheets),
    root: ballot.hex(root),
    rootAgrees: ballot.equal(root, checkpoint.root),
    signed: ballot.checkpointHolds(checkpoint, book.logKey),
    title: book.manifest.title,
    mine: receipts.map(({ unit, receipt }) => ({
      unit,
      name: names.get(unit) ?? unit,
      receipt,
      position: find(receipt.leafHash),
    })),
    find,
    page: async () => (await import('./page')).checkPage(cid, manifest, sealed[0]!),
  }
}
