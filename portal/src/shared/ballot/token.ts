import { getPublicKey } from '@noble/ed25519'
import { sha256 } from '@noble/hashes/sha2.js'
import './ed25519'
import { hkdf } from './hkdf'
import { concat, toInteger, utf8, type Bytes } from './bytes'
import { blind, unblind, type PublicKey } from './rsa'

/** What one rater holds for one scope before it is signed. All of it follows from the seed. */
export interface Preparation {
  scope: string
  secret: Bytes
  publicKey: Bytes
  tokenInput: Bytes
  inputMsg: Bytes
  salt: Bytes
  r: bigint
  blinded: Bytes
  nullifier: Bytes
}

/** The seed's octets for one label: HKDF-SHA256 as `zfpj1` says. */
const derive = (seed: Bytes, label: string, cid: string, scope: string, length: number): Bytes =>
  hkdf(seed, utf8('zfpj-seed-v1'), utf8(`${label}|${cid}|${scope}`), length)

/**
 * RSABSSA-SHA384-PSS-Randomized of RFC 9474, made deterministic by the seed: the same seed always asks the same, so a
 * lost answer can be asked for again.
 */
export function prepare(seed: Bytes, cid: string, scope: string, key: PublicKey): Preparation {
  const secret = derive(seed, 'ed25519', cid, scope, 32)
  const publicKey = getPublicKey(secret)
  const tokenInput = concat(Uint8Array.of(1), short(cid), short(scope), publicKey)
  const inputMsg = concat(derive(seed, 'prefix', cid, scope, 32), tokenInput)
  const salt = derive(seed, 'salt', cid, scope, 48)
  const r = toInteger(derive(seed, 'r', cid, scope, key.length + 16)) % key.n
  const blinded = blind(inputMsg, salt, r, key)
  const nullifier = sha256(concat(Uint8Array.of(2), inputMsg))
  return { scope, secret, publicKey, tokenInput, inputMsg, salt, r, blinded, nullifier }
}

/** The token's signature from the signer's answer. Throws when it does not verify. */
export const finish = (prepared: Preparation, blindSignature: Bytes, key: PublicKey): Bytes =>
  unblind(prepared.inputMsg, blindSignature, prepared.r, key)

function short(text: string): Bytes {
  const bytes = utf8(text)
  if (bytes.length > 255) throw new Error('name too long')
  return concat(Uint8Array.of(bytes.length), bytes)
}
