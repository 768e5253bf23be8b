import { sha256 } from '@noble/hashes/sha2.js'
import { concat, type Bytes } from './bytes'

const BLOCK = 64

/** HMAC-SHA-256 (RFC 2104) for keys of at most one block, which is all that HKDF makes here. */
function hmac(key: Bytes, message: Bytes): Bytes {
  if (key.length > BLOCK) throw new Error('key longer than a block')
  const padded = concat(key, new Uint8Array(BLOCK - key.length))
  const inner = sha256(concat(padded.map((byte) => byte ^ 0x36), message))
  return sha256(concat(padded.map((byte) => byte ^ 0x5c), inner))
}

/** HKDF-SHA256 (RFC 5869). Written out because the library's costs a kibibyte of script. */
export function hkdf(secret: Bytes, salt: Bytes, info: Bytes, length: number): Bytes {
  const pseudoRandom = hmac(salt, secret)
  const blocks: Bytes[] = []
  for (let at = 1; (at - 1) * 32 < length; at++) {
    blocks.push(hmac(pseudoRandom, concat(blocks[at - 2] ?? new Uint8Array(0), info, Uint8Array.of(at))))
  }
  return concat(...blocks).subarray(0, length)
}
