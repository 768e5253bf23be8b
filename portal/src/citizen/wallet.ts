import { recall } from '@/shared/store'

/** What this device keeps of one campaign. Nothing in it names the person. */
export interface Wallet {
  cid: string
  /** 16 octets, hex. Everything else can be made from it again. */
  seed?: string
  category?: string
  categoryName?: string
  /** The manifest that the tokens were made with. */
  manifestHash?: string
  /** Token signatures by unit, hex. */
  tokens?: Record<string, string>
  drafts: Record<string, Draft>
  receipts: Record<string, Receipt>
}
export interface Draft {
  levels: Record<string, number>
  comment: string
  /** Of the comment's commitment; made at the first sending, so that a retry is the same ballot. */
  salt?: string
}
export interface Receipt {
  leafHash: string
  /** Empty when the ballot was found to have arrived but its answer was lost. */
  receiptSig: string
  sealBy: string
  /** Whether the log's key signed the promise. */
  signed: boolean
}

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

/** All receipts of a campaign on this device, for the check. */
export const receiptsOf = async (cid: string): Promise<KeptReceipt[]> => [
  ...((await recall<KeptReceipt[]>(earlierName(cid))) ?? []),
  ...listed(await recall<Wallet>(walletName(cid))),
]
