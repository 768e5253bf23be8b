// Milestones and targets of a task: the stand-in's half, and what a person does with them.
import assert from 'node:assert/strict'

const AT = '2026-11-20T10:00:00+08:00'
const milestone = (id, name, dueOn, more = {}) => ({ id, name, dueOn, forecastOn: dueOn, lateBy: 0, slips: false, light: 'green', lightText: '还有 9 个工作日', moves: [], ...more })
const reading = (id, on, value) => ({ id, on, value, source: '统计局月报', at: AT, by: '李红', corrected: false })
const target = (id, name, more = {}) => ({ id, kind: 'count', kindText: '数量', name, unit: '人', aim: 'at-least', aimText: '不低于', goal: '1000', from: '2026-03-01', met: false, light: 'yellow', lightText: '落后于均匀推进', trend: [], readings: [], entries: [], ...more })

export const SCHEDULE = () => ({
  whyDue: '应于2026年12月30日前完成', earlierDue: [{ dueOn: '2026-12-28', explained: '从2026年11月2日起40个工作日', until: AT }],
  milestones: [
    milestone('n1', '完成选址', '2026-11-10', { stage: 'quick-start', stageText: '快启动', done: { on: '2026-11-12', at: AT, by: '李红', note: '选址批复已下。', evidence: [{ id: 'f1', name: '批复.pdf', size: 1234 }] }, moves: [{ from: '2026-11-06', to: '2026-11-10', reason: '汛期', at: AT, by: '王敏' }] }),
    milestone('n2', '开工', '2026-11-25', { light: 'yellow', lightText: '还有 1 个工作日', forecastOn: '2026-11-27', lateBy: 2, slips: true }),
    milestone('n3', '主体封顶', '2026-12-30', { forecastOn: '2027-01-04', lateBy: 2, slips: true }),
  ],
  targets: [
    target('g1', '新增就业', { current: '640', expected: '800', percent: 64, quota: '新增就业1000人', trend: [{ month: '2026-09', value: '300' }, { month: '2026-10', value: '520', change: '220' }, { month: '2026-11', value: '640', change: '120' }], readings: [reading('r1', '2026-10-31', '520'), reading('r2', '2026-11-20', '640')] }),
    target('g2', '问题清单销号', { kind: 'list', kindText: '清单销号', unit: '项', goal: undefined, aimText: '全部销号', current: '1', percent: 50, entries: [{ id: 'x1', name: '东头排水沟', state: 'closed', on: '2026-11-01', by: '李红', note: '已修好' }, { id: 'x2', name: '西头路灯', state: 'open' }] }),
  ],
})

/** Answers whether it knew the request. */
export function scheduled(platform, { is, send, refuse, body }) {
  let match
  if (is('POST', '/api/task/tasks/([^/]+)/milestones/preview')) {
    return send(200, { milestones: body.milestones.map(({ name }, at) => ({ name, dueOn: `2026-12-${10 + at}` })) }) ?? true
  }
  if (!(match = is('PUT', '/api/task/tasks/([^/]+)/(milestones)') || is('POST', '/api/task/tasks/([^/]+)/((?:milestones|targets).*)'))) return false
  const task = platform.tasks.find(({ id }) => id === match[1])
  const { schedule } = task
  const path = match[2]
  if (path === 'milestones') {
    if (body.milestones.some(({ dueOn, workdays }) => !dueOn && !workdays)) return refuse(422, 'invalid-request', '每个节点都要填日期。') ?? true
    schedule.milestones = body.milestones.map((one, at) => ({ ...schedule.milestones.find(({ id }) => id === one.id), ...milestone(one.id ?? `n${at + 9}`, one.name, one.dueOn ?? '2026-12-10') }))
  } else if (path.endsWith('/readings')) schedule.targets[0].readings.push(reading('r9', body.on, body.value))
  else if (path.endsWith('/completion')) Object.assign(schedule.milestones.find(({ id }) => path.includes(id)), { done: { on: '2026-11-24', at: AT, by: '王敏', note: body.note, evidence: [] }, light: 'none', lightText: '已完成' })
  else if (path === 'targets') schedule.targets.push(target('g9', body.name, { unit: body.unit ?? '' }))
  return send(200, { ...task, version: ++task.version }, { etag: `"${task.version}"` }) ?? true
}

export async function schedule({ page, check, platform, url }) {
  await page.goto(`${url}/desk/tasks/t2`)
  await page.getByRole('link', { name: '看节点和指标' }).click()
  await page.getByText('有节点预计要晚').waitFor()
  await page.getByText('逐月数字').first().click()
  await check('desk-schedule')
  await page.getByRole('button', { name: /完成.*开工/ }).click()
  await page.getByRole('button', { name: '确定完成' }).click()
  await page.getByText('请写完成情况').waitFor()
  await page.getByLabel('完成情况').fill('已开工')
  await page.getByRole('button', { name: '确定完成' }).dblclick()
  await page.getByText('完成：已开工').waitFor()
  assert.equal(platform.asked.filter(({ path }) => path.endsWith('/milestones/n2/completion')).length, 1)
  await page.getByRole('button', { name: '调整节点' }).click()
  await page.getByText('填每步要几个工作日').click()
  for (const at of [0, 1, 2]) await page.getByLabel('几个工作日', { exact: true }).nth(at).fill('5')
  await page.getByRole('button', { name: '看看是哪几天' }).click()
  await page.getByText('主体封顶：2026-12-12').waitFor()
  await check('desk-schedule-plan')
  await page.getByLabel(/为什么调整/).fill('重排工期')
  await page.getByRole('button', { name: '保存节点' }).click()
  await page.locator('.toast', { hasText: '节点已安排' }).waitFor()
  await page.getByRole('button', { name: /填报数据.*新增就业/ }).click()
  await page.getByRole('button', { name: '确定填报' }).click()
  await page.getByText('请填日期、累计数和数据来源').waitFor()
  await page.getByLabel(/累计数/).fill('700')
  await page.getByLabel('数据来源').fill('人社局台账')
  await page.waitForTimeout(350)
  await check('desk-schedule-reading')
  await page.getByRole('button', { name: '确定填报' }).click()
  await page.getByText('填报的数据（3）').waitFor()
  await page.getByRole('button', { name: '定一个指标' }).click()
  await page.getByLabel('名称').fill('新增企业')
  await page.getByLabel('为什么定这个指标').fill('方案要求')
  await page.getByRole('button', { name: '确定', exact: true }).click()
  await page.getByRole('heading', { name: /新增企业/ }).waitFor()
}
