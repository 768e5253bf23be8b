/** How people come to rate, as anybody may ask. */
import { get, post } from './http'
import type { PublicDraws, RaterSession } from './types'

/** With the code of an invitation instead of a phone. */
export const openInvitation = (campaignId: string, code: string) =>
  post<RaterSession>('/api/identity/rater-invitations', { campaignId, code })

/** How those who rate were chosen. */
export const draws = (id: string) => get<PublicDraws>(`/api/identity/campaigns/${encodeURIComponent(id)}/draws`)
