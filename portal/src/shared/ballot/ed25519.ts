import { hashes, verify } from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'
import type { Bytes } from './bytes'

// The synchronous form: crypto.subtle is missing on plain http intranet addresses.
hashes.sha512 = sha512

/** False too for what is no signature or no key at all. */
export function signatureHolds(signature: Bytes, text: Bytes, key: Bytes): boolean {
  try {
    return verify(signature, text, key)
  } catch {
    return false
  }
}
