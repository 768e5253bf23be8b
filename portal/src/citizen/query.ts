import { reactive } from 'vue'
import { newKey } from '@/shared/api/http'
import * as api from '@/shared/api/public'
import type { SuggestionView } from '@/shared/api/types'

const NAME = 'sanhang:query-code'

/** The code is a key to the answer: it stays out of addresses and lives only as long as the tab. */
export const query = reactive<{ code: string; view?: SuggestionView }>({ code: sessionStorage.getItem(NAME) ?? '' })

export async function open(code: string): Promise<void> {
  query.view = await api.querySuggestion(code)
  query.code = code
  sessionStorage.setItem(NAME, code)
}

/** The key of one rating or one follow-up, the same as long as its text is the same. */
function keyFor(what: unknown): string {
  const text = JSON.stringify(what)
  const known = JSON.parse(sessionStorage.getItem('sanhang:query-key') ?? '{}') as { text?: string; key?: string }
  if (known.text === text && known.key) return known.key
  const key = newKey()
  sessionStorage.setItem('sanhang:query-key', JSON.stringify({ text, key }))
  return key
}

export async function rate(level: number, reason: string): Promise<void> {
  const body = { code: query.code, level, ...(reason.trim() ? { reason: reason.trim() } : {}) }
  query.view = await api.rateAnswer(query.view!.id, body, keyFor({ rating: query.view!.id, ...body }))
}

export async function followUp(text: string): Promise<void> {
  const body = { code: query.code, text: text.trim() }
  query.view = await api.followUp(query.view!.id, body, keyFor({ followUp: query.view!.id, ...body }))
}
