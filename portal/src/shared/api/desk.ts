/** The calls that the staff desk makes, each as the person who is signed in. */
import { ask, get, post, type Answer, type Options } from './http'
import type {
  CalendarYear,
  CalendarYears,
  Campaign,
  FileRef,
  Group,
  ImportConfirmed,
  InboxMessage,
  Items,
  NewCampaign,
  Overview,
  Page,
  PasswordAccepted,
  PlanImport,
  PlanImportSummary,
  PlanItemChange,
  Session,
  SuggestionDetail,
  SuggestionRow,
  Task,
  TaskSummary,
  Unit,
} from './types'

type Query = Options['query']
const id = encodeURIComponent

// ---- signing in
export const session = () => get<Session>('/api/session')
export const signInWithPassword = (username: string, password: string) =>
  post<PasswordAccepted>('/api/identity/login/password', { username, password })
export const signInWithCode = (challenge: string, code: string) =>
  post<{ continueTo: string }>('/api/identity/login/code', { challenge, code })
export const signOut = () => ask<void>('POST', '/logout', { as: 'text' })

// ---- who
export const units = async () => (await get<Items<Unit>>('/api/identity/units')).items
export const groups = async () => (await get<Items<Group>>('/api/identity/groups')).items

// ---- working calendar
export const calendarYears = () => get<CalendarYears>('/api/identity/calendar-years')
export const importCalendarYear = async (year: number, lines: string, ifMatch?: string) =>
  (
    await ask<CalendarYear>('PUT', `/api/identity/calendar-years/${year}`, {
      body: new Blob([lines], { type: 'text/csv;charset=utf-8' }),
      ifMatch,
    })
  ).data

// ---- tasks
export const overview = () => get<Overview>('/api/task/overview')
export const tasks = (query: Query) => get<Page<TaskSummary>>('/api/task/tasks', query)
export const task = (of: string) => ask<Task>('GET', `/api/task/tasks/${id(of)}`)

/** One step of a task; the answer is the task after it. */
export type Step =
  | 'receipt'
  | 'progress-reports'
  | 'difficulties'
  | 'close-out'
  | 'close-out/approval'
  | 'close-out/return'
  | 'assignment'
  | 'extensions'
  | 'extensions/approval'
  | 'extensions/refusal'
  | `difficulties/${string}/answer`
  | 'reminders'
  | 'handover'
  | 'suspension'
  | 'suspension/end'
  | 'reopening'
export const takeStep = (of: string, step: Step, body: unknown, idempotencyKey: string, ifMatch?: string) =>
  ask<Task>('POST', `/api/task/tasks/${id(of)}/${step}`, { body, idempotencyKey, ifMatch })

export function uploadEvidence(file: File): Promise<FileRef> {
  const form = new FormData()
  form.append('file', file)
  return post<FileRef>('/api/task/files', form)
}
export const fileUrl = (of: string) => `/api/task/files/${id(of)}`

// ---- plan imports
export const planImports = (query: Query) => get<Page<PlanImportSummary>>('/api/task/plan-imports', query)
export const planImport = (of: string) => ask<PlanImport>('GET', `/api/task/plan-imports/${id(of)}`)
export function uploadPlan(file: File, issuedOn: string | undefined, idempotencyKey: string): Promise<PlanImport> {
  const form = new FormData()
  form.append('file', file)
  if (issuedOn) form.append('issuedOn', issuedOn)
  return post<PlanImport>('/api/task/plan-imports', form, { idempotencyKey })
}
export const changePlanItem = (of: string, change: PlanItemChange, ifMatch?: string): Promise<Answer<PlanImport>> =>
  ask<PlanImport>('PATCH', `/api/task/plan-imports/${id(of)}/items`, { body: change, ifMatch })
export const decideFinding = (
  of: string,
  decision: { code: string; ref?: string; decision: string },
  idempotencyKey: string,
  ifMatch?: string,
) => ask<PlanImport>('POST', `/api/task/plan-imports/${id(of)}/finding-decisions`, { body: decision, idempotencyKey, ifMatch })
export const confirmPlan = (of: string, idempotencyKey: string, ifMatch?: string) =>
  post<ImportConfirmed>(`/api/task/plan-imports/${id(of)}/confirm`, {}, { idempotencyKey, ifMatch })

// ---- campaigns
export const campaigns = async () => (await get<Items<Campaign>>('/api/evaluation/campaigns')).items
export const campaign = (of: string) => get<Campaign>(`/api/evaluation/campaigns/${id(of)}`)
export const createCampaign = (body: NewCampaign, idempotencyKey: string) =>
  post<Campaign>('/api/evaluation/campaigns', body, { idempotencyKey })
export const moveCampaign = (of: string, to: 'opening' | 'closing' | 'publication', idempotencyKey: string) =>
  post<Campaign>(`/api/evaluation/campaigns/${id(of)}/${to}`, {}, { idempotencyKey })

// ---- ideas
export const suggestions = (query: Query) => get<Page<SuggestionRow>>('/api/feedback/suggestions', query)
export const suggestion = (of: string) => ask<SuggestionDetail>('GET', `/api/feedback/suggestions/${id(of)}`)
export const handleSuggestion = (
  of: string,
  how: 'acceptance' | 'refusal' | 'answer' | 'adoption',
  body: unknown,
  idempotencyKey: string,
  ifMatch?: string,
) => ask<SuggestionDetail>('POST', `/api/feedback/suggestions/${id(of)}/${how}`, { body, idempotencyKey, ifMatch })

// ---- inbox
export const inbox = (query: Query) => get<Page<InboxMessage>>('/api/notification/inbox', query)
export const unreadCount = async () => (await get<{ unread: number }>('/api/notification/inbox/count')).unread
export const readMessage = (of: string) => post<InboxMessage>(`/api/notification/inbox/${id(of)}/reading`)
export const readAll = () => post<void>('/api/notification/inbox/reading')
