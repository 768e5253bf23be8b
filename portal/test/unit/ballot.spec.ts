// @vitest-environment node
import { RSABSSA } from '@cloudflare/blindrsa-ts'
import { describe, expect, it } from 'vitest'
import {
  base64,
  blind,
  ballotBody,
  checkpointHolds,
  commentCommit,
  concat,
  equal,
  finish,
  hex,
  inclusionPath,
  inverse,
  leafHash,
  ManifestFault,
  nodeHash,
  power,
  prepare,
  readCheckpoint,
  readLogKey,
  readManifest,
  readRecoveryCode,
  readSpki,
  receiptHolds,
  recoveryCode,
  rootOf,
  signBallot,
  splitLeaves,
  toBytes,
  toInteger,
  unblind,
  unhex,
  utf8,
  verifyPss,
  type Bytes,
  type PublicKey,
} from '@/shared/ballot'
import { generateKeyPairSync, sign as nodeSign } from 'node:crypto'
import vectors from './message-vectors.json'
import rfc from './rfc9474-randomized.json'

const key: PublicKey = { n: toInteger(unhex(vectors.key.n)), e: toInteger(unhex(vectors.key.e)), length: 256 }

describe.each(vectors.ballots)('the ballot of seed $seed', (vector) => {
  const token = prepare(unhex(vector.seed), vectors.cid, vector.scope, key)
  const answers = vector.body
    .split('|')[3]!
    .split(',')
    .map((pair) => ({ item: pair.split('=')[0]!, level: Number(pair.split('=')[1]) }))
  const signed = () =>
    signBallot(
      vectors.cid,
      vector.scope.split('/')[1]!,
      answers,
      vector.comment ?? undefined,
      token,
      finish(token, unhex(vector.blind_sig), key),
    )

  it('derives every value of the token from the seed', () => {
    expect(hex(token.secret)).toBe(vector.ed25519_secret)
    expect(hex(token.publicKey)).toBe(vector.ed25519_public)
    expect(hex(token.tokenInput)).toBe(vector.token_input)
    expect(hex(token.inputMsg)).toBe(vector.input_msg)
    expect(hex(token.salt)).toBe(vector.pss_salt)
    expect(hex(toBytes(token.r, 256))).toBe(vector.r)
    expect(hex(token.blinded)).toBe(vector.blinded_msg)
    expect(hex(token.nullifier)).toBe(vector.nullifier)
  })

  it('asks what the key of the vectors signs', () => {
    const { n, d, p, q } = vectors.key
    expect(toInteger(unhex(p)) * toInteger(unhex(q))).toBe(toInteger(unhex(n)))
    expect(hex(toBytes(power(toInteger(token.blinded), toInteger(unhex(d)), key.n), 256))).toBe(vector.blind_sig)
  })

  it('turns the blind signature into the token signature', () => {
    expect(hex(finish(token, unhex(vector.blind_sig), key))).toBe(vector.token_sig)
  })

  it('writes and signs the ballot', () => {
    const { ballot, leafData, leafHash: leaf } = signed()
    expect(ballot.body).toBe(vector.body)
    expect(ballotBody(vectors.cid, vector.scope.split('/')[1]!, answers)).toBe(vector.body)
    expect(ballot.inputMsg).toBe(vector.input_msg)
    expect(ballot.tokenSig).toBe(vector.token_sig)
    expect(ballot.ballotSig).toBe(vector.ballot_sig)
    expect(ballot.commentCommit).toBe(vector.comment_commit)
    expect(hex(commentCommit(vector.comment ?? undefined))).toBe(vector.comment_commit)
    expect(ballot.comment ?? null).toEqual(vector.comment)
    expect(hex(leafData)).toBe(vector.leaf_data)
    expect(hex(leaf)).toBe(vector.leaf_hash)
  })

  it('refuses a blind signature with one bit changed', () => {
    const wrong = unhex(vector.blind_sig)
    wrong[100]! ^= 1
    expect(() => finish(token, wrong, key)).toThrow('does not verify')
  })

  it('refuses the signature under another message, or made longer', () => {
    const other = prepare(unhex(vector.seed), vectors.cid, 'c/u99', key)
    expect(verifyPss(key, other.inputMsg, unhex(vector.token_sig))).toBe(false)
    expect(verifyPss(key, token.inputMsg, unhex('00' + vector.token_sig))).toBe(false)
  })
})

describe('RFC 9474', () => {
  const big: PublicKey = { n: toInteger(unhex(rfc.n)), e: toInteger(unhex(rfc.e)), length: 512 }
  const r = inverse(toInteger(unhex(rfc.inv)), big.n)

  it('blinds and finalizes the vector of the randomized variant', () => {
    expect(hex(blind(unhex(rfc.input_msg), unhex(rfc.salt), r, big))).toBe(rfc.blinded_msg)
    expect(hex(unblind(unhex(rfc.input_msg), unhex(rfc.blind_sig), r, big))).toBe(rfc.sig)
  })

  it('makes tokens that an independent implementation signs and verifies', async () => {
    const suite = RSABSSA.SHA384.PSS.Randomized()
    const { privateKey, publicKey } = await crypto.subtle.generateKey(
      { name: 'RSA-PSS', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-384' },
      true,
      ['sign', 'verify'],
    )
    const ours = readSpki(new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)))
    const token = prepare(unhex('ff'.repeat(16)), 'c1', 'c/u-edu', ours)
    const signature = finish(token, await suite.blindSign(privateKey, token.blinded), ours)
    expect(await suite.verify(publicKey, signature, token.inputMsg)).toBe(true)
  })
})

describe('the tree', () => {
  const leaves = [unhex(vectors.leaf0.hash), ...vectors.ballots.map((ballot) => unhex(ballot.leaf_hash))]

  it('hashes leaf 0 and the root as the vectors say', () => {
    expect(hex(leafHash(utf8(vectors.leaf0.data)))).toBe(vectors.leaf0.hash)
    expect(leaves.length).toBe(vectors.tree.size)
    expect(hex(rootOf(leaves))).toBe(vectors.tree.root)
    expect(inclusionPath(2, leaves).map(hex)).toEqual(vectors.tree.inclusion_of_leaf_2)
  })

  it('agrees with the recursive definition for every size to 70', () => {
    const recursive = (part: Bytes[]): Bytes => {
      if (part.length === 1) return part[0]!
      let split = 1
      while (split * 2 < part.length) split *= 2
      return nodeHash(recursive(part.slice(0, split)), recursive(part.slice(split)))
    }
    const many = Array.from({ length: 70 }, (_, at) => leafHash(Uint8Array.of(at)))
    for (let size = 1; size <= many.length; size++) {
      expect(hex(rootOf(many.slice(0, size)))).toBe(hex(recursive(many.slice(0, size))))
    }
  })

  it('splits the published file and refuses a torn one', () => {
    expect(splitLeaves(concat(...leaves)).map(hex)).toEqual(leaves.map(hex))
    expect(() => splitLeaves(new Uint8Array(33))).toThrow()
  })
})

describe('the recovery code', () => {
  it('is 26 characters and comes back to the seed however it is typed', () => {
    for (const { seed } of vectors.ballots) {
      const code = recoveryCode(unhex(seed))
      expect(code).toMatch(/^[A-Z2-7]{26}$/)
      const typed = ' ' + code.toLowerCase().replace(/o/g, '0').replace(/(.{4})/g, '$1 -')
      expect(hex(readRecoveryCode(typed)!)).toBe(seed)
    }
  })

  it.each(['', 'AAAA', 'A'.repeat(25), 'A'.repeat(27), 'A'.repeat(25) + '9', 'A'.repeat(25) + 'B'])('refuses %j', (text) => {
    expect(readRecoveryCode(text)).toBeNull()
  })
})

describe('the manifest', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
  const log = generateKeyPairSync('ed25519')
  const logKey = new Uint8Array(log.publicKey.export({ type: 'spki', format: 'der' }))
  const manifest = async (change: object = {}) => {
    const kid = hex(new Uint8Array(await crypto.subtle.digest('SHA-256', spki)).subarray(0, 8))
    return utf8(
      JSON.stringify({
        v: 1,
        cid: 'c1',
        keys: [{ scope: 'c/u1', kid, spki: base64(spki) }],
        log: { origin: 'log.example', alg: 'ed25519', key: base64(logKey.subarray(12)) },
        ...change,
      }),
    )
  }

  it('gives its keys when it is leaf 0', async () => {
    const bytes = await manifest()
    const { keys, logKey: read } = readManifest(bytes, leafHash(bytes))
    expect(keys.get('c/u1')!.key.length).toBe(256)
    expect(equal(read, logKey.subarray(12))).toBe(true)
  })

  it('is refused when it is not leaf 0, or a key bears another name', async () => {
    const bytes = await manifest()
    expect(() => readManifest(bytes, leafHash(utf8('{}')))).toThrow(ManifestFault)
    const forged = await manifest({ keys: [{ scope: 'c/u1', kid: '0011223344556677', spki: base64(spki) }] })
    expect(() => readManifest(forged, leafHash(forged))).toThrow(ManifestFault)
  })

  it('reads the log key in each of its forms', () => {
    const raw = logKey.subarray(12)
    for (const form of [base64(raw), hex(raw), base64(logKey), `log.example+01020304+${base64(concat(Uint8Array.of(1), raw))}`]) {
      expect(equal(readLogKey(form), raw)).toBe(true)
    }
    expect(() => readLogKey(base64(new Uint8Array(31)))).toThrow()
  })

  it('checks the signatures of checkpoint and receipt', () => {
    const text = `log.example\n4\n${base64(unhex(vectors.tree.root))}\n`
    const signature = new Uint8Array(nodeSign(null, utf8(text), log.privateKey))
    const note = `${text}\n— other AAAAAAAA\n— log.example ${base64(concat(Uint8Array.of(1, 2, 3, 4), signature))}\n`
    const checkpoint = readCheckpoint(note)
    expect(checkpoint.size).toBe(4)
    expect(hex(checkpoint.root)).toBe(vectors.tree.root)
    expect(checkpointHolds(checkpoint, logKey.subarray(12))).toBe(true)
    expect(checkpointHolds(readCheckpoint(note.replace('\n4\n', '\n5\n')), logKey.subarray(12))).toBe(false)

    const leaf = vectors.ballots[0]!.leaf_hash
    const receipt = new Uint8Array(nodeSign(null, utf8(`zfpj-receipt-v1\nc1\n${leaf}\n2026-11-24\n`), log.privateKey))
    expect(receiptHolds('c1', leaf, '2026-11-24', receipt, logKey.subarray(12))).toBe(true)
    expect(receiptHolds('c1', leaf, '2026-11-25', receipt, logKey.subarray(12))).toBe(false)
  })
})
