/** The calls that the citizen pages make. Nobody is signed in here. */
import type { Ballot } from '@/shared/ballot'
import { ask, get, post } from './http'
import type {
  BallotAccepted,
  BlindSignatures,
  Campaign,
  CampaignResult,
  Comparison,
  Items,
  MailboxMessage,
  NewSuggestion,
  Page,
  PublicSuggestion,
  RaterSession,
  SuggestionReceipt,
  SuggestionView,
  Unit,
} from './types'

export const bytes = async (path: string, first?: number) => (await ask<Uint8Array>('GET', path, { as: 'bytes', first })).data
export const campaignPath = (id: string) => `/api/evaluation/campaigns/${encodeURIComponent(id)}`
const suggestionPath = (id: string) => `/api/feedback/suggestions/${encodeURIComponent(id)}`

export const campaigns = async () => (await get<Items<Campaign>>('/api/evaluation/campaigns')).items
export const campaign = (id: string) => get<Campaign>(campaignPath(id))
export const result = (id: string) => get<CampaignResult>(`${campaignPath(id)}/result`)
export const comparison = (id: string) => get<Comparison>(`${campaignPath(id)}/comparison`)
export const bodiesUrl = (id: string) => `${campaignPath(id)}/bodies.csv`
export const manifest = (id: string) => bytes(`${campaignPath(id)}/manifest`)
export const leaves = (id: string, first?: number) => bytes(`${campaignPath(id)}/leaves`, first)
export const checkpoint = async (id: string) =>
  (await ask<string>('GET', `${campaignPath(id)}/checkpoint`, { as: 'text' })).data

/** Without cookie, referrer or key of any kind: nothing but the ballot itself may tell ballots apart. */
export const castBallot = (id: string, ballot: Ballot) =>
  post<BallotAccepted>(`${campaignPath(id)}/ballots`, ballot, { anonymous: true })

export const requestRaterCode = (campaignId: string, phone: string) =>
  post<{ expiresAt: string }>('/api/identity/rater-codes', { campaignId, phone })
export const openRaterSession = (campaignId: string, phone: string, code: string) =>
  post<RaterSession>('/api/identity/rater-sessions', { campaignId, phone, code })
export const requestTokens = (
  session: string,
  category: string,
  blinded: { scope: string; kid: string; z: string }[],
) => post<BlindSignatures>('/api/identity/rater-tokens', { session, category, blinded })

export const units = async () => (await get<Items<Unit>>('/api/identity/units')).items

export const sendSuggestion = (suggestion: NewSuggestion, idempotencyKey: string) =>
  post<SuggestionReceipt>('/api/feedback/suggestions', suggestion, { idempotencyKey })
export const querySuggestion = (code: string) => post<SuggestionView>('/api/feedback/suggestion-queries', { code })
export const rateAnswer = (id: string, body: { code: string; level: number; reason?: string }, idempotencyKey: string) =>
  post<SuggestionView>(`${suggestionPath(id)}/rating`, body, { idempotencyKey })
export const followUp = (id: string, body: { code: string; text: string }, idempotencyKey: string) =>
  post<SuggestionView>(`${suggestionPath(id)}/follow-ups`, body, { idempotencyKey })
export const publicSuggestions = (query: { q?: string; unit?: string; page?: number }) =>
  get<Page<PublicSuggestion>>('/api/feedback/public-suggestions', query)

export const mailbox = async (phone?: string) =>
  (await get<Items<MailboxMessage>>('/api/notification/mailbox', { phone })).items
