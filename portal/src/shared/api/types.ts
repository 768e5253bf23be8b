/** What the services send and take. Scores are decimal strings, times ISO 8601 with offset, days ISO dates. */

export interface Page<T> {
  items: T[]
  total: number
  page: number
  size: number
}
export interface Items<T> {
  items: T[]
}

// ---- gateway, identity
export type Role = 'ADMIN' | 'OFFICE' | 'DEPARTMENT' | 'LEADER' | 'CITIZEN' | 'SERVICE'
export interface Session {
  signedIn: boolean
  id?: string
  name?: string
  roles?: Role[]
  unitId?: string
  unitName?: string
}
export interface Unit {
  id: string
  name: string
  kind: string
  aliases: string[]
  tags: string[]
}
export interface Group {
  id: string
  name: string
  posts: { id: string; title: string; role: string; holder?: string }[]
}
export interface PasswordAccepted {
  challenge: string
  maskedPhone: string
  expiresAt: string
}
export interface RaterSession {
  session: string
  expiresAt: string
  categories: { id: string; name: string }[]
}
export interface BlindSignatures {
  signatures: { scope: string; kid: string; s: string }[]
}

// ---- evaluation
export type CampaignState = 'draft' | 'open' | 'closed' | 'published'
export interface Campaign {
  id: string
  title: string
  state: CampaignState
  opens: string
  closes: string
  issueOpens?: string
  issueCloses?: string
  units?: { id: string; name: string; group?: string }[]
  ballots?: number
  turnout?: number
  manifestHash?: string
}
export interface NewCampaign {
  title: string
  issueOpens: string
  issueCloses: string
  opens: string
  closes: string
  units: { id: string; name: string; group: string }[]
}
export interface BallotAccepted {
  leafHash: string
  receiptSig: string
  sealBy: string
}
export interface ResultCell {
  category: string
  name: string
  n: number
  mean?: string | null
  shrunk?: string | null
  withheld: boolean
}
export interface ResultUnit {
  id: string
  name: string
  group: string
  ballots: number
  counted: number
  score: string | null
  display?: string | null
  rank?: number | null
  ranked: boolean
  tied: boolean
  note?: string | null
  cells: ResultCell[]
}
export interface CampaignResult {
  campaign: { id: string; title: string; closes: string; publishedAt: string }
  method: string
  root: string
  units: ResultUnit[]
}

// ---- feedback
export type SuggestionKind = 'idea' | 'complaint' | 'help' | 'question'
export type Submitter = 'citizen' | 'enterprise' | 'expert' | 'cadre'
export type SuggestionState = 'received' | 'accepted' | 'answered' | 'adopted' | 'refused'
export interface NewSuggestion {
  title: string
  body: string
  kind: SuggestionKind
  submitter: Submitter
  unitId?: string
  phone?: string
  publish: boolean
}
export interface SuggestionReceipt {
  id: string
  queryCode: string
  dueOn: string
  next: string
}
export interface SuggestionView {
  id: string
  title: string
  body: string
  kind: SuggestionKind
  submitter?: Submitter
  state: SuggestionState
  stateText: string
  receivedAt: string
  dueOn?: string
  dueText?: string
  wishedUnitId?: string
  unitId?: string
  unitName?: string
  answers?: { at: string; unitName: string; text: string }[]
  answer?: { at: string; unitName: string; text: string }
  adopted?: { taskId?: string; taskTitle: string; state: string; stateText: string }
  rating?: { level: number; reason?: string }
  refusal?: { at: string; reason: string }
  followUps: { at: string; text: string }[]
  timeline: { at: string; step: string; text: string; byName?: string }[]
  mayRate?: boolean
  mayFollowUp?: boolean
  allowed?: ('accept' | 'refuse' | 'answer' | 'adopt')[]
  goldenIdea?: boolean
}
export interface PublicSuggestion {
  id: string
  title: string
  body: string
  kind: SuggestionKind
  receivedAt: string
  unitName?: string
  answer?: { at: string; unitName: string; text: string }
  adopted?: { taskTitle: string; stateText: string }
  goldenIdea?: boolean
}

// ---- task
export type Voyage = 'lead' | 'start' | 'escort'
export type TaskState =
  | 'draft'
  | 'assigned'
  | 'signed-for'
  | 'in-progress'
  | 'close-out-applied'
  | 'closed'
  | 'returned'
export type Light = 'green' | 'yellow' | 'red' | 'none'
export type TaskStep =
  | 'sign-for'
  | 'report-progress'
  | 'raise-difficulty'
  | 'apply-close-out'
  | 'close'
  | 'return'
  | 'assign'
export interface UnitRef {
  id?: string
  name: string
}
export interface FileRef {
  id: string
  name: string
  size: number
  type?: string
}
export interface Cadence {
  text: string
  unit?: string
  every?: number
}
export interface Quota {
  text: string
  count?: number
  measure?: string
  per?: string
}
export interface Deadline {
  text: string
  date?: string
  kind?: string
}
export interface TaskSummary {
  id: string
  title: string
  clause?: string
  voyage?: Voyage
  groupId?: string
  groupName?: string
  kind: string
  state: TaskState
  stateText?: string
  leadUnits: UnitRef[]
  responsibleUnits: UnitRef[]
  dueOn?: string
  light: Light
  lightText: string
  version: number
  cadences: Cadence[]
}
export interface Task extends TaskSummary {
  text: string
  measures: string[]
  quotas: Quota[]
  deadlines: Deadline[]
  document?: { id: string; number: string; title: string }
  receipts?: { unitId: string; at: string; by: string }[]
  progress: { id?: string; at: string; by: string; text: string; percent?: number; evidence: FileRef[] }[]
  difficulties: { id: string; at: string; by: string; text: string; answer?: string }[]
  closeOut?: {
    appliedAt: string
    appliedBy: string
    statement: string
    evidence: FileRef[]
    decidedAt?: string
    decidedBy?: string
    decision?: string
    reason?: string
  }
  origin?: { kind: string; id: string }
  history: { at: string; by: string; byName?: string; step: string; stepText?: string; note?: string }[]
  allowed: TaskStep[]
}
export interface PlanImportSummary {
  id: string
  title: string
  number: string
  issuedOn?: string
  state: 'draft' | 'confirmed'
  fileName?: string
  importedAt: string
  findings: number
}
export type PlanItemKind = 'part' | 'chapter' | 'voyage' | 'item' | 'sub-item' | 'annex-section' | 'key-task'
export interface PlanItem {
  ref: string
  parentRef?: string
  kind: PlanItemKind
  title?: string
  text?: string
  leadUnits: string[]
  responsibleUnits: string[]
  collectiveUnits: string[]
  deadlines: Deadline[]
  cadences: Cadence[]
  quotas: Quota[]
  voyage?: Voyage
  group?: string
  posts?: string[]
}
export interface Finding {
  code: string
  ref?: string
  message: string
  resolved?: string | null
}
export interface PlanImport {
  id: string
  state: 'draft' | 'confirmed'
  document: { number: string; title: string; issuer: string; issuedOn?: string }
  items: PlanItem[]
  brackets: { ref: string; text: string; covers: string[] }[]
  groups: { ref: string; name: string; posts: { role: string; title: string; vacant: boolean }[] }[]
  findings: Finding[]
}
export interface PlanItemChange {
  ref: string
  text?: string
  leadUnits?: string[]
  responsibleUnits?: string[]
  collectiveUnits?: string[]
  deadlines?: Deadline[]
}
export interface ImportConfirmed {
  id: string
  state: 'confirmed'
  tasksCreated: number
  tasks: number
}
export interface Overview {
  total: number
  byState: Partial<Record<TaskState, number>>
  byVoyage: Partial<Record<Voyage, { total: number; closed: number; overdue: number }>>
  overdue: number
  dueThisWeek: number
}

// ---- notification
export interface InboxMessage {
  id: string
  title: string
  text: string
  link?: string
  at: string
  readAt?: string
}
export interface MailboxMessage {
  to: string
  text: string
  at: string
}
