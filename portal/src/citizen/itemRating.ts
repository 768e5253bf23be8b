import { post } from '@/shared/api/http'
import * as api from '@/shared/api/public'
import type { ItemSession, RaterSession } from '@/shared/api/types'
import { SpokenFault } from '@/shared/faults'
import { keep, recall } from '@/shared/store'
import { Rating } from './rating'
import { earlierName, type KeptReceipt, type Wallet } from './wallet'

const sayable = (code: string) => code.replace(/(.{4})(?=.)/g, '$1 ')

/**
 * Rates one unit with the code of a handled matter (办件码). On a device of one's own it is kept as every rating is, apart
 * from what this device may hold by phone; on a window's tablet nothing is kept anywhere but in this object.
 */
export class ItemRating extends Rating {
  private code = ''
  private slot = ''
  private held?: ItemSession

  constructor(
    cid: string,
    readonly tablet: boolean,
  ) {
    super(cid)
    this.state.wallet = { cid, drafts: {}, receipts: {} }
  }

  override async open(): Promise<void> {
    this.state.campaign = await api.campaign(this.cid)
  }

  override async save(): Promise<void> {
    if (this.slot) this.state.keeps = await keep(this.slot, this.state.wallet)
  }

  override session(): RaterSession | undefined {
    return this.held && new Date(this.held.expiresAt) > new Date() ? { ...this.held, recused: [] } : undefined
  }

  /** What was handled, in the window's words; empty when it did not say. */
  get matter(): string {
    return [this.held?.window, this.held?.matter].filter(Boolean).join('，')
  }

  get unit(): string {
    const { receipts, tokens } = this.state.wallet
    return this.held?.units[0] ?? Object.keys({ ...receipts, ...tokens })[0] ?? ''
  }

  /** @param typed the code, or the whole address that a scanner reads out of the QR code */
  async useCode(typed: string): Promise<void> {
    const { hex, readRecoveryCode, recoveryCode, sha256, utf8 } = await import('@/shared/ballot')
    const read = readRecoveryCode(typed.slice(typed.lastIndexOf('=') + 1))
    if (!read) throw new SpokenFault('办件码抄错了：一共 26 个字母和数字，请对照单子再看一遍。')
    this.code = recoveryCode(read)
    const slot = `rating:${this.cid}:item:${hex(sha256(utf8(this.code))).slice(0, 16)}`
    const kept = this.tablet ? undefined : await recall<Wallet>(slot)
    if (!kept?.tokens) {
      this.held = await this.ask()
      // Its tokens are signed, and what they were asked with is not here: nobody could get them again.
      if (this.held.used && !kept?.seed) {
        throw new SpokenFault(`办件码 ${sayable(this.code)} 已经用过，或者您在这次评议里已经评过这个单位。如果不是您用的，请拨打 12345 反映。`)
      }
    }
    if (!this.tablet) this.slot = slot
    if (kept) this.state.wallet = kept
  }

  private ask(): Promise<ItemSession> {
    return post<ItemSession>('/api/identity/item-code-sessions', { campaignId: this.cid, code: this.code, tablet: this.tablet })
  }

  override async takeTokens(category: string): Promise<void> {
    if (!this.session()) this.held = await this.ask()
    await super.takeTokens(category)
  }

  override async cast(unit: string): Promise<void> {
    await super.cast(unit)
    if (this.tablet) return
    // Among those of this device, where the check finds them.
    const earlier = (await recall<KeptReceipt[]>(earlierName(this.cid))) ?? []
    const receipt = this.state.wallet.receipts[unit]!
    if (!earlier.some((one) => one.receipt.leafHash === receipt.leafHash)) await keep(earlierName(this.cid), [...earlier, { unit, receipt }])
  }
}
