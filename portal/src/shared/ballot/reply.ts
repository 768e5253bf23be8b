import { sign } from '@noble/ed25519'
import { sha256 } from '@noble/hashes/sha2.js'
import { hex, utf8 } from './bytes'
import type { Preparation } from './token'

/**
 * A question to the reply box of a ballot, signed by the ballot's one-time key: to read, or with a text to write back.
 * Its words are no ballot's, and name the day, so that it cannot be used for ever.
 */
export function signQuestion(cid: string, { nullifier, secret }: Preparation, date: string, text?: string) {
  const about = text === undefined ? '' : hex(sha256(utf8(text)))
  const signature = hex(sign(utf8(`zfpj-reply-v1\n${cid}\n${hex(nullifier)}\n${date}\n${about}\n`), secret))
  return { nullifier: hex(nullifier), date, signature, ...(text === undefined ? {} : { text }) }
}
