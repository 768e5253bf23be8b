import { readManifest, type Bytes } from '@/shared/ballot'
import { ask } from '@/shared/api/http'
import { bytes, campaignPath } from '@/shared/api/public'
import { servedBundle, toldOf } from '@/shared/recount/bundle'

/** Downloads the voting pages once more and compares them with the manifest. Whoever opens them relies on their answer. */
export async function checkPage(cid: string, manifest: Bytes, leafZero: Bytes) {
  const book = readManifest(manifest, leafZero)
  const notices = book.manifest.bundle ? (await ask<string>('GET', `${campaignPath(cid)}/bundles.jsonl`, { as: 'text' })).data : ''
  return toldOf(await servedBundle(book, notices, bytes), Date.parse(book.manifest.closes) <= Date.now())
}
