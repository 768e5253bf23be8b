/** What raters wrote: moderated and answered at the desk, read by everybody, answered to the rater. */
import { ask, get, post } from './http'

type State = 'new' | 'shown' | 'hidden'
export interface Message {
  from: 'office' | 'unit' | 'rater'
  text: string
  day: string | null
}
export interface Moderated {
  id: string
  unit: string
  month: string
  text: string
  state: State
  reason: string | null
  thread: Message[]
  version: number
}
export interface UnitComment {
  id: string
  month: string
  text: string
  thread: Message[]
}
interface Paged<T> {
  items: T[]
  total: number
  page: number
  size: number
}
export interface OfUnit<T> extends Paged<T> {
  withheld: boolean
  fewest: number
}
export interface Replies {
  state: 'none' | 'waiting' | 'shown' | 'hidden' | 'few'
  text?: string
  reason?: string
  messages: Message[]
}
export interface SignedQuestion {
  nullifier: string
  date: string
  signature: string
  text?: string
}

const of = (campaign: string) => `/api/evaluation/campaigns/${encodeURIComponent(campaign)}`

export const moderation = (campaign: string, query: { undecided?: boolean; page: number; size: number }) => get<Paged<Moderated>>(`${of(campaign)}/moderation`, query)
export const moderate = async (campaign: string, { id, version }: Moderated, body: { shown: boolean; text?: string; reason?: string }) =>
  (await ask<Moderated>('PUT', `${of(campaign)}/moderation/${encodeURIComponent(id)}`, { body, ifMatch: `"${version}"` })).data
export const unitComments = (campaign: string, unit: string, query: { page: number; size: number }) =>
  get<OfUnit<UnitComment>>(`${of(campaign)}/units/${encodeURIComponent(unit)}/comments`, query)
export const answer = (campaign: string, comment: string, text: string, idempotencyKey: string) =>
  post<UnitComment>(`${of(campaign)}/comments/${encodeURIComponent(comment)}/answers`, { text }, { idempotencyKey })
export const publicComments = (campaign: string, query: { unit: string; page: number; size: number }) =>
  get<OfUnit<{ month: string; text: string; answers: Message[] }>>(`${of(campaign)}/comments`, query)
/** Like a ballot: without cookie, referrer or key of any kind. */
export const askReplies = (campaign: string, body: SignedQuestion) => post<Replies>(`${of(campaign)}/replies`, body, { anonymous: true })
