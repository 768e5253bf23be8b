import { sha384 } from '@noble/hashes/sha2.js'
import { concat, toBytes, toInteger, type Bytes } from './bytes'

/** An RSA public key; `length` is k, the octets of the modulus. */
export interface PublicKey {
  n: bigint
  e: bigint
  length: number
}

// Written with BigInt() instead of literals: engines without big integers can then still read this file
// and show the page that says so.
const ZERO = BigInt(0)
const ONE = BigInt(1)
const HASH = 48

/** Reads a SubjectPublicKeyInfo (RFC 5280 §4.1) of an RSA key. Throws on anything else. */
export function readSpki(der: Bytes): PublicKey {
  const info = open(der, 0, 0x30)
  const algorithm = open(der, info.from, 0x30)
  const bits = open(der, algorithm.to, 0x03)
  const key = open(der, bits.from + 1, 0x30)
  const modulus = open(der, key.from, 0x02)
  const exponent = open(der, modulus.to, 0x02)
  const n = toInteger(der.subarray(modulus.from, modulus.to))
  return { n, e: toInteger(der.subarray(exponent.from, exponent.to)), length: Math.ceil(bitLength(n) / 8) }
}

function open(der: Bytes, at: number, tag: number): { from: number; to: number } {
  if (der[at] !== tag) throw new Error('not an RSA public key')
  let length = der[at + 1] ?? 0
  let from = at + 2
  if (length > 0x80) {
    const octets = length - 0x80
    length = 0
    for (let i = 0; i < octets; i++) length = length * 256 + (der[from + i] ?? 0)
    from += octets
  }
  if (from + length > der.length) throw new Error('not an RSA public key')
  return { from, to: from + length }
}

export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = ONE
  let square = base % modulus
  for (let rest = exponent; rest > ZERO; rest >>= ONE) {
    if (rest & ONE) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

/** The inverse of `value`; throws when there is none. */
export function inverse(value: bigint, modulus: bigint): bigint {
  let [low, high] = [value % modulus, modulus]
  let [one, other] = [ONE, ZERO]
  while (low > ONE) {
    const quotient = high / low
    ;[low, high] = [high - quotient * low, low]
    ;[one, other] = [other - quotient * one, one]
  }
  if (low !== ONE) throw new Error('no inverse')
  return one < ZERO ? one + modulus : one
}

/** EMSA-PSS-ENCODE (RFC 8017 §9.1.1) with SHA-384, MGF1-SHA-384 and the given salt. */
export function encodePss(message: Bytes, salt: Bytes, modulusBits: number): Bytes {
  const length = Math.ceil((modulusBits - 1) / 8)
  if (length < HASH + salt.length + 2) throw new Error('modulus too short')
  const hash = sha384(concat(new Uint8Array(8), sha384(message), salt))
  const block = new Uint8Array(length - HASH - 1)
  block[block.length - salt.length - 1] = 1
  block.set(salt, block.length - salt.length)
  const masked = xor(block, mask(hash, block.length))
  masked[0] = masked[0]! & topMask(length, modulusBits)
  return concat(masked, hash, Uint8Array.of(0xbc))
}

/** Blind of RFC 9474 §4.2 with a given salt and blinding factor. */
export function blind(message: Bytes, salt: Bytes, r: bigint, key: PublicKey): Bytes {
  const encoded = toInteger(encodePss(message, salt, bitLength(key.n)))
  return toBytes((encoded * power(r, key.e, key.n)) % key.n, key.length)
}

/** Finalize of RFC 9474 §4.4. Throws when what comes out is not a signature of this key on this message. */
export function unblind(message: Bytes, blindSignature: Bytes, r: bigint, key: PublicKey): Bytes {
  if (blindSignature.length !== key.length) throw new Error('blind signature has a wrong length')
  const signature = toBytes((toInteger(blindSignature) * inverse(r, key.n)) % key.n, key.length)
  if (!verifyPss(key, message, signature)) throw new Error('blind signature does not verify')
  return signature
}

/** RSASSA-PSS-VERIFY (RFC 8017 §8.1.2) with SHA-384, MGF1-SHA-384 and a salt of 48 octets. */
export function verifyPss(key: PublicKey, message: Bytes, signature: Bytes): boolean {
  const value = toInteger(signature)
  if (signature.length !== key.length || value >= key.n) return false
  const bits = bitLength(key.n)
  const length = Math.ceil((bits - 1) / 8)
  const opened = power(value, key.e, key.n)
  if (bitLength(opened) > length * 8) return false
  const encoded = toBytes(opened, length)
  const hash = encoded.subarray(length - HASH - 1, length - 1)
  const block = xor(encoded.subarray(0, length - HASH - 1), mask(hash, length - HASH - 1))
  block[0] = block[0]! & topMask(length, bits)
  // The only encoding with this salt is compared whole: padding, trailer and hash at once.
  const again = encodePss(message, block.subarray(block.length - HASH), bits)
  return again.every((byte, at) => byte === encoded[at])
}

export const bitLength = (value: bigint): number => value.toString(2).length

function mask(seed: Bytes, length: number): Bytes {
  const blocks: Bytes[] = []
  for (let i = 0; i * HASH < length; i++) blocks.push(sha384(concat(seed, Uint8Array.of(0, 0, i >> 8, i & 255))))
  return concat(...blocks).subarray(0, length)
}

const xor = (one: Bytes, other: Bytes): Bytes => one.map((byte, at) => byte ^ other[at]!)

const topMask = (length: number, modulusBits: number): number => 0xff >> (8 * length - (modulusBits - 1))
