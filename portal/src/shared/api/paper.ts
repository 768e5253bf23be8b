/** Printed sheets: their batches, printing and entry at the desk. */
import { get, post } from './http'
import type { components } from './generated/evaluation'

type Schemas = components['schemas']
export type SheetBatch = Schemas['PaperBatchView']
export type NewSheetBatch = Schemas['PaperNewBatch']
export type EnteredSheet = Schemas['PaperEnteredSheet']
export type OpenSheet = Schemas['PaperOpenSheet']

const of = (campaign: string) => `/api/evaluation/campaigns/${encodeURIComponent(campaign)}`
const batch = (campaign: string, id: string) => `${of(campaign)}/paper-batches/${encodeURIComponent(id)}`

export const batches = async (campaign: string) => (await get<Schemas['PaperBatches']>(`${of(campaign)}/paper-batches`)).items
export const makeBatch = (campaign: string, body: NewSheetBatch, idempotencyKey: string) =>
  post<SheetBatch>(`${of(campaign)}/paper-batches`, body, { idempotencyKey })
export const codes = async (campaign: string, id: string) => (await get<Schemas['PaperCodes']>(`${batch(campaign, id)}/sheets`)).items
export const printed = (campaign: string, id: string) => post<SheetBatch>(`${batch(campaign, id)}/printing`)
export const openSheets = async (campaign: string) => (await get<Schemas['PaperOpenSheets']>(`${of(campaign)}/paper-sheets`)).items
export const enterSheet = (campaign: string, code: string, levels: number[]) => post<EnteredSheet>(`${of(campaign)}/paper-sheets`, { code, levels })
export type VoidReason = Schemas['PaperVoided']['voidFor']
export const VOID_REASONS: Record<VoidReason, string> = { damaged: '破损、缺页', unreadable: '勾选看不清、一题勾了几个', blank: '一题都没有填', signed: '写了姓名等能认出是谁的内容' }
export const voidSheet = (campaign: string, code: string, voidFor: VoidReason) => post<EnteredSheet>(`${of(campaign)}/paper-sheets/voids`, { code, voidFor })
export const decideSheet = (campaign: string, code: string, levels: number[], reason: string, voidFor?: VoidReason) =>
  post<EnteredSheet>(`${of(campaign)}/paper-sheets/decisions`, { code, levels, reason, voidFor })
