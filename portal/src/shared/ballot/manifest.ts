import { sha256 } from '@noble/hashes/sha2.js'
import { equal, hex, unbase64, type Bytes } from './bytes'
import { readLogKey } from './checkpoint'
import { leafHash } from './merkle'
import { readSpki, type PublicKey } from './rsa'

/** By which door a rater comes in. */
export type Entry = 'open' | 'invited' | 'code' | 'tablet' | 'paper'

export interface Manifest {
  v: number
  cid: string
  title: string
  issueOpens: string
  issueCloses: string
  opens: string
  closes: string
  levels: { id: number | string; score: number | string }[]
  items: { id: string; text: string; weight: number }[]
  /** With weight 0 it is shown beside the score. `entry` is absent in manifests of before there was more than the open one. */
  categories: { id: string; name: string; weight: number; entry?: Entry }[]
  units: { id: string; name: string; group: string }[]
  rules: { k: number; m: number; minN: number; minWeight: number; B: number }
  /** The rules of the review of unusual ballots; absent in manifests of before there were any. */
  review?: string
  /** The rule by which raters are drawn; only where there are invited ones. */
  draw?: string
  /** The rules of shares; absent where the result has none. */
  rates?: string | null
  /** What the campaign asks for; absent in manifests of before there was a choice. */
  purpose?: 'conduct' | 'awareness'
  keys: { scope: string; kid: string; spki: string }[]
  log: { origin: string; alg: string; key: string }
  /** Signs the ballots of printed sheets; absent without such sheets. */
  station?: string
  /** Hash of the list of the voting pages' scripts; absent in manifests of before they named one. */
  bundle?: { sha256: string }
}

export interface Rulebook {
  manifest: Manifest
  /** The hash of the manifest as leaf 0, hex. */
  hash: string
  keys: Map<string, { kid: string; key: PublicKey }>
  logKey: Bytes
  stationKey?: Bytes
}

/** What is wrong with a manifest; the page then refuses to use any key of it. */
export class ManifestFault extends Error {}

/**
 * Reads a manifest from its exact bytes and takes keys from nowhere else (key consistency): its hash must be leaf 0 of
 * the public list, and each key must carry its own name.
 */
export function readManifest(bytes: Bytes, leafZero: Bytes): Rulebook {
  const hash = leafHash(bytes)
  if (!equal(hash, leafZero)) throw new ManifestFault('the manifest is not leaf 0 of the public list')
  const manifest = JSON.parse(new TextDecoder().decode(bytes)) as Manifest
  const keys = new Map<string, { kid: string; key: PublicKey }>()
  for (const { scope, kid, spki } of manifest.keys) {
    const der = unbase64(spki)
    if (hex(sha256(der).subarray(0, 8)) !== kid) throw new ManifestFault(`key ${kid} does not carry its own name`)
    if (keys.has(scope)) throw new ManifestFault(`two keys for ${scope}`)
    keys.set(scope, { kid, key: readSpki(der) })
  }
  return { manifest, hash: hex(hash), keys, logKey: readLogKey(manifest.log.key), stationKey: manifest.station ? unbase64(manifest.station) : undefined }
}
