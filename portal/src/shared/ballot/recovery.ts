import type { Bytes } from './bytes'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** 16 octets from the system's generator; there is no fallback. */
export function newSeed(): Bytes {
  return crypto.getRandomValues(new Uint8Array(16))
}

/** The recovery code: 26 base32 characters (RFC 4648, no padding). */
export function recoveryCode(seed: Bytes): string {
  let bits = ''
  for (const byte of seed) bits += byte.toString(2).padStart(8, '0')
  return (bits.padEnd(130, '0').match(/.{5}/g) ?? []).map((five) => ALPHABET[parseInt(five, 2)]).join('')
}

/** In groups of four, as it is shown and read aloud. */
export const grouped = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1 ')

/** Reads what a person typed: spaces and case do not matter, look-alikes are understood. Null when it is no code. */
export function readRecoveryCode(text: string): Bytes | null {
  const code = text.toUpperCase().replace(/[\s\-—_.,，。]/g, '').replace(/0/g, 'O').replace(/1/g, 'I').replace(/8/g, 'B')
  if (code.length !== 26) return null
  let bits = ''
  for (const char of code) {
    const value = ALPHABET.indexOf(char)
    if (value < 0) return null
    bits += value.toString(2).padStart(5, '0')
  }
  // 130 bits carry 128: the last two are zero, or something was mistyped.
  if (!bits.endsWith('00')) return null
  return Uint8Array.from(bits.slice(0, 128).match(/.{8}/g)!, (octet) => parseInt(octet, 2))
}
