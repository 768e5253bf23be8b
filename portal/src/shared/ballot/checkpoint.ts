import { equal, unbase64, utf8, type Bytes } from './bytes'
import { signatureHolds } from './ed25519'

/** A signed tree head, C2SP tlog-checkpoint: a signed note of origin, size and root. */
export interface Checkpoint {
  origin: string
  size: number
  root: Bytes
  /** The text that is signed: everything up to the blank line, with its line end. */
  text: string
  signatures: { name: string; signature: Bytes }[]
}

export function readCheckpoint(note: string): Checkpoint {
  const split = note.indexOf('\n\n')
  const text = split < 0 ? note : note.slice(0, split + 1)
  const [origin, size, root] = text.split('\n')
  if (!origin || !size || !/^(0|[1-9]\d*)$/.test(size) || !root) throw new Error('not a checkpoint')
  const signatures = split < 0 ? [] : note.slice(split + 2).split('\n').map(readSignature).filter((line) => line !== null)
  return { origin, size: Number(size), root: unbase64(root), text, signatures }
}

function readSignature(line: string) {
  const parts = /^\u2014 (\S+) (\S+)$/.exec(line)
  // Four octets of key id come before the signature.
  return parts ? { name: parts[1]!, signature: unbase64(parts[2]!).subarray(4) } : null
}

/** Whether the log whose key stands in the manifest signed this head. */
export const checkpointHolds = (checkpoint: Checkpoint, logKey: Bytes): boolean =>
  checkpoint.signatures.some(({ name, signature }) => name === checkpoint.origin && signatureHolds(signature, utf8(checkpoint.text), logKey))

/** An Ed25519 key as a manifest gives it: raw, as a signed-note key (01 || raw) or as SPKI; base64 or hex. */
export function readLogKey(text: string): Bytes {
  const last = /^[^+]+\+[0-9a-f]{8}\+(.+)$/.exec(text)?.[1] ?? text
  const bytes = /^[0-9a-f]{64}$/i.test(last)
    ? Uint8Array.from(last.match(/../g)!, (pair) => parseInt(pair, 16))
    : unbase64(last)
  if (bytes.length === 32) return bytes
  if (bytes.length === 33 && bytes[0] === 1) return bytes.subarray(1)
  const head = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00)
  if (bytes.length === 44 && equal(bytes.subarray(0, 12), head)) return bytes.subarray(12)
  throw new Error('not an Ed25519 key')
}
