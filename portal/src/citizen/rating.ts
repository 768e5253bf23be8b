import { reactive } from 'vue'
import * as api from '@/shared/api/public'
import { Problem } from '@/shared/api/problem'
import type { Campaign, RaterSession } from '@/shared/api/types'
import type { Rulebook } from '@/shared/ballot'
import { SpokenFault } from '@/shared/faults'
import { keep, recall } from '@/shared/store'
import { earlierName, listed, walletName, type Draft, type KeptReceipt, type Receipt, type Wallet } from './wallet'

/** Octets of a leaf's hash. */
const LEAF = 32
const sessionName = (cid: string) => `sanhang:rater:${cid}`

/** Loaded only when it is needed: old browsers without big integers still get the page that tells them so. */
const crypt = () => import('@/shared/ballot')

export class Rating {
  readonly state = reactive<{ campaign?: Campaign; wallet: Wallet; phone: string; keeps: boolean }>({
    wallet: { cid: '', drafts: {}, receipts: {} },
    // Only in memory: the number is needed for two steps and is written down nowhere.
    phone: '',
    keeps: true,
  })
  private rulebook?: Promise<Rulebook>

  constructor(readonly cid: string) {}

  async open(): Promise<void> {
    const kept = await recall<Wallet>(walletName(this.cid))
    this.state.wallet = kept ?? { cid: this.cid, drafts: {}, receipts: {} }
    // Who has tokens came to rate: what that needs is asked for together, and a failure is said where it is needed.
    if (kept?.tokens) void this.book().catch(() => undefined)
    this.state.campaign = await api.campaign(this.cid)
  }

  /** The manifest, checked against leaf 0 of the public list, or against what was checked before. Asked for once a visit. */
  book(): Promise<Rulebook> {
    this.rulebook ??= this.readBook().catch((thrown) => {
      this.rulebook = undefined
      throw thrown
    })
    return this.rulebook
  }

  private async readBook(): Promise<Rulebook> {
    const known = this.state.wallet.manifestHash
    const [{ readManifest, unhex, ManifestFault }, manifest, leaves] = await Promise.all([
      crypt(),
      api.manifest(this.cid),
      known ? undefined : api.leaves(this.cid, LEAF),
    ])
    try {
      const book = readManifest(manifest, leaves?.subarray(0, LEAF) ?? unhex(known!))
      if (book.manifest.cid !== this.cid) throw new ManifestFault('another manifest')
      return book
    } catch (thrown) {
      if (!(thrown instanceof ManifestFault)) throw thrown
      console.error(thrown)
      throw new SpokenFault('这次评价的公开规则文件核对不上，为了保护您，页面没有继续。请稍后再试，或拨打 12345 反映。')
    }
  }

  async save(): Promise<void> {
    this.state.keeps = await keep(walletName(this.cid), this.state.wallet)
  }

  get hasTokens(): boolean {
    return this.state.wallet.tokens !== undefined
  }

  // ---- the one step where the person is known

  async requestCode(phone: string): Promise<void> {
    await api.requestRaterCode(this.cid, phone)
    this.state.phone = phone
  }

  async openSession(asked: Promise<RaterSession>): Promise<void> {
    sessionStorage.setItem(sessionName(this.cid), JSON.stringify(await asked))
    this.state.phone = ''
  }

  /** The session of this tab, if it is still good; it survives a reload. */
  session(): RaterSession | undefined {
    const text = sessionStorage.getItem(sessionName(this.cid))
    const session = text ? (JSON.parse(text) as RaterSession) : undefined
    return session && new Date(session.expiresAt) > new Date() ? session : undefined
  }

  /**
   * Asks for the tokens of all units of the category at once, so that nobody learns which units will be rated. The seed
   * is kept before anything is sent: after a lost answer the same question gets the same answer.
   */
  async takeTokens(category: string): Promise<void> {
    const session = this.session()
    if (!session) throw new SpokenFault('验证已经过期，请重新收一次验证码。')
    const ballot = await crypt()
    const book = await this.book()
    const { wallet } = this.state
    wallet.seed ??= ballot.hex(ballot.newSeed())
    wallet.category = category
    wallet.categoryName = session.categories.find(({ id }) => id === category)?.name
    wallet.manifestHash = book.hash
    await this.save()

    const prepared = []
    for (const [scope, { kid, key }] of book.keys) {
      if (!session.units.some((unit) => scope === `${category}/${unit}`)) continue
      prepared.push({ kid, key, token: ballot.prepare(ballot.unhex(wallet.seed), this.cid, scope, key) })
      // Old phones take their time: let the page breathe between two tokens.
      await new Promise((resolve) => setTimeout(resolve))
    }
    const { signatures } = await api.requestTokens(
      session.session,
      category,
      prepared.map(({ kid, token }) => ({ scope: token.scope, kid, z: ballot.base64url(token.blinded) })),
    )
    const tokens: Record<string, string> = {}
    for (const { kid, key, token } of prepared) {
      const answer = signatures.find((one) => one.scope === token.scope && one.kid === kid)
      if (!answer) throw new SpokenFault('领到的评价票不完整，请再试一次。')
      try {
        tokens[token.scope.slice(category.length + 1)] = ballot.hex(
          ballot.finish(token, ballot.unbase64(answer.s), key),
        )
      } catch (thrown) {
        console.error(thrown)
        throw new SpokenFault('领到的评价票核对不上，请再试一次；如果还是这样，请拨打 12345 反映。')
      }
    }
    wallet.tokens = tokens
    await this.save()
    sessionStorage.removeItem(sessionName(this.cid))
  }

  async recoveryCode(): Promise<string> {
    const { recoveryCode, unhex } = await crypt()
    return this.state.wallet.seed ? recoveryCode(unhex(this.state.wallet.seed)) : ''
  }

  /** Takes the seed of a code from paper or another phone; the tokens come by asking the same once more. */
  async recover(code: string): Promise<boolean> {
    const { readRecoveryCode, hex } = await crypt()
    const seed = readRecoveryCode(code)
    if (!seed) return false
    this.state.wallet.seed = hex(seed)
    this.state.wallet.tokens = undefined
    await this.save()
    return true
  }

  /** Another person takes this device: the receipts stay for the check, everything else is theirs to recover. */
  async handOver(): Promise<void> {
    const earlier = (await recall<KeptReceipt[]>(earlierName(this.cid))) ?? []
    await keep(earlierName(this.cid), [...earlier, ...listed(this.state.wallet)])
    this.state.wallet = { cid: this.cid, drafts: {}, receipts: {} }
    await this.save()
    sessionStorage.removeItem(sessionName(this.cid))
  }

  // ---- from here on nobody is known

  draft(unit: string): Draft {
    return (this.state.wallet.drafts[unit] ??= { levels: {}, comment: '' })
  }

  /** Signs and sends one ballot and keeps the receipt. The same draft sent again is the same ballot. */
  async cast(unit: string): Promise<void> {
    const ballot = await crypt()
    const { manifest, keys, logKey } = await this.book()
    const { wallet } = this.state
    const scope = `${wallet.category}/${unit}`
    const signature = wallet.tokens?.[unit]
    const key = keys.get(scope)?.key
    if (!wallet.seed || !signature || !key) throw new SpokenFault('这台手机上没有这个部门的评价票。')

    const draft = this.draft(unit)
    const text = draft.comment.trim()
    if (text) draft.salt ??= ballot.hex(ballot.newSeed())
    await this.save()
    const signed = ballot.signBallot(
      this.cid,
      unit,
      manifest.items.map(({ id }) => ({ item: id, level: draft.levels[id] ?? 0 })),
      text && draft.salt ? { salt: draft.salt, text } : undefined,
      ballot.prepare(ballot.unhex(wallet.seed), this.cid, scope, key),
      ballot.unhex(signature),
    )
    const leafHash = ballot.hex(signed.leafHash)
    wallet.receipts[unit] = await this.send(signed.ballot, leafHash, (sealBy, receiptSig) =>
      ballot.receiptHolds(this.cid, leafHash, sealBy, anyBytes(receiptSig, ballot), logKey),
    )
    delete wallet.drafts[unit]
    await this.save()
  }

  private async send(
    ballot: Parameters<typeof api.castBallot>[1],
    leafHash: string,
    signed: (sealBy: string, receiptSig: string) => boolean,
  ): Promise<Receipt> {
    try {
      const answer = await api.castBallot(this.cid, ballot)
      if (answer.leafHash !== leafHash) {
        throw new SpokenFault('系统给的回执和您的评价对不上。请再试一次；如果还是这样，请拨打 12345 反映。')
      }
      const { receiptSig, sealBy } = answer
      return { leafHash, receiptSig, sealBy, signed: signed(sealBy, receiptSig) }
    } catch (thrown) {
      // This very ballot is in already: its answer was lost on the way.
      if (thrown instanceof Problem && thrown.code === 'token-used' && thrown.body.leafHash === leafHash) {
        return { leafHash, receiptSig: '', sealBy: '', signed: false }
      }
      throw thrown
    }
  }
}

const anyBytes = (text: string, { unhex, unbase64 }: { unhex: (t: string) => Uint8Array; unbase64: (t: string) => Uint8Array }) =>
  /^[0-9a-f]{128}$/i.test(text) ? unhex(text) : unbase64(text)

let current: Rating | undefined

/** One campaign's rating for as long as the tab lives: going back and forth loses nothing. */
export function ratingOf(cid: string): Rating {
  if (current?.cid !== cid) current = new Rating(cid)
  return current
}
