/** The calls that the staff desk makes, each as the person who is signed in. */
import { ask, get, post, type Answer, type Options } from './http'
import type {
  Account,
  AccountChange,
  AuditEntry,
  Activity,
  ActivityRow,
  ActivityType,
  Answers,
  Batch,
  BatchRow,
  Bulletin,
  BulletinRow,
  BulletinWords,
  CadreCount,
  CalendarYear,
  CalendarYears,
  Campaign,
  CheckAnswer,
  CheckComparison,
  CheckForm,
  CheckFormDetail,
  CheckRound,
  CheckRoundDetail,
  CheckSheet,
  ContactCount,
  CountyView,
  Dictionary,
  DictionaryDetail,
  DictionaryEntryLine,
  Drive,
  DriveDetail,
  DriveImported,
  Duty,
  DutyHint,
  DutyMap,
  DutyTasks,
  EnterpriseDetail,
  EnterpriseEdit,
  FileRef,
  Flags,
  FollowUp,
  Group,
  GroupLine,
  ImportConfirmed,
  InboxMessage,
  Inspection,
  ItemCode,
  ItemCodeCount,
  Items,
  LinesOutcome,
  LoopPage,
  Matter,
  MatterFlow,
  MatterLimit,
  MatterLine,
  MatterRow,
  NewAccount,
  NewActivity,
  NewActivityContent,
  NewBatch,
  NewCampaign,
  NewInspection,
  NewCheckForm,
  NewCheckRound,
  NewDraw,
  NewItemCodes,
  NewMatter,
  NewMatterLimit,
  NewPassword,
  NewPost,
  NewProblem,
  NewTask,
  Overview,
  OwedRecords,
  PacePage,
  Page,
  PasswordAccepted,
  PlanImport,
  PlanImportSummary,
  PlanItemChange,
  PlanReading,
  PlanRow,
  Post,
  ProblemDetail,
  ProblemRow,
  ProblemSummary,
  ProblemWording,
  PublicDraw,
  Recipients,
  Register,
  Roster,
  RosterImported,
  Round,
  RoundOf,
  RoundThrough,
  Session,
  SheetImport,
  SheetImportDetail,
  Span,
  SuggestionDetail,
  SuggestionRow,
  Task,
  TaskSummary,
  Turnout,
  Unit,
  UnitWords,
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
export const dictionaries = async () => (await get<Items<Dictionary>>('/api/task/dictionaries')).items
export const posts = async () => (await get<Items<Post>>('/api/identity/posts')).items
export const groups = async () => (await get<Items<Group>>('/api/identity/groups')).items

export const addUnit = (body: UnitWords, idempotencyKey: string) => post<unknown>('/api/identity/units', body, { idempotencyKey })
export const addUnits = async (lines: string, idempotencyKey: string) =>
  (await post<Items<unknown>>('/api/identity/units/lines', { lines }, { idempotencyKey })).items
export const changeUnit = (of: string, body: UnitWords, ifMatch: string) =>
  ask<unknown>('PUT', `/api/identity/units/${id(of)}`, { body, ifMatch })
/** With those that were merged into others. */
export const allUnits = async () => (await get<Items<Unit>>('/api/identity/units', { merged: true })).items
export const mergeUnit = (of: string, body: { into: string; reason: string }, ifMatch: string) =>
  ask<unknown>('PUT', `/api/identity/units/${id(of)}/successor`, { body, ifMatch })
export const addPost = (body: NewPost, idempotencyKey: string) => post<Post>('/api/identity/posts', body, { idempotencyKey })
export const appoint = (of: string, body: { name?: string; accountId?: string }, ifMatch: string) =>
  ask<Post>('PUT', `/api/identity/posts/${id(of)}/holder`, { body, ifMatch })
export const renamePost = (of: string, title: string, ifMatch: string) =>
  ask<Post>('PUT', `/api/identity/posts/${id(of)}/title`, { body: { title }, ifMatch })
export const leadFields = (of: string, spans: { field: string; unitIds: string[] }[], ifMatch: string) =>
  ask<Post>('PUT', `/api/identity/posts/${id(of)}/spans`, { body: { spans }, ifMatch })
export const addGroup = (name: string, idempotencyKey: string) => post<unknown>('/api/identity/groups', { name }, { idempotencyKey })
export const changeGroup = (of: string, body: { name: string; seats: { postId: string; role: string }[] }, ifMatch: string) =>
  ask<unknown>('PUT', `/api/identity/groups/${id(of)}`, { body, ifMatch })
export const endGroup = (of: string, ended: boolean, ifMatch: string) =>
  ask<unknown>('PUT', `/api/identity/groups/${id(of)}/ended`, { body: { ended }, ifMatch })
export const deleteGroup = (of: string, ifMatch: string) => ask<void>('DELETE', `/api/identity/groups/${id(of)}`, { ifMatch })
export const audit = (query: Query) => get<Page<AuditEntry>>('/api/identity/audit', query)
export const duties = async (q: string) => (await get<Items<Duty>>('/api/identity/duties', { q })).items
export const dutyMap = (of: string) => ask<DutyMap>('GET', `/api/identity/duty-maps/${id(of)}`)
export const setDutyMap = (of: string, lines: string, ifMatch?: string) =>
  ask<DutyMap>('PUT', `/api/identity/duty-maps/${id(of)}`, { body: { lines }, ifMatch })
export const accounts = async () => (await get<Items<Account>>('/api/identity/accounts')).items
export const addAccount = (body: NewAccount, idempotencyKey: string) => post<NewPassword>('/api/identity/accounts', body, { idempotencyKey })
export const changeAccount = (of: string, body: AccountChange, ifMatch: string) =>
  ask<Account>('PUT', `/api/identity/accounts/${id(of)}`, { body, ifMatch })
export const resetPassword = (of: string) => post<NewPassword>(`/api/identity/accounts/${id(of)}/password`)
export const changeOwnPassword = (body: { old: string; password: string }) => ask<void>('PUT', '/api/identity/me/password', { body })

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

/** Whose duty it is by the duty maps of its units: a hint. */
export const dutyHints = async (of: string) => (await get<Items<DutyHint>>(`/api/task/tasks/${id(of)}/duties`)).items
export const dutyTasks = (unit?: string) => get<DutyTasks>('/api/task/duty-tasks', { unit })

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

// ---- what the office sets out of a task
export const openTask = (body: NewTask, idempotencyKey: string) => post<Task>('/api/task/tasks', body, { idempotencyKey })
export const legacyMatters = (query: Query) => get<Page<TaskSummary>>('/api/task/legacy-matters', query)
export const rounds = async () => (await get<Items<Round>>('/api/task/rounds')).items
export const round = (code: string, query: Query) => get<RoundOf>(`/api/task/rounds/${id(code)}`, query)
export const roundsOf = async (of: string) => (await get<Items<RoundThrough>>(`/api/task/tasks/${id(of)}/rounds`)).items
export const beginBatch = (body: NewBatch, idempotencyKey: string) => post<Batch>('/api/task/batches', body, { idempotencyKey })
export const batches = (query: Query) => get<Page<Batch>>('/api/task/batches', query)
export const batch = (of: string) => get<Batch>(`/api/task/batches/${id(of)}`)
export const batchRows = (of: string, query: Query) => get<Page<BatchRow>>(`/api/task/batches/${id(of)}/rows`, query)
export const undoBatch = (of: string) => post<Batch>(`/api/task/batches/${id(of)}/undo`)
/** Below the task: an empty path edits its words. */
export const shapeTask = (
  method: 'PATCH' | 'PUT' | 'POST',
  of: string,
  path: string,
  body: unknown,
  idempotencyKey: string,
  ifMatch?: string,
) => ask<Task>(method, `/api/task/tasks/${id(of)}${path && `/${path}`}`, { body, idempotencyKey, ifMatch })

/** The days that a plan of milestones would have. */
export const previewMilestones = (of: string, body: unknown) =>
  post<{ milestones: { name: string; dueOn: string }[] }>(`/api/task/tasks/${id(of)}/milestones/preview`, body)

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

// ---- documents
export const plans = (query: Query) => get<Page<PlanRow>>('/api/task/plans', query)
export const plan = (of: string) => get<PlanReading>(`/api/task/plans/${id(of)}`)
export const planTextUrl = (of: string) => `/api/task/plans/${id(of)}/text`
export const recipients = (of: string) => get<Recipients>(`/api/task/plans/${id(of)}/recipients`)
export const signForPlan = (of: string, idempotencyKey: string) =>
  post<PlanRow>(`/api/task/plans/${id(of)}/receipt`, {}, { idempotencyKey })
export const enterSlip = (of: string, body: { recipient: string; signer: string }, idempotencyKey: string) =>
  post<Recipients>(`/api/task/plans/${id(of)}/paper-receipts`, body, { idempotencyKey })
export const addRecipient = (
  of: string,
  body: { unitId?: string; name?: string; role: 'addressee' | 'copy' },
  idempotencyKey: string,
) => post<Recipients>(`/api/task/plans/${id(of)}/recipients`, body, { idempotencyKey })

// ---- views of those who lead and oversee
export const county = () => get<CountyView>('/api/task/views/county')
export const groupLines = async () => (await get<Items<GroupLine>>('/api/task/views/groups')).items
export const answers = () => get<Answers>('/api/task/views/answers')
export const spans = async () => (await get<Items<Span>>('/api/task/views/spans')).items
export const pace = (query: Query) => get<PacePage>('/api/task/views/pace', query)
export const loops = (query: Query) => get<LoopPage>('/api/task/views/loops', query)

// ---- records
export const activityTypes = async () => (await get<Items<ActivityType>>('/api/task/activity-types')).items
export const activities = (query: Query) => get<Page<ActivityRow>>('/api/task/activities', query)
export const activity = (of: string) => ask<Activity>('GET', `/api/task/activities/${id(of)}`)
export const writeActivity = (body: NewActivity, idempotencyKey: string) =>
  post<Activity>('/api/task/activities', body, { idempotencyKey })
export const correctActivity = (of: string, body: NewActivityContent, idempotencyKey: string, ifMatch?: string) =>
  ask<Activity>('PUT', `/api/task/activities/${id(of)}/content`, { body, idempotencyKey, ifMatch })
export const withdrawActivity = (of: string, reason: string, idempotencyKey: string, ifMatch?: string) =>
  ask<Activity>('POST', `/api/task/activities/${id(of)}/withdrawal`, { body: { reason }, idempotencyKey, ifMatch })
export const makeTask = (of: string, decision: string, idempotencyKey: string) =>
  ask<Activity>('POST', `/api/task/activities/${id(of)}/decisions/${id(decision)}/task`, { body: {}, idempotencyKey })
export const owedRecords = (query: Query) => get<OwedRecords>('/api/task/owed-records', query)

// ---- roster
export const enterprises = (query: Query) => get<Roster>('/api/task/enterprises', query)
export const enterprise = (of: string) => ask<EnterpriseDetail>('GET', `/api/task/enterprises/${id(of)}`)
export const importEnterprises = async (lines: string, idempotencyKey: string) =>
  (
    await ask<RosterImported>('POST', '/api/task/enterprises/import', {
      body: new Blob([lines], { type: 'text/csv;charset=utf-8' }),
      idempotencyKey,
    })
  ).data
export const editEnterprise = (of: string, body: EnterpriseEdit, idempotencyKey: string, ifMatch?: string) =>
  ask<EnterpriseDetail>('PUT', `/api/task/enterprises/${id(of)}`, { body, idempotencyKey, ifMatch })
export const retireEnterprise = (of: string, reason: string, idempotencyKey: string, ifMatch?: string) =>
  ask<EnterpriseDetail>('POST', `/api/task/enterprises/${id(of)}/retirement`, { body: { reason }, idempotencyKey, ifMatch })

// ---- hundred-day drives
export const drives = async () => (await get<{ items: Drive[] }>('/api/task/drives')).items
export const drive = (of: string) => get<DriveDetail>(`/api/task/drives/${id(of)}`)
export const startDrive = (body: { name: string; startsOn: string; leadUnitId?: string }, idempotencyKey: string) =>
  post<Drive>('/api/task/drives', body, { idempotencyKey })
export const importDriveLines = async (of: string, lines: string, idempotencyKey: string) =>
  (
    await ask<DriveImported>('POST', `/api/task/drives/${id(of)}/lines`, {
      body: new Blob([lines], { type: 'text/csv;charset=utf-8' }),
      idempotencyKey,
    })
  ).data
export const closeDrive = (of: string, body: { summary: string; carriedTo?: string }, idempotencyKey: string) =>
  post<Drive>(`/api/task/drives/${id(of)}/closing`, body, { idempotencyKey })
export const moveDrive = (of: string, body: { endsOn: string; reason: string }, idempotencyKey: string) =>
  post<Drive>(`/api/task/drives/${id(of)}/end`, body, { idempotencyKey })

// ---- dictionaries
export const dictionary = (of: string) => ask<DictionaryDetail>('GET', `/api/task/dictionaries/${id(of)}`)
export const editDictionary = (of: string, entries: DictionaryEntryLine[], ifMatch?: string) =>
  ask<DictionaryDetail>('PUT', `/api/task/dictionaries/${id(of)}`, { body: { entries }, ifMatch })

// ---- self-checks
export const checkForms = async () => (await get<Items<CheckForm>>('/api/task/check-forms')).items
export const checkForm = (of: string) => ask<CheckFormDetail>('GET', `/api/task/check-forms/${id(of)}`)
export const addCheckForm = (body: NewCheckForm, idempotencyKey: string) => post<CheckFormDetail>('/api/task/check-forms', body, { idempotencyKey })
export const editCheckForm = (of: string, body: NewCheckForm, ifMatch?: string) =>
  ask<CheckFormDetail>('PUT', `/api/task/check-forms/${id(of)}`, { body, ifMatch })
export const checkRounds = (query: Query) => get<Page<CheckRound>>('/api/task/check-rounds', query)
export const checkRound = (of: string) => ask<CheckRoundDetail>('GET', `/api/task/check-rounds/${id(of)}`)
export const openCheckRound = (body: NewCheckRound, idempotencyKey: string) => post<CheckRoundDetail>('/api/task/check-rounds', body, { idempotencyKey })
export const rescheduleCheck = (of: string, closesOn: string, idempotencyKey: string, ifMatch?: string) =>
  ask<CheckRoundDetail>('PATCH', `/api/task/check-rounds/${id(of)}`, { body: { closesOn }, idempotencyKey, ifMatch })
export const remindCheck = (of: string, idempotencyKey: string, ifMatch?: string) =>
  ask<CheckRoundDetail>('POST', `/api/task/check-rounds/${id(of)}/reminders`, { body: {}, idempotencyKey, ifMatch })
const sheetPath = (round: string, unit: string) => `/api/task/check-rounds/${id(round)}/sheets/${id(unit)}`
export const checkSheetOf = (round: string, unit: string) => ask<CheckSheet>('GET', sheetPath(round, unit))
export const saveCheckSheet = (round: string, unit: string, answers: CheckAnswer[], idempotencyKey: string, ifMatch?: string) =>
  ask<CheckSheet>('PUT', sheetPath(round, unit), { body: { answers }, idempotencyKey, ifMatch })
export const submitCheckSheet = (round: string, unit: string, answers: CheckAnswer[], idempotencyKey: string, ifMatch?: string) =>
  ask<CheckSheet>('POST', `${sheetPath(round, unit)}/submission`, { body: { answers }, idempotencyKey, ifMatch })
export const returnCheckSheet = (round: string, unit: string, reason: string, idempotencyKey: string, ifMatch?: string) =>
  ask<CheckSheet>('POST', `${sheetPath(round, unit)}/return`, { body: { reason }, idempotencyKey, ifMatch })
export const checkComparison = (unit: string, form: string) => get<CheckComparison>(`/api/task/check-comparisons/${id(unit)}`, { form })

// ---- bulletins
export const bulletins = (query: Query) => get<Page<BulletinRow>>('/api/task/bulletins', query)
export const bulletin = (of: string) => ask<Bulletin>('GET', `/api/task/bulletins/${id(of)}`)
export const draftBulletin = (period: string, idempotencyKey: string) =>
  post<Bulletin>('/api/task/bulletins', { period }, { idempotencyKey })
export const rewordBulletin = (of: string, body: BulletinWords, idempotencyKey: string, ifMatch?: string) =>
  ask<Bulletin>('PUT', `/api/task/bulletins/${id(of)}/words`, { body, idempotencyKey, ifMatch })
export const moveBulletin = (
  of: string,
  to: 'figures' | 'submission' | 'return' | 'issue',
  body: unknown,
  idempotencyKey: string,
  ifMatch?: string,
) => ask<Bulletin>('POST', `/api/task/bulletins/${id(of)}/${to}`, { body, idempotencyKey, ifMatch })
export const bulletinFile = (of: string) => `/api/task/bulletins/${id(of)}/document`

// ---- tables of tasks
export const sheetImports = (query: Query) => get<Page<SheetImport>>('/api/task/sheets/imports', query)
export const sheetImport = (of: string) => get<SheetImportDetail>(`/api/task/sheets/imports/${id(of)}`)
/** The file's content is its key: the same table is checked, and opened, once. */
export function checkSheet(file: File): Promise<SheetImportDetail> {
  const form = new FormData()
  form.append('file', file)
  return post<SheetImportDetail>('/api/task/sheets/imports', form)
}
/** Works off some rows; to be called again until the state is done. */
export const confirmSheet = (of: string) => post<SheetImport>(`/api/task/sheets/imports/${id(of)}/confirmation`)
export const sheetFaultsUrl = (of: string) => `/api/task/sheets/imports/${id(of)}/faults`
/** The ledger under a filter, as a file. */
export const exportUrl = (filter: Record<string, string>, format: 'xlsx' | 'csv') =>
  '/api/task/sheets/export?' + new URLSearchParams({ ...Object.fromEntries(Object.entries(filter).filter(([, value]) => value)), format })

// ---- instructions, papers, matters with a time limit
export const matters = (query: Query) => get<Page<MatterRow>>('/api/task/matters', query)
export const matter = (of: string) => ask<Matter>('GET', `/api/task/matters/${id(of)}`)
export const registerMatter = (body: NewMatter, idempotencyKey: string) => post<Matter>('/api/task/matters', body, { idempotencyKey })
export const registerMatters = (body: { kind: string; lines: string }, idempotencyKey: string) =>
  post<{ rows: MatterLine[] }>('/api/task/matters/lines', body, { idempotencyKey })
export const takeMatterStep = (of: string, path: string, body: unknown, idempotencyKey: string, ifMatch?: string) =>
  ask<Matter>('POST', `/api/task/matters/${id(of)}/${path}`, { body, idempotencyKey, ifMatch })
export const matterFlow = (span: { from: string; until: string }) => get<MatterFlow>('/api/task/matters/flow', span)
export const matterLimits = async () => (await get<Items<MatterLimit>>('/api/task/matter-limits')).items
export const addMatterLimit = (body: NewMatterLimit, idempotencyKey: string) => post<MatterLimit>('/api/task/matter-limits', body, { idempotencyKey })
export const changeMatterLimit = (of: string, body: NewMatterLimit, ifMatch: string) =>
  ask<MatterLimit>('PUT', `/api/task/matter-limits/${id(of)}`, { body, ifMatch })

// ---- problem lists
export const problems = (query: Query) => get<Page<ProblemRow>>('/api/task/problems', query)
export const problemSummary = () => get<ProblemSummary>('/api/task/problems/summary')
export const problem = (of: string) => ask<ProblemDetail>('GET', `/api/task/problems/${id(of)}`)
export const listProblem = (body: NewProblem, idempotencyKey: string) => post<ProblemDetail>('/api/task/problems', body, { idempotencyKey })
export const listProblems = (body: { lines: string; how: string }, idempotencyKey: string) =>
  post<{ ids: string[] }>('/api/task/problems/lines', body, { idempotencyKey })
export const rewordProblem = (of: string, body: ProblemWording, idempotencyKey: string, ifMatch?: string) =>
  ask<ProblemDetail>('PUT', `/api/task/problems/${id(of)}`, { body, idempotencyKey, ifMatch })
export const takeProblemStep = (of: string, path: string, body: unknown, idempotencyKey: string, ifMatch?: string) =>
  ask<ProblemDetail>('POST', `/api/task/problems/${id(of)}/${path}`, { body, idempotencyKey, ifMatch })

// ---- campaigns
export const campaigns = async () => (await get<Items<Campaign>>('/api/evaluation/campaigns')).items
export const campaign = (of: string) => get<Campaign>(`/api/evaluation/campaigns/${id(of)}`)
export const turnout = async (of: string) => (await get<Turnout>(`/api/evaluation/campaigns/${id(of)}/turnout`)).issued
export const flags = (of: string) => get<Flags>(`/api/evaluation/campaigns/${id(of)}/flags`)
export const decideFlag = (of: string, flag: string, verdict: 'count' | 'set-aside', reason: string) =>
  post<Flags>(`/api/evaluation/campaigns/${id(of)}/flags/${id(flag)}/decisions`, { verdict, reason })
export const issueItemCodes = async (body: NewItemCodes, idempotencyKey: string) =>
  (await post<Items<ItemCode>>('/api/identity/item-codes', body, { idempotencyKey })).items
export const itemCodeCounts = async (campaignId: string) =>
  (await get<Items<ItemCodeCount>>('/api/identity/item-codes/counts', { campaignId })).items
export const createCampaign = (body: NewCampaign, idempotencyKey: string) =>
  post<Campaign>('/api/evaluation/campaigns', body, { idempotencyKey })
export const moveCampaign = (of: string, to: 'opening' | 'closing' | 'publication', idempotencyKey: string) =>
  post<Campaign>(`/api/evaluation/campaigns/${id(of)}/${to}`, {}, { idempotencyKey })

// ---- inspections
export const inspections = (query: Query) => get<Page<Inspection>>('/api/evaluation/inspections', query)
export const inspection = (of: string) => get<Inspection>(`/api/evaluation/inspections/${id(of)}`)
export const planInspection = (body: NewInspection, idempotencyKey: string) =>
  post<Inspection>('/api/evaluation/inspections', body, { idempotencyKey })
export const takeInspectionStep = (of: string, step: 'findings' | 'filing' | 'orders', body: unknown, idempotencyKey: string) =>
  post<Inspection>(`/api/evaluation/inspections/${id(of)}/${step}`, body, { idempotencyKey })
export const inspectionFollowUp = (span: { from: string; until: string }) => get<FollowUp>('/api/evaluation/inspections/follow-up', span)

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

// ---- who is asked to rate
const registerPath = (of: string) => `/api/identity/campaigns/${id(of)}`
export const register = (of: string) => get<Register>(`${registerPath(of)}/register`)
export const addToRegister = (of: string, lines: string, toDrawFrom: boolean) =>
  post<LinesOutcome>(`${registerPath(of)}/register/people`, { lines, toDrawFrom })
export const draw = (of: string, body: NewDraw, idempotencyKey: string) =>
  post<PublicDraw>(`${registerPath(of)}/draws`, body, { idempotencyKey })
export const frameUrl = (of: string, drawId: string) => `${registerPath(of)}/draws/${id(drawId)}/frame`
export const invite = (of: string, round: 'FIRST' | 'FAILED' | 'REMINDER', category?: string) =>
  post<{ queued: number }>(`${registerPath(of)}/invitations`, { round, category })
export const serviceContacts = async () => (await get<Items<ContactCount>>('/api/identity/service-contacts')).items
export const reportContacts = (lines: string) => post<LinesOutcome>('/api/identity/service-contacts', { lines })
export const recusals = async () => (await get<Items<CadreCount>>('/api/identity/recusals')).items
export const addRecusals = (lines: string) => post<LinesOutcome>('/api/identity/recusals', { lines })
export const clearRecusals = (unitId: string) => ask<void>('DELETE', `/api/identity/recusals/${id(unitId)}`, { as: 'text' })
