import { ask, get } from '../api/http'
import { bytes, campaignPath, checkpoint, leaves, manifest, result } from '../api/public'
import { hasPaper } from './paper'
import type { PublicFiles } from './recount'

/** Everything that is needed to count a campaign again. */
export async function publicFiles(id: string): Promise<PublicFiles> {
  const text = async (file: string) => (await ask<string>('GET', `${campaignPath(id)}/${file}`, { as: 'text' })).data
  const rules = await manifest(id)
  const published = await result(id)
  return {
    result: published,
    checkpoints: await get(`${campaignPath(id)}/checkpoints`),
    decisions: await text('decisions.jsonl'),
    manifest: rules,
    leaves: await leaves(id),
    checkpoint: await checkpoint(id),
    bodies: await text('bodies.csv'),
    auth: await bytes(`${campaignPath(id)}/auth.bin`),
    withheld: await text('withheld.csv'),
    issuance: await text('issuance.csv'),
    batches: hasPaper(rules) ? await get(`${campaignPath(id)}/batches`) : undefined,
    voids: published.sheets ? await text('voids.jsonl') : undefined,
  }
}
