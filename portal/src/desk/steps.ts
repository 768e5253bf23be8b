/** A step that somebody may take, and what has to be said with it. */
export interface StepField {
  name: string
  label: string
  kind: 'text' | 'line' | 'date' | 'days' | 'unit' | 'files'
  /** What to say when it is left empty; without it, it may be. */
  missing?: string
}
export interface StepSpec {
  /** As the service calls it among what is allowed. */
  code: string
  /** Below the thing that it is a step of. */
  path: string
  button: string
  done: string
  fields: StepField[]
  /** What one usually does next. */
  main?: boolean
}

const note = (label: string): StepField => ({ name: 'note', label, kind: 'text' })
const reason = (label: string, missing = '请写明原因。'): StepField => ({ name: 'reason', label, kind: 'text', missing })

export const MATTER_STEPS: StepSpec[] = [
  {
    code: 'answer',
    path: 'answer',
    button: '报办理结果',
    done: '已报，等督查室确认',
    main: true,
    fields: [
      { name: 'text', label: '办理结果', kind: 'text', missing: '请写办理结果。' },
      { name: 'evidence', label: '材料（领导批示必须有）', kind: 'files' },
    ],
  },
  { code: 'accept', path: 'answer/acceptance', button: '确认办结', done: '已确认办结', main: true, fields: [note('备注（可以不写）')] },
  { code: 'return', path: 'answer/return', button: '退回', done: '已退回', fields: [reason('退回原因')] },
  {
    code: 'pass-on',
    path: 'passing',
    button: '转交',
    done: '已转交，对方会收到通知',
    fields: [{ name: 'unitId', label: '转给哪个单位', kind: 'unit', missing: '请选单位。' }, note('说明（可以不写）')],
  },
  { code: 'resume', path: 'pause/end', button: '恢复计时', done: '已恢复计时', main: true, fields: [] },
  { code: 'pause', path: 'pause', button: '暂停计时', done: '已暂停计时', fields: [reason('为什么暂停')] },
  { code: 'grant', path: 'extensions/approval', button: '同意延期', done: '已同意延期', main: true, fields: [note('备注（可以不写）')] },
  { code: 'refuse', path: 'extensions/refusal', button: '不同意延期', done: '已答复不同意', fields: [reason('不同意的原因')] },
  {
    code: 'ask-extension',
    path: 'extensions',
    button: '申请延期',
    done: '已申请，等督查室批',
    fields: [{ name: 'until', label: '延到哪一天', kind: 'date', missing: '请填延到哪一天。' }, reason('为什么延期')],
  },
  { code: 'open-task', path: 'task', button: '转为任务', done: '已立为任务', fields: [{ name: 'dueOn', label: '任务期限', kind: 'date', missing: '请填任务期限。' }] },
  {
    code: 'reopen',
    path: 'reopening',
    button: '重新办理',
    done: '已重新办理',
    fields: [reason('为什么重新办理'), { name: 'workdays', label: '几个工作日内办结（0 是当天）', kind: 'days', missing: '请填工作日天数。' }],
  },
  { code: 'withdraw', path: 'withdrawal', button: '撤回', done: '已撤回', fields: [reason('撤回原因')] },
]

export const PROBLEM_STEPS: StepSpec[] = [
  {
    code: 'claim',
    path: 'claim',
    button: '认领',
    done: '已认领',
    main: true,
    fields: [{ name: 'unitId', label: '由哪个单位认领（不选就是本单位）', kind: 'unit' }],
  },
  {
    code: 'start',
    path: 'remedy',
    button: '定整改措施',
    done: '已开始整改',
    main: true,
    fields: [
      { name: 'remedy', label: '整改措施', kind: 'text', missing: '请写整改措施。' },
      { name: 'dueOn', label: '整改期限', kind: 'date', missing: '请填整改期限。' },
    ],
  },
  {
    code: 'resolve',
    path: 'resolution',
    button: '报整改完成',
    done: '已报，等督查室确认',
    main: true,
    fields: [
      { name: 'statement', label: '整改情况', kind: 'text', missing: '请写整改情况。' },
      { name: 'evidence', label: '整改材料（必须有）', kind: 'files', missing: '请上传整改材料。' },
    ],
  },
  { code: 'confirm', path: 'resolution/confirmation', button: '确认解决', done: '已确认解决', main: true, fields: [note('备注（可以不写）')] },
  { code: 'return', path: 'resolution/return', button: '退回', done: '已退回', fields: [reason('退回原因')] },
  { code: 'reopen', path: 'reopening', button: '重新整改', done: '已要求重新整改', fields: [reason('为什么重新整改')] },
  { code: 'open-task', path: 'task', button: '转为任务', done: '已立为任务', fields: [{ name: 'dueOn', label: '任务期限（不填就用整改期限）', kind: 'date' }] },
  { code: 'withdraw', path: 'withdrawal', button: '撤下', done: '已撤下', fields: [reason('撤下原因')] },
]
