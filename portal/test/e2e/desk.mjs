import assert from 'node:assert/strict'
import { inBulk } from './bulk.mjs'
import { oversee, signForDocument } from './oversee.mjs'
import { writeFileSync } from 'node:fs'
import { papers } from './papers.mjs'
import { records } from './records.mjs'
import { schedule } from './schedule.mjs'

export async function desk(one) {
  const { page, check, platform, url } = one
  // Asked for a page without a session: sign in, and come back to that page.
  await page.goto(`${url}/desk/tasks/t1`)
  await page.waitForURL('**/desk/sign-in')
  await check('sign-in')
  await signIn(one, 'edu', true)
  await page.waitForURL('**/desk/tasks/t1')
  await page.getByRole('heading', { name: /优化企业开办流程/ }).waitFor()
  await check('desk-task-assigned')
  await department(one)
  await signForDocument(one)
  await menu(one)
  await page.getByRole('button', { name: '退出' }).click()
  await page.waitForURL(`${url}/`)
  await page.goto(`${url}/desk/`)
  await page.waitForURL('**/desk/sign-in')
  await signIn(one, 'office')
  await office(one)
  assert.ok(platform.asked.filter(({ method, path }) => method !== 'GET' && path.startsWith('/api/task')).every(({ headers }) => headers['x-xsrf-token'] === 'x1'))
}

async function signIn({ page, check }, name, wrongFirst = false) {
  await page.getByLabel('账号').fill(name)
  if (wrongFirst) {
    await page.getByLabel('密码').fill('wrong')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText('账号或密码不对').waitFor()
  }
  await page.getByLabel('密码').fill(name)
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByLabel('短信验证码').fill('246810')
  if (wrongFirst) await check('sign-in-code')
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

async function department({ page, check, platform, url }) {
  await page.getByRole('button', { name: '签收', exact: true }).click()
  await page.locator('.toast', { hasText: '已签收' }).waitFor()
  await page.getByRole('button', { name: '报告进展' }).click()
  await page.getByLabel('做了什么').fill('已把申请材料减到两份。')
  await page.getByLabel('完成比例').fill('40')
  writeFileSync('/tmp/portal-evidence.png', Buffer.from('89504e470d0a1a0a', 'hex'))
  await page.getByLabel('佐证材料').setInputFiles('/tmp/portal-evidence.png')
  await page.getByText('照片.png').waitFor()
  await check('desk-task-progress')
  // Somebody else changes the task meanwhile: a clear word, and nothing typed is lost.
  platform.tasks[0].version++
  await page.getByRole('button', { name: '确定报告进展' }).click()
  await page.getByText('刚被别人改过').waitFor()
  assert.equal(await page.getByLabel('做了什么').inputValue(), '已把申请材料减到两份。')
  await page.getByRole('button', { name: '刷新' }).click()
  await page.locator('.note.bad').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '确定报告进展' }).click()
  await page.locator('.toast', { hasText: '进展已报告' }).waitFor()
  await page.locator('.items', { hasText: '已把申请材料减到两份' }).waitFor()
  await page.goto(`${url}/desk/tasks/t2`)
  await page.getByRole('button', { name: '申请销号' }).click()
  await page.getByLabel('完成情况').fill('都取消了。')
  await page.getByRole('button', { name: '确定申请销号' }).click()
  await page.getByText('要附佐证材料').waitFor()
  await check('desk-task-red')
  await page.goto(`${url}/desk/`)
  await check('desk-todo-department')
}

async function menu({ page, width }) {
  if (width >= 768) return
  const toggle = page.getByRole('button', { name: /菜单/ })
  assert.equal(await toggle.getAttribute('aria-expanded'), 'false')
  await toggle.click()
  await page.getByRole('link', { name: '台账' }).waitFor()
  await toggle.click()
}

async function office(one) {
  const { page, check, platform, url, width } = one
  await page.waitForURL('**/desk/')
  await page.getByText('等您审核销号').waitFor()
  await check('desk-todo-office')

  await page.goto(`${url}/desk/ledger`)
  await page.getByText('共 27 项').waitFor()
  await check('desk-ledger')
  await page.getByRole('button', { name: '下一页' }).click()
  await page.getByText('第 2 页').waitFor()
  if (width < 768) await page.getByRole('button', { name: '按条件查找' }).click()
  await page.getByLabel('内容').fill('证明')
  await page.getByRole('button', { name: '查找' }).click()
  await page.getByText('共 1 项').waitFor()
  assert.match(page.url(), /q=/)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Excel 表格' }).click()
  await download
  // The service gets the filter that is on the page.
  assert.match(platform.exported, /[?&]q=%E8%AF%81%E6%98%8E(&|$)/)

  await page.goto(`${url}/desk/tasks/t3`)
  await page.getByRole('button', { name: '退回', exact: true }).click()
  await page.getByRole('button', { name: '确定退回' }).click()
  await page.getByText('请写明退回的原因').waitFor()
  await page.getByLabel('退回原因').fill('缺走访照片。')
  await check('desk-task-return')
  await page.getByRole('button', { name: '确定退回' }).dblclick()
  await page.locator('.toast', { hasText: '已退回' }).waitFor()
  assert.equal(platform.asked.filter(({ path }) => path.endsWith('/close-out/return')).length, 1)

  await page.goto(`${url}/desk/overview`)
  await check('desk-overview')
  await matters(one)
  await inBulk(one)
  await imports(one)
  await oversee(one)
  await records(one)
  await papers(one)
  await schedule(one)
  await sheets(one)
  await campaigns(one)
  await calendar(one)

  await page.goto(`${url}/desk/ideas`)
  await check('desk-ideas')
  await page.getByRole('link', { name: /路灯/ }).click()
  await page.getByRole('button', { name: '受理转办' }).click()
  await page.getByLabel('转给哪个部门').click()
  await page.getByRole('option', { name: '柳河镇' }).click()
  await page.getByRole('option', { name: '柳河镇' }).waitFor({ state: 'hidden' })
  await check('desk-idea')
  await page.getByRole('button', { name: '确定受理转办' }).click()
  await page.locator('.toast', { hasText: '已转办' }).waitFor()

  await page.goto(`${url}/desk/inbox`)
  await check('desk-inbox')
  if (width >= 768) await page.getByText('条未读').waitFor()
  await page.getByRole('link', { name: /去看看/ }).click()
  await page.waitForURL('**/desk/tasks/t1')
  assert.ok(platform.inbox[0].readAt)

  // The session ends on the server: the next call leads to the sign-in.
  platform.signedIn = platform.passed = null
  await page.reload()
  await page.waitForURL('**/desk/sign-in')
}

/** What the office opens by hand, and sets out of it. */
async function matters({ page, check, platform, url }) {
  await page.goto(`${url}/desk/legacy`)
  await page.getByText('清单不全').waitFor()
  await check('desk-legacy')
  await page.getByRole('link', { name: /停工教学楼/ }).click()
  await page.getByText('措施清单还没有填全').waitFor()
  await page.getByRole('button', { name: '修改清单' }).click()
  await page.getByLabel('1. 措施：怎么办').fill('委托有资质的机构鉴定')
  await page.getByRole('button', { name: '加一项' }).click()
  await check('desk-legacy-lists')
  await page.getByRole('button', { name: /去掉这一项.*2/ }).click()
  await page.getByRole('button', { name: '保存清单' }).click()
  await page.locator('.toast', { hasText: '三张清单已保存' }).waitFor()
  await page.getByRole('cell', { name: '委托有资质的机构鉴定' }).waitFor()
  await page.getByRole('button', { name: '修改任务内容' }).click()
  await page.getByLabel('措施（一行一条）').fill('每周会商\n\n专人代办')
  await check('desk-task-edit')
  await page.getByRole('button', { name: '保存修改' }).click()
  await page.locator('.toast', { hasText: '已修改' }).waitFor()
  const edit = platform.asked.find(({ method, path }) => method === 'PATCH' && path === '/api/task/tasks/m1')
  assert.deepEqual(edit.body.measures, ['每周会商', '专人代办'])
  assert.equal(edit.headers['if-match'], '"4"')

  await page.goto(`${url}/desk/projects`)
  await page.getByText('有制约因素', { exact: true }).waitFor()
  await check('desk-projects')
  await page.getByRole('link', { name: '县医院迁建项目' }).click()
  await page.getByRole('button', { name: '更换包保领导' }).click()
  await page.getByRole('button', { name: '确定', exact: true }).click()
  await page.getByText('请选包保领导').waitFor()
  await page.getByLabel('包保领导（一名县领导）').click()
  assert.equal(await page.getByRole('option', { name: /教育和体育局局长/ }).count(), 0)
  await page.getByRole('option', { name: /分管农业农村/ }).click()
  await page.getByRole('option', { name: /分管农业农村/ }).waitFor({ state: 'hidden' })
  await page.getByLabel('更换的原因').fill('分工调整')
  await check('desk-charge')
  await page.getByRole('button', { name: '确定', exact: true }).click()
  await page.locator('.toast', { hasText: '已更换包保领导' }).waitFor()
  await page.getByRole('button', { name: /^解除/ }).click()
  await page.getByLabel('怎么解除的').fill('市里已追加指标。')
  await page.getByRole('button', { name: '确定', exact: true }).click()
  await page.getByText('已解除：市里已追加指标。').waitFor()

  await page.goto(`${url}/desk/supervised`)
  await page.getByText('共 1 项').waitFor()
  await check('desk-supervised')
  await page.getByRole('link', { name: '农村饮水安全问题整改' }).click()
  await page.getByRole('button', { name: '不合格，退回重改' }).click()
  await page.getByText('不合格要写明').waitFor()
  await page.getByRole('button', { name: '复查合格' }).click()
  await page.locator('.toast', { hasText: '复查合格' }).waitFor()
  await check('desk-check')

  await page.goto(`${url}/desk/tasks/new?kind=key-project`)
  await check('desk-task-new')
  await page.getByLabel('标题').fill('期限不对')
  await page.getByLabel('任务内容').fill('按要求办理。')
  await page.getByRole('button', { name: '建立并下达' }).click()
  await page.getByText('请选牵头单位').waitFor()
  await choose(page, '牵头单位', '县市场监督管理局')
  await choose(page, '类型', '领导小组交办')
  await page.getByLabel('完成期限').fill('2020-01-01')
  await page.getByRole('button', { name: '建立并下达' }).click()
  await page.getByText('完成期限不能早于今天').first().waitFor()
  await check('desk-task-new-refused')
  // What was filled in is still there.
  assert.equal(await page.getByLabel('任务内容').inputValue(), '按要求办理。')
  await page.getByLabel('标题').fill('摸清停用校舍底数')
  await page.getByRole('button', { name: '建立并下达' }).dblclick()
  await page.waitForURL('**/desk/tasks/made')
  await page.getByRole('heading', { name: '摸清停用校舍底数' }).waitFor()
  assert.equal(platform.asked.filter(({ method, path, body }) => method === 'POST' && path === '/api/task/tasks' && body.title === '摸清停用校舍底数').length, 1)
}

async function choose(page, label, option) {
  await page.getByLabel(label, { exact: true }).click({ force: true })
  await page.getByRole('option', { name: option, exact: true }).click()
  await page.getByRole('option', { name: option, exact: true }).waitFor({ state: 'hidden' })
}

async function imports({ page, check, url }) {
  await page.goto(`${url}/desk/imports`)
  await check('desk-imports')
  writeFileSync('/tmp/portal-plan.txt', '一、总体要求')
  await page.getByLabel('方案文件').setInputFiles('/tmp/portal-plan.txt')
  await page.getByRole('button', { name: '上传', exact: true }).click()
  await page.waitForURL('**/imports/i1')
  await check('desk-import')
  await page.getByRole('button', { name: '看条款 三(二)1' }).click()
  await page.waitForFunction(() => document.activeElement?.id === 'clause-三(二)1')
  await page.getByRole('button', { name: /修改.*条款 三\(二\)1/ }).click()
  await page.getByRole('dialog').waitFor()
  await page.getByLabel('责任单位', { exact: true }).fill('县市场监督管理局、县税务局')
  await page.getByRole('button', { name: '加一个期限' }).click()
  await page.getByLabel('原文说法 1').fill('9月底前')
  await page.getByLabel('日期 1').fill('2026-09-30')
  await page.waitForTimeout(350)
  await check('desk-import-edit')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('责任：县市场监督管理局、县税务局').waitFor()
  await page.getByRole('button', { name: '已改正' }).click()
  await page.getByText('疑问都处理完了').waitFor()
  await page.getByRole('button', { name: '确认，生成任务' }).click()
  await page.getByRole('button', { name: '确认生成' }).click()
  await page.locator('.toast', { hasText: '已生成 27 项任务' }).waitFor()
}

async function sheets({ page, check, platform, url }) {
  await page.goto(`${url}/desk/sheets`)
  await page.getByText('还没有导入过表格').waitFor()
  await page.getByRole('button', { name: '上传并检查' }).click()
  await page.getByText('请先选一个表格').waitFor()
  await check('desk-sheets')
  writeFileSync('/tmp/portal-sheet.xlsx', 'PK')
  await page.getByLabel('任务表格').setInputFiles('/tmp/portal-sheet.xlsx')
  await page.getByRole('button', { name: '上传并检查' }).click()
  await page.waitForURL('**/sheets/x1')
  await page.getByText('单位名录里没有“县教局”').waitFor()
  await check('desk-sheet')
  // An answer gets lost in the middle: what was done stays done, and the next press goes on.
  platform.loseAnswer.push('/api/task/sheets/imports/x1/confirmation')
  await page.getByRole('button', { name: '确认，生成 1198 项任务' }).dblclick()
  await page.locator('.note.bad').waitFor()
  await page.getByRole('button', { name: /生成/ }).click()
  await page.locator('.toast', { hasText: '已生成 1198 项任务' }).waitFor()
  await page.getByText('有问题的 2 行没有生成').waitFor()
  assert.equal(await page.getByRole('link', { name: /下载有问题的行/ }).getAttribute('href'), '/api/task/sheets/imports/x1/faults')
  await check('desk-sheet-done')
  await page.getByRole('link', { name: '返回导入表格' }).click()
  await page.getByRole('link', { name: '九月任务.xlsx' }).waitFor()
}

async function calendar({ page, check, platform, url }) {
  await page.goto(`${url}/desk/calendar`)
  await page.getByText('2027年的放假安排还没有导入').waitFor()
  await check('desk-calendar')
  await page.getByLabel('年份').fill('2027')
  await page.getByLabel('放假安排').fill('2027-01-01,2027-01-03,元旦\n乱写')
  await page.getByRole('button', { name: '导入', exact: true }).click()
  await page.getByText('第2行：看不懂').waitFor()
  await check('desk-calendar-refused')
  await page.getByLabel('放假安排').fill('2027-01-01,2027-01-03,元旦')
  await page.getByRole('button', { name: '导入', exact: true }).click()
  await page.locator('.toast', { hasText: '2027年的放假安排已导入' }).waitFor()
  await page.getByText('元旦：1月1日至1月3日').waitFor()
  // A correction starts from what is there and says which version it saw.
  await page.getByRole('button', { name: /改这一年.*2027/ }).click()
  await page.getByLabel('放假安排').fill((await page.getByLabel('放假安排').inputValue()) + '\n2027-01-09,班')
  await page.getByRole('button', { name: '导入', exact: true }).click()
  await page.getByText('以前的 1 个版本').click()
  await check('desk-calendar-earlier')
  const put = platform.asked.filter(({ method, path }) => method === 'PUT' && path.endsWith('/calendar-years/2027'))
  assert.deepEqual(put.map(({ headers }) => headers['if-match']), [undefined, undefined, '"1"'])
  assert.match(put[0].headers['content-type'], /^text\/csv/)
}

async function campaigns({ page, check, url }) {
  await page.goto(`${url}/desk/campaigns/qh-2026h2`)
  await page.getByRole('row', { name: '合计 11 2' }).waitFor()
  await check('desk-campaign-turnout')
  await page.goto(`${url}/desk/campaigns`)
  await check('desk-campaigns')
  await page.getByRole('link', { name: '新建一次评价' }).click()
  await page.getByRole('button', { name: '建立' }).click()
  await page.getByText('请填写名称').waitFor()
  await page.getByLabel('名称').fill('2027 年上半年万人评作风')
  await page.getByRole('button', { name: /全选.*县直部门/ }).click()
  await check('desk-campaign-new')
  await page.getByRole('button', { name: '建立' }).click()
  await page.waitForURL('**/campaigns/qh-new')
  await page.getByRole('button', { name: '开始评价' }).click()
  await page.getByRole('button', { name: '确定开始评价' }).click()
  await page.locator('.toast', { hasText: '评价已开始' }).waitFor()
  await page.waitForTimeout(350)
  await check('desk-campaign')
}
