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
/** PASSWORD_DUE may do nothing but change the initial password. */
export type Role = 'PASSWORD_DUE' | 'ADMIN' | 'OFFICE' | 'DEPARTMENT' | 'LEADER' | 'INSPECTOR' | 'CITIZEN' | 'SERVICE'
export interface Session {
  signedIn: boolean
  id?: string
  name?: string
  roles?: Role[]
  unitId?: string | null
  unitName?: string | null
}
export type Unit = Identity['schemas']['DirectoryUnitView']
export type UnitWords = Identity['schemas']['UnitUnitWords']
export type NewPost = Identity['schemas']['UnitNewPost']
export type Account = Identity['schemas']['AccountAccountView']
export type NewAccount = Identity['schemas']['AccountNewAccount']
export type AccountChange = Identity['schemas']['AccountAccountChange']
export type AuditEntry = Identity['schemas']['AuditAuditView']
export type NewPassword = Identity['schemas']['AccountNewPassword']
export type Post = Identity['schemas']['PostPostView']
export type Duty = Identity['schemas']['DutyDutyView']
export type DutyMap = Identity['schemas']['DutyUnitDuties']
export type Group = Identity['schemas']['DirectoryGroupView']
export type PasswordAccepted = Identity['schemas']['LoginChallenge']
export type RaterSession = Identity['schemas']['RaterSession']
export type BlindSignatures = Identity['schemas']['RaterSignatures']
export type Register = Identity['schemas']['RegisterRegister']
export type RegisterCategory = Identity['schemas']['RegisterCategoryView']
export type NewDraw = Identity['schemas']['RegisterNewDraw']
export type PublicDraw = Identity['schemas']['RegisterDrawView']
export type PublicDraws = Identity['schemas']['RegisterDraws']
export type ContactCount = Identity['schemas']['ContactContactCount']
export type CadreCount = Identity['schemas']['ContactCadreCount']
/** What became of a pasted table; lines count from 1. */
export interface LinesOutcome {
  added: number
  known: number
  lines: { line: number; message: string }[]
}
export type ItemSession = Identity['schemas']['ItemCodeItemSession']
export type ItemCode = Identity['schemas']['ItemCodeCode']
export type NewItemCodes = Identity['schemas']['ItemCodeCodesRequest']
export type ItemCodeCount = Identity['schemas']['ItemCodeCounted']

// ---- evaluation
export type CampaignState = 'draft' | 'open' | 'closed' | 'published'
export type Campaign = Narrow<Evaluation['schemas']['CampaignShown'], { state: CampaignState }>
export type Entry = NonNullable<Evaluation['schemas']['CampaignShown']['categories'][number]['entry']>
export type NewCampaign = Evaluation['schemas']['CampaignNewCampaign']
export type InspectionKind = 'announced' | 'unannounced'
export type InspectionFault = 'imprecise' | 'inconvenient' | 'poorly-done' | 'other'
export type InspectionFinding = Narrow<Evaluation['schemas']['InspectionFindingView'], { fault: InspectionFault }>
export type Inspection = Narrow<
  Evaluation['schemas']['InspectionInspectionView'],
  { kind: InspectionKind; state: 'under-way' | 'filed'; found?: number | null; findings?: InspectionFinding[] | null }
>
export type NewInspection = Evaluation['schemas']['InspectionNewInspection']
export type FollowUp = Evaluation['schemas']['InspectionFollowUp']
export type BallotAccepted = Evaluation['schemas']['BallotBoxAccepted']
export interface ResultCell {
  category: string
  name: string
  /** 0 when it is shown beside the score; absent in results of before there was that. */
  weight?: number
  n: number
  mean?: string | null
  shrunk?: string | null
  withheld: boolean
  entry?: Entry | null
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
  /** 90 % intervals of score and rank. */
  interval?: string[] | null
  standardError?: string | null
  rankInterval?: number[] | null
  band?: 'red' | 'black' | null
  note?: string | null
  cells: ResultCell[]
}
/** A share of good ballots, or of good answers to one item, with its 95 % interval. */
export interface ResultRate {
  unit: string
  /** Null for all raters that make up the score. */
  category: string | null
  item: string | null
  n: number
  /** Null, like the rest, when there are fewer than 30. */
  good: number | null
  rate: string | null
  interval: string[] | null
  stars: number | null
}
export interface CampaignResult {
  campaign: { id: string; title: string; closes: string; publishedAt: string }
  method: string
  root: string
  units: ResultUnit[]
  /** Absent in results of before there were reviews. */
  review?: Review
  /** Absent in results of before there were any. */
  rates?: { rules: string; purpose: 'conduct' | 'awareness'; rows: ResultRate[] } | null
  /** What became of printed sheets; absent where there were none, or before it was published. */
  sheets?: { category: string; unit: string; printed: number; ballots: number; voided: number }[]
}
/** Something unusual about some ballots, found by rules that anybody can follow. */
export interface Flag {
  id: string
  kind: 'burst' | 'identical' | 'turnout' | 'channel'
  unit: string
  category: string | null
  day: string | null
  answers: string | null
  observed: number
  of: number
  expected: string
  chance: string | null
  /** Of `channel` only: `expected` is the mean of the category `against`. */
  gap?: { against: string; mean: string; z: string | null } | null
}
export interface PlainResult {
  unit: string
  counted: number
  score: string | null
  rank: number | null
}
export interface Review {
  rules: string
  head: string
  flags: { flag: Flag; setAside: boolean; reason: string }[]
  all: PlainResult[]
  without: PlainResult[]
}
/** As the office works on it. */
export interface Flags {
  items: { flag: Flag; decisions: { verdict: 'count' | 'set-aside'; reason: string; name: string; at: string }[] }[]
  closed: boolean
}

export interface UnitChange {
  id: string
  name: string
  group: string
  before: string | null
  now: string | null
  change: string | null
  z: string | null
  beyondGroup: string | null
  verdict: 'risen' | 'fallen' | 'steady' | null
}
/** A result beside that of the campaign before it. */
export interface Comparison {
  earlier: { id: string; title: string; closes: string }
  rescored: boolean
  units: UnitChange[]
}
export interface Turnout {
  issued: { category: string; day: string; count: number }[]
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
  | 'split'
  | 'merged'
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
/** What {@link TaskStep} has not: set out on cards of its own. */
export type ShapingStep =
  | 'edit'
  | 'set-lists'
  | 'set-charge'
  | 'change-leader'
  | 'change-force'
  | 'constrain'
  | 'lift-constraint'
  | 'check'
  | 'split'
  | 'merge'
export type FileRef = Tasks['schemas']['Evidence']
interface TaskWords {
  voyage?: Voyage | null
  state: TaskState
  light: Light
}
export type TaskSummary = Narrow<Tasks['schemas']['TaskView'], TaskWords>
export type Task = Narrow<Tasks['schemas']['TaskViewDetail'], TaskWords & { allowed: (TaskStep | ShapingStep | ScheduleStep)[]; schedule: TaskSchedule }>
export type ScheduleStep = 'set-milestones' | 'do-milestone' | 'return-milestone' | 'set-targets' | 'record-reading' | 'keep-list'
export type NewTask = Tasks['schemas']['NewTask']
export type Round = Tasks['schemas']['RoundRound']
export type RoundOf = Tasks['schemas']['RoundRoundOf']
export type RoundThrough = Tasks['schemas']['RoundThrough']
export type NewBatch = Tasks['schemas']['BatchNewBatch']
export type Batch = Tasks['schemas']['BatchView']
export type BatchRow = Tasks['schemas']['BatchRow']
export type DutyHint = Tasks['schemas']['TaskDutiesHint']
export type DutyTasks = Narrow<Tasks['schemas']['TaskDutyHintedTasks'], { items: { task: TaskSummary; hint: DutyHint }[] }>
export type Dictionary = Tasks['schemas']['DictionaryView']
export type DictionaryDetail = Tasks['schemas']['DictionaryDetail']
export type DictionaryEntryLine = Tasks['schemas']['DictionaryEntryLine']
export type CheckForm = Tasks['schemas']['FormView']
export type CheckFormDetail = Tasks['schemas']['FormDetail']
export type NewCheckForm = Tasks['schemas']['FormNewForm']
export type CheckRound = Tasks['schemas']['CheckView']
export type CheckRoundDetail = Tasks['schemas']['CheckViewDetail']
export type NewCheckRound = Tasks['schemas']['SelfCheckNewRound']
export type CheckSheet = Tasks['schemas']['CheckViewSheet']
export type CheckAnswer = Tasks['schemas']['SelfCheckNewAnswer']
export type CheckComparison = Tasks['schemas']['Comparison']
export type ListItem = Tasks['schemas']['LegacyItem']
export type PlanImportSummary = Tasks['schemas']['PlanRow']
export type PlanItemKind = PlanItem['kind']
export type PlanItem = Narrow<Tasks['schemas']['PlanItem'], { voyage?: Voyage | null }>
export type Finding = Tasks['schemas']['Finding']
export type PlanImport = Narrow<Tasks['schemas']['PlanImport'], { items: PlanItem[] }>
export type PlanItemChange = Tasks['schemas']['PlanCorrection']
export type PlanRow = Tasks['schemas']['PlanReadingRow']
export type PlanReading = Narrow<Tasks['schemas']['PlanReadingReading'], { items: PlanItem[] }>
export type Recipients = Tasks['schemas']['PlanReadingRecipients']
export type Standing = Tasks['schemas']['Standing']
export type CountyView = Tasks['schemas']['CountyViewsCounty']
export type GroupLine = Tasks['schemas']['CountyViewsGroupLine']
export type Answering = Tasks['schemas']['CountyViewsAnswering']
export type Answers = Tasks['schemas']['CountyViewsAnswers']
export type Span = Tasks['schemas']['CountyViewsSpan']
export type PacePage = Tasks['schemas']['CountyViewsPacePage']
export type LoopPage = Narrow<
  Tasks['schemas']['CountyViewsLoopPage'],
  { items: { task: TaskSummary; missing: { code: string; words: string }[] }[] }
>
export type ImportConfirmed = Tasks['schemas']['PlanConfirmed']
export type SheetImport = Tasks['schemas']['SheetSummary']
export type SheetImportDetail = Tasks['schemas']['SheetDetail']
export type Overview = Narrow<
  Tasks['schemas']['Overview'],
  {
    byState: Partial<Record<TaskState, number>>
    byVoyage: Partial<Record<Voyage, Tasks['schemas']['OverviewLine']>>
  }
>

// ---- records, roster, bulletins
export type ActivityFieldKind = 'text' | 'date' | 'number' | 'choice' | 'people' | 'unit' | 'enterprise' | 'task'
export type ActivityField = Narrow<Tasks['schemas']['ActivityViewField'], { kind: ActivityFieldKind }>
export type ActivityType = Narrow<Tasks['schemas']['ActivityViewType'], { fields: ActivityField[] }>
export type ActivityRow = Tasks['schemas']['ActivityView']
export type Activity = Tasks['schemas']['ActivityViewDetail']
export type ActivitySaying = Tasks['schemas']['ActivityViewSaying']
export type NewActivity = Tasks['schemas']['ActivityNewActivity']
export type NewActivityContent = Tasks['schemas']['ActivityNewContent']
export type OwedRecord = Narrow<Tasks['schemas']['ActivityViewOwed'], { standing: 'done' | 'late' | 'due' | 'missed' }>
export type OwedRecords = Narrow<Tasks['schemas']['ActivityOwedPage'], { items: OwedRecord[] }>
export type MatterRow = Narrow<Tasks['schemas']['MatterView'], { light: Light }>
export type Matter = Narrow<Tasks['schemas']['MatterViewDetail'], { light: Light }>
export type NewMatter = Tasks['schemas']['MatterNewMatter']
export type MatterLine = Tasks['schemas']['MatterLine']
export type MatterLimit = Tasks['schemas']['MatterLimit']
export type NewMatterLimit = Tasks['schemas']['MatterNewLimit']
export type MatterFlow = Tasks['schemas']['Flow']
export type ProblemRow = Tasks['schemas']['ProblemView']
export type ProblemDetail = Tasks['schemas']['ProblemViewDetail']
export type ProblemWording = Tasks['schemas']['ProblemWording']
export type NewProblem = Tasks['schemas']['ProblemNewProblem']
export type ProblemSummary = Tasks['schemas']['Summary']
export type Milestone = Narrow<Tasks['schemas']['ScheduleViewMilestoneView'], { light: Light }>
export type Target = Narrow<Tasks['schemas']['ScheduleViewTargetView'], { light: Light }>
export type TaskSchedule = Narrow<Tasks['schemas']['ScheduleView'], { milestones: Milestone[]; targets: Target[] }>
export type Roster = Tasks['schemas']['RosterRows']
export type Enterprise = Tasks['schemas']['RosterRow']
export type EnterpriseDetail = Tasks['schemas']['RosterDetail']
export type EnterpriseEdit = Tasks['schemas']['RosterEdit']
export type Drive = Tasks['schemas']['DriveDriveView']
export type DriveDetail = Narrow<Tasks['schemas']['DriveDetail'], { lines: DriveLine[] }>
export type DriveLine = Narrow<Tasks['schemas']['DriveTasksLine'], { light: Light; state: TaskState }>
export type DriveImported = Tasks['schemas']['DriveImported']
export type RosterImported = Tasks['schemas']['RosterImported']
export type BulletinState = 'draft' | 'submitted' | 'issued'
export type BulletinRow = Narrow<Tasks['schemas']['BulletinRow'], { state: BulletinState }>
export type Bulletin = Narrow<
  Tasks['schemas']['BulletinDetail'],
  { state: BulletinState; allowed: ('reword' | 'refill' | 'submit' | 'return' | 'issue')[] }
>
export type BulletinPart = Tasks['schemas']['BulletinPart']
export type BulletinWords = Tasks['schemas']['BulletinNewWords']

// ---- notification
export type InboxMessage = Notification['schemas']['InboxItem']
export interface MailboxMessage {
  to: string
  text: string
  at: string
}
