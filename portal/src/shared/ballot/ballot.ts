import { sign } from '@noble/ed25519'
import { sha256 } from '@noble/hashes/sha2.js'
import { concat, hex, unhex, utf8, type Bytes } from './bytes'
import { signatureHolds } from './ed25519'
import { leafHash } from './merkle'
import type { Preparation } from './token'

export interface Answer {
  item: string
  /** 5 (best) to 1, 0 = don't know. */
  level: number
}

export interface Comment {
  /** 16 octets, hex. */
  salt: string
  text: string
}

/** What is posted; the octet fields are hexadecimal. */
export interface Ballot {
  body: string
  inputMsg: string
  tokenSig: string
  ballotSig: string
  commentCommit: string
  comment?: Comment
}

export interface SignedBallot {
  ballot: Ballot
  leafData: Bytes
  leafHash: Bytes
}

/** `answers` in the manifest's order of items. */
export const ballotBody = (cid: string, unit: string, answers: Answer[]): string =>
  `zfpj1|${cid}|${unit}|${answers.map(({ item, level }) => `${item}=${level}`).join(',')}`

export const commentCommit = (comment?: Comment): Bytes =>
  comment ? sha256(concat(Uint8Array.of(0x10), unhex(comment.salt), utf8(comment.text))) : new Uint8Array(32)

export function signBallot(
  cid: string,
  unit: string,
  answers: Answer[],
  comment: Comment | undefined,
  token: Preparation,
  tokenSig: Bytes,
): SignedBallot {
  const body = ballotBody(cid, unit, answers)
  const bodyHash = sha256(utf8(body))
  const commit = commentCommit(comment)
  const ballotSig = sign(concat(utf8('zfpj-ballot-v1\n'), bodyHash, commit, token.nullifier), token.secret)
  const authHash = sha256(concat(long(token.inputMsg), long(tokenSig), long(ballotSig)))
  const leafData = concat(Uint8Array.of(1), bodyHash, authHash, commit)
  const ballot: Ballot = {
    body,
    inputMsg: hex(token.inputMsg),
    tokenSig: hex(tokenSig),
    ballotSig: hex(ballotSig),
    commentCommit: hex(commit),
    ...(comment ? { comment } : {}),
  }
  return { ballot, leafData, leafHash: leafHash(leafData) }
}

/** Whether the ballot box's promise to seal this leaf by that day is signed by the log's key. */
export const receiptHolds = (cid: string, leaf: string, sealBy: string, signature: Bytes, logKey: Bytes): boolean =>
  signatureHolds(signature, utf8(`zfpj-receipt-v1\n${cid}\n${leaf}\n${sealBy}\n`), logKey)

const long = (bytes: Bytes): Bytes => concat(Uint8Array.of(bytes.length >> 8, bytes.length & 255), bytes)
