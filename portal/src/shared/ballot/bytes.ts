/** Octet strings and their text forms. Nothing here needs `crypto.subtle` or a secure context. */

export type Bytes = Uint8Array

const encoder = new TextEncoder()

export const utf8 = (text: string): Bytes => encoder.encode(text)

export function concat(...parts: Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export const hex = (bytes: Bytes): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

export function unhex(text: string): Bytes {
  if (!/^([0-9a-f]{2})*$/i.test(text)) throw new Error('not hexadecimal')
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16))
}

export const base64 = (bytes: Bytes): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

/** Reads base64 and base64url, padded or not. */
export const unbase64 = (text: string): Bytes =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, '')), (char) => char.charCodeAt(0))

export const base64url = (bytes: Bytes): string =>
  base64(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')

export const equal = (one: Bytes, other: Bytes): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at])

/** OS2IP of RFC 8017. */
export const toInteger = (bytes: Bytes): bigint => BigInt('0x' + (hex(bytes) || '0'))

/** I2OSP of RFC 8017. */
export function toBytes(value: bigint, length: number): Bytes {
  const digits = value.toString(16)
  if (digits.length > length * 2) throw new Error('integer too large')
  return unhex(digits.padStart(length * 2, '0'))
}
