/**
 * What the services send and take: their contracts' types, narrowed to the words the pages know. Scores are decimal
 * strings, times ISO 8601 with offset, days ISO dates.
 */
import type { components as Evaluation } from './generated/evaluation'
import type { components as Feedback } from './generated/feedback'
import type { components as Identity } from './generated/identity'
import type { components as Notification } from './generated/notification'
import type { components as Tasks } from './generated/task'

type Narrow<T, N> = Omit<T, keyof N> & N

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
  unitId?: string | null
  unitName?: string | null
}
export type Unit = Identity['schemas']['DirectoryUnitView']
export type Group = Identity['schemas']['DirectoryGroupView']
export type PasswordAccepted = Identity['schemas']['LoginChallenge']
export type RaterSession = Identity['schemas']['RaterSession']
export type BlindSignatures = Identity['schemas']['RaterSignatures']

// ---- evaluation
export type CampaignState = 'draft' | 'open' | 'closed' | 'published'
export type Campaign = Narrow<Evaluation['schemas']['CampaignShown'], { state: CampaignState }>
export type NewCampaign = Evaluation['schemas']['CampaignNewCampaign']
export type BallotAccepted = Evaluation['schemas']['BallotBoxAccepted']
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
export type CalendarYears = Identity['schemas']['CalendarYears']
export type CalendarYear = Identity['schemas']['CalendarYearView']

export type SuggestionKind = 'idea' | 'complaint' | 'help' | 'question'
export type Submitter = 'citizen' | 'enterprise' | 'expert' | 'cadre'
export type SuggestionState = 'received' | 'accepted' | 'answered' | 'adopted' | 'refused'
export type NewSuggestion = Narrow<
  Feedback['schemas']['SuggestionNewSuggestion'],
  { kind: SuggestionKind; submitter: Submitter }
>
export type SuggestionReceipt = Feedback['schemas']['SuggestionReceived']
/** As its sender sees it. */
export type SuggestionView = Narrow<
  Feedback['schemas']['SuggestionView'],
  { kind: SuggestionKind; state: SuggestionState }
>
export type SuggestionRow = Narrow<
  Feedback['schemas']['SuggestionDeskRow'],
  { kind: SuggestionKind; submitter: Submitter; state: SuggestionState }
>
/** As the desk sees it. */
export type SuggestionDetail = Narrow<
  Feedback['schemas']['SuggestionDetail'],
  { kind: SuggestionKind; submitter: Submitter; state: SuggestionState; allowed: ('accept' | 'refuse' | 'answer' | 'adopt')[] }
>
export type PublicSuggestion = Narrow<Feedback['schemas']['PublicSuggestionPublicView'], { kind: SuggestionKind }>

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
  | 'suspended'
export type Light = 'green' | 'yellow' | 'red' | 'none'
export type TaskStep =
  | 'sign-for'
  | 'report-progress'
  | 'raise-difficulty'
  | 'apply-close-out'
  | 'close'
  | 'return'
  | 'assign'
  | 'ask-extension'
  | 'grant-extension'
  | 'refuse-extension'
  | 'answer-difficulty'
  | 'remind'
  | 'hand-over'
  | 'suspend'
  | 'resume'
  | 'reopen'
export type FileRef = Tasks['schemas']['Evidence']
interface TaskWords {
  voyage?: Voyage | null
  state: TaskState
  light: Light
}
export type TaskSummary = Narrow<Tasks['schemas']['TaskView'], TaskWords>
export type Task = Narrow<Tasks['schemas']['TaskViewDetail'], TaskWords & { allowed: TaskStep[] }>
export type PlanImportSummary = Tasks['schemas']['PlanRow']
export type PlanItemKind = PlanItem['kind']
export type PlanItem = Narrow<Tasks['schemas']['PlanItem'], { voyage?: Voyage | null }>
export type Finding = Tasks['schemas']['Finding']
export type PlanImport = Narrow<Tasks['schemas']['PlanImport'], { items: PlanItem[] }>
export type PlanItemChange = Tasks['schemas']['PlanCorrection']
export type ImportConfirmed = Tasks['schemas']['PlanConfirmed']
export type Overview = Narrow<
  Tasks['schemas']['Overview'],
  {
    byState: Partial<Record<TaskState, number>>
    byVoyage: Partial<Record<Voyage, Tasks['schemas']['OverviewLine']>>
  }
>

// ---- notification
export type InboxMessage = Notification['schemas']['InboxItem']
export interface MailboxMessage {
  to: string
  text: string
  at: string
}
