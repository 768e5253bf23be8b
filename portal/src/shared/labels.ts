/** Every word that stands for a code of the services, in one place. */
import type { CampaignState, InspectionFault, Role, SuggestionKind, SuggestionState, Submitter, TaskState, Voyage } from './api/types'

/** Levels of a rating, best first; 0 is not an opinion. */
export const LEVELS = [
  { level: 5, text: '非常满意' },
  { level: 4, text: '满意' },
  { level: 3, text: '基本满意' },
  { level: 2, text: '不满意' },
  { level: 1, text: '非常不满意' },
] as const
export const DONT_KNOW = { level: 0, text: '不了解' } as const
export const levelText = (level: number): string => [...LEVELS, DONT_KNOW].find((one) => one.level === level)?.text ?? ''

export const inspectionFaults: Record<InspectionFault, string> = {
  imprecise: '政策落实不精准',
  inconvenient: '兑现不便捷',
  'poorly-done': '执行不到位',
  other: '其他问题',
}
export const campaignStates: Record<CampaignState, string> = {
  draft: '筹备中',
  open: '正在评价',
  closed: '已结束，正在统计',
  published: '结果已公布',
}
export const suggestionKinds: Record<SuggestionKind, string> = {
  idea: '建议',
  complaint: '投诉',
  help: '求助',
  question: '咨询',
}
export const submitters: Record<Submitter, string> = {
  citizen: '群众',
  enterprise: '企业、个体户',
  expert: '专家学者',
  cadre: '机关干部',
}
export const suggestionStates: Record<SuggestionState, string> = {
  received: '已收到',
  accepted: '已转办',
  answered: '已答复',
  adopted: '已采纳',
  refused: '不予受理',
}
export const voyages: Record<Voyage, string> = { lead: '领航', start: '启航', escort: '护航' }
export const taskStates: Record<TaskState, string> = {
  draft: '待下达',
  assigned: '待签收',
  'signed-for': '已签收',
  'in-progress': '推进中',
  'close-out-applied': '申请销号',
  suspended: '已暂停',
  closed: '已销号',
  returned: '已退回',
  split: '已拆分',
  merged: '已合并',
}
/** What the ledger can be asked for under “state”. */
export const taskFilters = { ...taskStates, 'extension-asked': '有延期申请', 'difficulty-raised': '有困难待答复', constrained: '有制约因素', 'check-due': '等复查' }
export const taskKinds: Record<string, string> = {
  routine: '常规任务',
  'legacy-matter': '历史遗留问题',
  'key-project': '重点项目',
  'enterprise-need': '企业困难需求',
  instruction: '批示落实',
  rectification: '整改',
  'hundred-days': '百日会战',
  'key-task': '推进组重点任务',
  suggestion: '采纳的金点子',
  supervised: '重点督办事项',
  'ad-hoc': '领导小组交办',
}
/** Who sets a supervised matter, highest first. */
export const levels: Record<string, string> = {
  'city-party': '市委',
  'city-government': '市政府',
  'county-party': '县委',
  'county-government': '县政府',
}
export const legacyTypes: Record<string, string> = {
  'unfinished-project': '烂尾工程',
  'long-pending': '久拖不决重要事项',
  other: '其他历史遗留问题',
}
export const sheetStates: Record<string, string> = { checked: '待确认', opening: '没有做完', done: '已完成' }
export const roles: Partial<Record<Role, string>> = {
  ADMIN: '系统管理员',
  OFFICE: '督查室',
  DEPARTMENT: '部门经办人',
  LEADER: '分管领导',
  INSPECTOR: '督导人员',
}
export const seatRoles: Record<string, string> = { leader: '组长', deputy: '副组长', member: '成员' }
export const planKinds: Record<string, string> = {
  part: '部分',
  chapter: '章',
  voyage: '行动',
  item: '事项',
  'sub-item': '子项',
  'annex-section': '附件章节',
  'key-task': '重点任务',
}
/** A code that a newer service knows and this page does not is shown as it is, not hidden. */
export const label = (words: Partial<Record<string, string>>, code?: string | null): string =>
  code ? (words[code] ?? code) : ''

export const matterKinds: Record<string, string> = { instruction: '领导批示', paper: '来文', service: '限时事项' }
export const matterStates: Record<string, string> = { paused: '暂停计时', answered: '待确认', closed: '已办结', withdrawn: '已撤回' }

export const problemStates: Record<string, string> = { found: '待认领', claimed: '已认领', 'putting-right': '整改中', resolved: '待确认', reopened: '重新整改', confirmed: '已解决' }
export const problemSources: Record<string, string> = { self: '自己查摆', group: '推进组查摆', inspection: '督查检查', public: '群众企业反映' }

export const stages: Record<string, string> = { 'quick-start': '快启动', 'quick-push': '快推进', 'quick-breakthrough': '快突破', 'quick-result': '快见效' }
export const targetKinds: Record<string, string> = { count: '数量', rate: '比率', amount: '金额', area: '面积', list: '清单销号' }
export const targetAims: Record<string, string> = { 'at-least': '不低于', 'at-most': '不高于', rise: '持续提高' }

export const unitKinds: Record<string, string> = { department: '部门', township: '乡镇', office: '督查机构' }

/** How a unit judges itself on one point of a self-check; the best first. */
export const judgements: Record<string, string> = { done: '已经做到', partly: '部分做到', 'not-yet': '还没做到' }

export const auditSubjects: Record<string, string> = { unit: '单位', post: '岗位', group: '推进组', account: '账号' }
