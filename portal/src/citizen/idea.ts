import { reactive, toRaw, watch } from 'vue'
import { newKey } from '@/shared/api/http'
import { sendSuggestion } from '@/shared/api/public'
import type { NewSuggestion, SuggestionKind, SuggestionReceipt, Submitter } from '@/shared/api/types'
import { forget, keep, recall } from '@/shared/store'

/** An idea that is being written on this phone. */
export interface IdeaDraft {
  kind: SuggestionKind | null
  submitter: Submitter | null
  title: string
  body: string
  unitId: string
  unitName: string
  phone: string
  publish: boolean | null
  /** Of the sending that is under way, and what was sent with it: a retry of the same text keeps the key. */
  key?: string
  sent?: string
}

const NAME = 'idea'
const blank = (): IdeaDraft => ({
  kind: null,
  submitter: null,
  title: '',
  body: '',
  unitId: '',
  unitName: '',
  phone: '',
  publish: null,
})

export const draft = reactive<IdeaDraft>(blank())
export const last = reactive<{ receipt?: SuggestionReceipt; title?: string }>({})

let opened: Promise<void> | undefined

/** Brings back what was written before, once a visit, and from then on keeps every change. */
export function openDraft(): Promise<void> {
  opened ??= (async () => {
    Object.assign(draft, blank(), await recall<IdeaDraft>(NAME))
    last.receipt = (await recall<{ receipt: SuggestionReceipt; title: string }>('idea-receipt'))?.receipt
    let timer: ReturnType<typeof setTimeout> | undefined
    watch(draft, () => {
      clearTimeout(timer)
      timer = setTimeout(() => void keep(NAME, toRaw(draft)), 250)
    })
  })()
  return opened
}

export async function sendDraft(): Promise<void> {
  const suggestion: NewSuggestion = {
    title: draft.title.trim(),
    body: draft.body.trim(),
    kind: draft.kind!,
    submitter: draft.submitter!,
    publish: draft.publish === true,
    ...(draft.unitId ? { unitId: draft.unitId } : {}),
    ...(draft.phone.trim() ? { phone: draft.phone.replace(/[\s-]/g, '') } : {}),
  }
  const text = JSON.stringify(suggestion)
  if (!draft.key || draft.sent !== text) Object.assign(draft, { key: newKey(), sent: text })
  // Before it is sent: if the page dies now, the next try still has this key.
  await keep(NAME, toRaw(draft))
  const receipt = await sendSuggestion(suggestion, draft.key!)
  Object.assign(last, { receipt, title: suggestion.title })
  await keep('idea-receipt', { receipt, title: suggestion.title })
  const { submitter } = draft
  for (const key of ['key', 'sent'] as const) delete draft[key]
  Object.assign(draft, blank(), { submitter })
  await forget(NAME)
}
