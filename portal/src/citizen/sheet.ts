import { ask, get } from '@/shared/api/http'
import * as api from '@/shared/api/public'
import { Problem } from '@/shared/api/problem'
import type { PublicFiles } from '@/shared/recount/recount'
import { SpokenFault } from '@/shared/faults'

/** What this device found out about a printed sheet, by its code. */
export interface SheetFound {
  title: string
  /** Null when the code is in no batch that was committed. */
  batch: { unit: string; area: string; index: number } | null
  published: boolean
  /** What was counted; null when nothing of it is public. */
  /** Why it is void; null when it is not. */
  voided: string | null
  counted: { index: number; answers: { text: string; level: number }[] } | null
}

/** Everything is downloaded and looked for here: asking for one code would say whose it is. */
export async function findSheet(cid: string, text: string): Promise<SheetFound> {
  const path = api.campaignPath(cid)
  const [ballot, recount, paper, manifest, file, note, batches] = await Promise.all([
    import('@/shared/ballot'),
    import('@/shared/recount/recount'),
    import('@/shared/recount/paper'),
    api.manifest(cid),
    api.leaves(cid),
    api.checkpoint(cid),
    get<NonNullable<PublicFiles['batches']>>(`${path}/batches`),
  ])
  const code = ballot.readRecoveryCode(text)
  if (!code) throw new SpokenFault('编码不对，请对照存根再输一遍。')
  const leaves = ballot.splitLeaves(file)
  const book = ballot.readManifest(manifest, leaves[0] ?? new Uint8Array(0))
  const head = ballot.readCheckpoint(note)
  const faults: string[] = []
  if (!ballot.checkpointHolds(head, book.logKey) || !ballot.equal(head.root, ballot.rootOf(leaves.slice(0, head.size)))) faults.push('票册的总指纹对不上')
  const sheets = paper.batchesHold(batches.items, book.manifest, leaves, (text) => void faults.push(text))
  if (faults.length > 0) throw new SpokenFault(`核对没有通过：${faults[0]}。请截图，拨打 12345 反映。`)

  const hash = ballot.hex(ballot.sha256(code))
  const batch = sheets.codes.get(hash)
  const area = batch && paper.readBatch(batches.items.find(({ index }) => index === batch.index)!.document)!.area
  const unit = batch?.scope.split('/')[1]
  const found: SheetFound = {
    title: book.manifest.title,
    batch: batch ? { unit: book.manifest.units.find(({ id }) => id === unit)?.name ?? '', area: area ?? '', index: batch.index } : null,
    published: true,
    voided: null,
    counted: null,
  }
  if (!batch) return found
  try {
    const [bodies, auth, voids] = await Promise.all([
      ask<string>('GET', `${path}/bodies.csv`, { as: 'text' }),
      api.bytes(`${path}/auth.bin`),
      ask<string>('GET', `${path}/voids.jsonl`, { as: 'text' }),
    ])
    found.voided = paper.VOID_REASONS[paper.voidsHold(voids.data, book, sheets, new Set(), () => {}).get(hash) ?? ''] ?? null
    const proofs = new recount.Auth(auth)
    for (const [index, , , body, commit] of recount.read(bodies.data)) {
      const proof = proofs.next()
      if (!proof || !ballot.equal(proof.inputMsg, ballot.concat(ballot.utf8('paper1'), code))) continue
      const leaf = ballot.leafHash(ballot.concat(Uint8Array.of(1), ballot.sha256(ballot.utf8(body!)), ballot.sha256(proof.record), ballot.unhex(commit!)))
      if (!leaves[Number(index)] || !ballot.equal(leaf, leaves[Number(index)]!)) throw new SpokenFault('公布的这张票和票册里的指纹对不上。请截图，带着存根拨打 12345 反映。')
      const levels = new Map(body!.split('|')[3]!.split(',').map((pair) => pair.split('=') as [string, string]))
      found.counted = { index: Number(index), answers: book.manifest.items.map(({ id, text }) => ({ text, level: Number(levels.get(id)) })) }
    }
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.code !== 'result-not-published') throw thrown
    found.published = false
  }
  return found
}
