import { sha256 } from '@noble/hashes/sha2.js'
import { concat, type Bytes } from './bytes'

/** RFC 6962 §2.1. */
export const leafHash = (data: Bytes): Bytes => sha256(concat(Uint8Array.of(0), data))

export const nodeHash = (left: Bytes, right: Bytes): Bytes => sha256(concat(Uint8Array.of(1), left, right))

/** The tree head over leaf hashes, in one pass with a stack of complete subtrees. */
export function rootOf(leaves: Iterable<Bytes>): Bytes {
  const stack: { hash: Bytes; height: number }[] = []
  for (const leaf of leaves) {
    let top = { hash: leaf, height: 0 }
    while (stack.length > 0 && stack[stack.length - 1]!.height === top.height) {
      top = { hash: nodeHash(stack.pop()!.hash, top.hash), height: top.height + 1 }
    }
    stack.push(top)
  }
  if (stack.length === 0) return sha256(new Uint8Array(0))
  return stack.map(({ hash }) => hash).reduceRight((right, left) => nodeHash(left, right))
}

/** The path of one leaf (RFC 6962 §2.1.1), lowest sibling first. */
export function inclusionPath(index: number, leaves: Bytes[]): Bytes[] {
  if (leaves.length <= 1) return []
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return index < split
    ? [...inclusionPath(index, leaves.slice(0, split)), rootOf(leaves.slice(split))]
    : [...inclusionPath(index - split, leaves.slice(split)), rootOf(leaves.slice(0, split))]
}

/** Splits the published file: 32 octets a leaf. */
export function splitLeaves(file: Bytes): Bytes[] {
  if (file.length % 32 !== 0) throw new Error('leaves are not 32 octets each')
  return Array.from({ length: file.length / 32 }, (_, at) => file.subarray(at * 32, at * 32 + 32))
}
