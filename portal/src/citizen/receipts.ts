import { recall } from '@/shared/store'
import type { Receipt, Wallet } from './rating'

/** What the check needs of this device's receipts, without what it takes to rate. */
export const earlierName = (cid: string) => `rating:${cid}:earlier`
export const walletName = (cid: string) => `rating:${cid}`

export const canRate = (): boolean =>
  typeof BigInt !== 'undefined' && typeof crypto !== 'undefined' && typeof crypto.getRandomValues === 'function'

export interface KeptReceipt {
  unit: string
  receipt: Receipt
}
export const listed = (wallet?: Wallet): KeptReceipt[] =>
  Object.entries(wallet?.receipts ?? {}).map(([unit, receipt]) => ({ unit, receipt }))

/** All receipts of a campaign on this device. */
export const receiptsOf = async (cid: string): Promise<KeptReceipt[]> => [
  ...((await recall<KeptReceipt[]>(earlierName(cid))) ?? []),
  ...listed(await recall<Wallet>(walletName(cid))),
]
