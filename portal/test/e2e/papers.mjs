// Instructions, papers, time limits and problem lists: the stand-in's half, and what the office does with them.
import assert from 'node:assert/strict'

const AT = '2026-11-20T10:00:00+08:00'
const EDU = { id: 'u-edu', name: '县教育和体育局' }
const line = (step, stepText, note) => ({ at: AT, by: '王敏', step, stepText, note })
const KINDS = { instruction: '领导批示', paper: '来文', service: '限时事项' }
const PROBLEM = { found: '待认领', claimed: '已认领', 'putting-right': '整改中', resolved: '待确认', confirmed: '已解决' }

export class Papers {
  limits = [
    { id: 'l1', version: 1, name: '食品经营许可现场核查', workdays: 3, basis: '县政务服务限时办结目录', retired: false },
    { id: 'l2', version: 1, name: '上级来文拟办', workdays: 0, retired: false },
  ]
  matters = [
    this.matter('m1', 'instruction', '农村学校冬季取暖保障', { leader: { postId: 'p-social', title: '副县长（分管社会民生）', name: '郑宁', level: 'county-government', levelText: '县政府' }, late: true, light: 'red', lightText: '已逾期 2 天', allowed: ['answer', 'pass-on', 'pause', 'ask-extension', 'open-task', 'withdraw'] }),
    this.matter('m2', 'paper', '市局关于报送特种设备检查情况的通知', { from: '市局', allowed: ['answer', 'pass-on', 'pause', 'ask-extension', 'open-task', 'withdraw'] }),
  ]
  problems = [
    this.problem('q1', '窗口中午没有人值班', { state: 'claimed', rootCauses: [{ code: 'fear', words: '怕担责' }], claim: { unitId: 'u-edu', unitName: EDU.name, postTitle: '县教育和体育局局长' }, allowed: ['edit', 'claim', 'start', 'open-task', 'withdraw'] }),
    this.problem('q2', '材料报得慢', { state: 'putting-right', remedy: '班子轮流值守', dueOn: '2026-11-18', overdue: true, allowed: ['resolve'] }),
  ]

  matter(id, kind, title, more) {
    return {
      id, kind, kindText: KINDS[kind], title, unitId: EDU.id, unitName: EDU.name, receivedAt: AT, dueOn: '2026-11-27', explained: '应于2026年11月27日前完成：从2026年11月20日起5个工作日', light: 'yellow', lightText: '还有 3 个工作日',
      state: 'open', stateText: '办理中', late: false, version: 1, text: '请逐校核实，缺口列清单。', scan: kind === 'instruction' ? [{ id: 'f1', name: '批示.pdf', size: 12345 }] : [],
      way: [{ unitId: EDU.id, unitName: EDU.name, in: AT }], pauses: [], extensions: [], answers: [], history: [line('register', '登记', '2026年11月27日前')], ...more,
    }
  }

  problem(id, text, more) {
    return { id, list: { ...EDU, group: false }, text, sign: '群众白跑一趟。', rootCauses: [], how: 'self', howText: '自己查摆', overdue: false, state: 'found', foundAt: AT, foundBy: '李红', version: 1, resolutions: [], history: [line('find', '列入清单')], allowed: [], stateText: PROBLEM[more.state ?? 'found'], ...more }
  }

  /** Answers whether it knew the request. */
  handle({ is, page, send, refuse, body, ifMatch, query }) {
    let match
    const answer = (one, status = 200) => send(status, one, { etag: `"${one.version}"` }) ?? true
    const step = (one, code, more) => answer(Object.assign(one, more, { version: one.version + 1, history: [...one.history, line(code, code, body?.reason ?? body?.note ?? body?.text)] }))
    if (is('GET', '/api/task/matter-limits')) return send(200, { items: this.limits }) ?? true
    if (is('POST', '/api/task/matter-limits')) {
      if (this.limits.some(({ name }) => name === body.name)) return refuse(409, 'limit-exists', `限时办结目录里已经有“${body.name}”，请直接修改那一项。`) ?? true
      this.limits.push({ id: `l${this.limits.length + 1}`, version: 1, ...body })
      return send(201, this.limits.at(-1)) ?? true
    }
    if ((match = is('PUT', '/api/task/matter-limits/([^/]+)'))) return send(200, Object.assign(this.limits.find(({ id }) => id === match[1]), body)) ?? true
    if (is('GET', '/api/task/matters')) return page(this.matters.filter(({ kind, late }) => (!query.get('kind') || kind === query.get('kind')) && (query.get('due') !== 'breach' || late))) ?? true
    if (is('GET', '/api/task/matters/flow')) {
      if (query.get('until') < query.get('from')) return refuse(422, 'bad-span', '结束日期不能早于开始日期，一次最多统计一年。') ?? true
      return send(200, { rows: [{ unitId: 'u-market', unitName: '县市场监督管理局', ended: 7, here: 1, medianHours: 30, longHours: 76, late: 2 }, { unitId: 'u-edu', unitName: EDU.name, ended: 0, here: 2, late: 0 }] }) ?? true
    }
    if (is('POST', '/api/task/matters/lines')) {
      const rows = body.lines.split('\n').filter((one) => one.trim()).map((one, at) => (one.includes('没有这个单位') ? { number: at + 1, fault: '“没有这个单位”不是一个已知的单位' } : { number: at + 1, id: `m9${at}` }))
      return send(200, { rows }) ?? true
    }
    if (is('POST', '/api/task/matters')) {
      this.matters.push(this.matter(`m${this.matters.length + 1}`, body.kind, body.title, { allowed: ['answer'] }))
      return answer(this.matters.at(-1), 201)
    }
    if ((match = is('GET', '/api/task/matters/([^/]+)'))) return answer(this.matters.find(({ id }) => id === match[1]))
    if ((match = is('POST', '/api/task/matters/([^/]+)/(.+)'))) {
      const one = this.matters.find(({ id }) => id === match[1])
      if (ifMatch !== `"${one.version}"`) return refuse(412, 'changed-meanwhile', '刚被别人改过，请刷新后再试。') ?? true
      if (match[2] === 'answer') return step(one, '报办理结果', { state: 'answered', stateText: '待确认', light: 'none', lightText: '待确认', allowed: ['accept', 'return'], answers: [{ at: AT, by: '李红', unitName: EDU.name, text: body.text, evidence: [{ id: 'f2', name: '清单.pdf', size: 2345 }] }] })
      if (match[2] === 'extensions') return step(one, '申请延期', { allowed: ['grant', 'refuse'], extensions: [{ at: AT, by: '李红', until: body.until, reason: body.reason }] })
      if (match[2] === 'answer/acceptance') return step(one, '确认办结', { state: 'closed', stateText: '已办结', allowed: ['reopen'], answers: one.answers.map((each) => ({ ...each, accepted: true })) })
      return step(one, match[2], {})
    }
    if (is('GET', '/api/task/problems/summary')) {
      return send(200, { total: 2, byState: { claimed: 1, 'putting-right': 1 }, byCause: { fear: 1 }, overdue: 1, lists: [{ list: { ...EDU, group: false }, total: 2, open: 2, overdue: 1, confirmed: 0, byCause: { fear: 1 } }], without: [{ id: 'u-market', name: '县市场监督管理局', group: false }] }) ?? true
    }
    if (is('GET', '/api/task/problems')) return page(this.problems.filter(({ overdue }) => query.get('due') !== 'overdue' || overdue)) ?? true
    if (is('POST', '/api/task/problems/lines')) {
      if (body.lines.includes('乱写')) return refuse(422, 'bad-problem-lines', '有 1 处要改，没有列入任何问题。', { errors: [{ pointer: '/lines/1', message: '第1行：问题根源里没有“乱写”' }] }) ?? true
      return send(200, { ids: ['q8', 'q9'] }) ?? true
    }
    if (is('POST', '/api/task/problems')) {
      this.problems.push(this.problem(`q${this.problems.length + 1}`, body.text, { allowed: ['claim'] }))
      return answer(this.problems.at(-1), 201)
    }
    if ((match = is('GET', '/api/task/problems/([^/]+)'))) return answer(this.problems.find(({ id }) => id === match[1]))
    if ((match = is('PUT', '/api/task/problems/([^/]+)'))) {
      const one = this.problems.find(({ id }) => id === match[1])
      return step(one, '修改', { text: body.text })
    }
    if ((match = is('POST', '/api/task/problems/([^/]+)/(.+)'))) {
      const one = this.problems.find(({ id }) => id === match[1])
      if (match[2] === 'remedy') return step(one, '开始整改', { state: 'putting-right', stateText: '整改中', remedy: body.remedy, dueOn: body.dueOn, allowed: ['resolve'] })
      return step(one, match[2], {})
    }
    return false
  }
}

export async function papers({ page, check, platform, url }) {
  await page.goto(`${url}/desk/matters`)
  await page.getByRole('link', { name: '农村学校冬季取暖保障' }).waitFor()
  await check('desk-matters')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出', exact: true }).click()
  assert.match((await download).suggestedFilename(), /批示来文和限时事项\.csv/)
  await page.getByRole('link', { name: '农村学校冬季取暖保障' }).click()
  await page.getByRole('button', { name: '申请延期' }).click()
  await page.getByRole('button', { name: '确定申请延期' }).click()
  await page.getByText('请填延到哪一天').waitFor()
  await page.getByLabel('延到哪一天').fill('2026-12-07')
  await page.getByLabel('为什么延期').fill('配件还在路上')
  await check('desk-matter-extension')
  await page.getByRole('button', { name: '确定申请延期' }).dblclick()
  await page.getByText('还没有批').waitFor()
  assert.equal(platform.asked.filter(({ path }) => path.endsWith('/matters/m1/extensions')).length, 1)
  await page.waitForTimeout(350)
  await check('desk-matter')
  // Somebody else does something meanwhile.
  platform.papers.matters[0].version++
  await page.getByRole('button', { name: '同意延期', exact: true }).click()
  await page.getByRole('button', { name: '确定同意延期' }).click()
  await page.getByText('刚被别人改过').waitFor()
  await page.getByRole('button', { name: '刷新' }).click()

  await page.goto(`${url}/desk/matters/m2`)
  await page.getByRole('button', { name: '报办理结果' }).click()
  await page.getByRole('button', { name: '确定报办理结果' }).click()
  await page.getByText('请写办理结果').waitFor()
  await page.getByLabel('办理结果').fill('已当面答复企业。')
  await page.getByRole('button', { name: '确定报办理结果' }).click()
  await page.getByRole('button', { name: '确认办结' }).click()
  await page.getByRole('button', { name: '确定确认办结' }).click()
  await page.getByText('已确认', { exact: false }).first().waitFor()
  await page.waitForTimeout(350)
  await check('desk-matter-closed')

  await page.goto(`${url}/desk/matters/new`)
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByText('请填标题').waitFor()
  await check('desk-matter-new')
  await page.getByLabel('一行一件').fill('来文甲\t市局\t县教育和体育局\t0\n来文乙\t\t没有这个单位\t1')
  await page.getByRole('button', { name: '全部登记' }).click()
  await page.getByText('第 2 行：“没有这个单位”').waitFor()
  assert.equal(await page.getByLabel('一行一件').inputValue(), '来文乙\t\t没有这个单位\t1')
  await page.waitForTimeout(350)
  await check('desk-matter-lines')
  await page.goto(`${url}/desk/matters/flow`)
  await page.getByText('3 天 4 小时').waitFor()
  await check('desk-matter-flow')
  await page.goto(`${url}/desk/matters/limits`)
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('请填事项名称').waitFor()
  await page.getByLabel('事项名称').fill('群众来信答复')
  await page.getByLabel('几个工作日').fill('5')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByRole('rowheader', { name: '群众来信答复' }).waitFor()
  await page.waitForTimeout(350)
  await check('desk-matter-limits')

  await page.goto(`${url}/desk/problems`)
  await page.getByText('还没有列清单的（1）').click()
  await check('desk-problems')
  await page.getByRole('link', { name: '窗口中午没有人值班' }).click()
  await page.getByRole('button', { name: '定整改措施' }).click()
  await page.getByRole('button', { name: '确定定整改措施' }).click()
  await page.getByText('请写整改措施').waitFor()
  await page.getByLabel('整改措施').fill('班子轮流值守')
  await page.getByLabel('整改期限').fill('2026-12-20')
  await page.getByRole('button', { name: '确定定整改措施' }).click()
  await page.getByText('整改中').first().waitFor()
  await page.getByRole('button', { name: '报整改完成' }).click()
  await page.waitForTimeout(350)
  await check('desk-problem')
  await page.goto(`${url}/desk/problems/new`)
  await page.getByLabel('谁的清单').click()
  await page.getByRole('option', { name: '县教育和体育局' }).click()
  await page.getByLabel('一行一个').fill('问题甲\t\t乱写')
  await page.getByRole('button', { name: '全部列入' }).click()
  await page.getByText('第1行：问题根源里没有“乱写”').waitFor()
  await check('desk-problem-new')
  await page.getByLabel('一行一个').fill('问题甲\t\t怕担责')
  await page.getByRole('button', { name: '全部列入' }).click()
  await page.waitForURL('**/desk/problems')
}

// Units, posts and accounts.
export class Offices {
  accounts = [
    { id: 'a-admin', username: 'admin', name: '周强', maskedPhone: '139****0002', roles: ['ADMIN'], enabled: true, version: 1 },
    { id: 'a-edu', username: 'edu', name: '李红', maskedPhone: '139****0003', roles: ['DEPARTMENT'], unitId: 'u-edu', enabled: true, version: 1 },
  ]

  handle({ is, page, send, refuse, body, query }) {
    let match
    if (is('PUT', '/api/identity/units/([^/]+)/successor')) {
      this.successor = body
      return send(200, {}, { etag: '"2"' }) ?? true
    }
    if (is('PUT', '/api/identity/groups/([^/]+)/ended')) {
      this.ended = body.ended
      return send(200, {}, { etag: '"2"' }) ?? true
    }
    if (is('DELETE', '/api/identity/groups/([^/]+)')) return refuse(412, 'changed-meanwhile', '这份内容刚被别人改过，请刷新后再改。') ?? true
    if (is('GET', '/api/identity/audit')) {
      const one = (id, subject, name, what) => ({ id, at: AT, by: '周强', subject, subjectId: id, name, what })
      const all = [one('1', 'unit', '县粮食局', '并入县发展和改革局：机构改革'), one('2', 'post', '县教育和体育局局长', '任职：王敏 → 赵强'), one('3', 'account', '李红', '单位：u-edu → u-market')]
      return page(all.filter(({ subject }) => !query.get('subject') || subject === query.get('subject'))) ?? true
    }
    if (is('POST', '/api/identity/units')) return body.name === '县教体局' ? refuse(409, 'name-taken', '这个名称或别名已经是“县教育和体育局”的。一个名称只能指一个单位，请改一下。') ?? true : send(201, { id: 'u-new', version: 1, ...body }) ?? true
    if (is('POST', '/api/identity/units/lines')) {
      if (body.lines.includes('没有类别')) return refuse(422, 'bad-unit-lines', '有 1 处要改，没有录入任何单位。', { errors: [{ pointer: '/lines/1', message: '第1行：类别要写部门、乡镇或督查机构' }] }) ?? true
      return send(200, { items: [{}, {}] }) ?? true
    }
    if (is('POST', '/api/identity/posts')) return send(201, { id: 'p-new', version: 1, former: [], spans: [], vacant: true, ...body }) ?? true
    const duty = (section, postTitle, what, keywords, flow, holder) => ({ unitId: 'u-edu', unitName: '县教育和体育局', section, postId: 'p-edu', postTitle, holder, what, keywords, flow })
    this.duties ??= [duty('基教科', '基教科科长', '义务教育招生', ['招生', '学区'], ['受理', '核实', '答复'], '王敏'), duty('计财科', '计财科科长', '学校收费管理', ['收费'], [])]
    const map = () => ({ unitId: 'u-edu', unitName: '县教育和体育局', items: this.duties, version: 3, changedBy: '王敏' })
    if (is('GET', '/api/identity/duties')) return send(200, { items: this.duties.slice(0, 1) }) ?? true
    if (is('GET', '/api/identity/duty-maps/([^/]+)')) return send(200, map(), { etag: '"3"' }) ?? true
    if (is('PUT', '/api/identity/duty-maps/([^/]+)')) {
      if (body.lines.includes('没有的岗位')) return refuse(422, 'bad-duty-lines', '有 1 处要改，没有保存。', { errors: [{ pointer: '/lines/3', message: '第3行：本单位没有“没有的岗位”这个岗位' }] }) ?? true
      this.duties = body.lines.split('\n').filter(Boolean).map((one) => one.split('\t')).map(([section, post, what, words = '', flow = '']) => duty(section, post, what, words.split('、').filter(Boolean), flow.split('→').filter(Boolean)))
      return send(200, map(), { etag: '"4"' }) ?? true
    }
    if ((match = is('PUT', '/api/identity/posts/([^/]+)/spans'))) {
      this.spans = body.spans
      return send(200, { id: match[1], version: 2 }, { etag: '"2"' }) ?? true
    }
    if (is('POST', '/api/identity/groups')) return body.name === '营商环境推进组' ? refuse(409, 'group-exists', '已经有“营商环境推进组”，请换一个名称，或者直接修改那一个。') ?? true : send(201, { id: 'g-new', version: 1, seats: [], ...body }) ?? true
    if ((match = is('PUT', '/api/identity/groups/([^/]+)'))) {
      this.seats = body.seats
      return send(200, { id: match[1], version: 2, ...body }, { etag: '"2"' }) ?? true
    }
    if ((match = is('PUT', '/api/identity/posts/([^/]+)/title'))) {
      // Somebody else is faster the second time.
      if (this.title) return refuse(412, 'changed-meanwhile', '这份内容刚被别人改过，请刷新后再改。') ?? true
      this.title = body
      return send(200, { id: match[1], version: 2 }, { etag: '"2"' }) ?? true
    }
    if ((match = is('PUT', '/api/identity/posts/([^/]+)/holder'))) return send(200, { id: match[1], version: 2 }, { etag: '"2"' }) ?? true
    if (is('GET', '/api/identity/accounts')) return send(200, { items: this.accounts }) ?? true
    if (is('POST', '/api/identity/accounts')) {
      this.accounts.push({ id: `a-${body.username}`, maskedPhone: '137****0077', enabled: true, version: 1, roles: [body.role], ...body })
      return send(201, { account: this.accounts.at(-1), password: 'xK7mPq4RtY9wNa' }) ?? true
    }
    if ((match = is('PUT', '/api/identity/accounts/([^/]+)'))) {
      if (match[1] === 'a-admin' && !body.enabled) return refuse(409, 'last-admin', '至少要留一个能登录的管理员。请先设另一个管理员。') ?? true
      return send(200, Object.assign(this.accounts.find(({ id }) => id === match[1]), body, { version: 2 }), { etag: '"2"' }) ?? true
    }
    if ((match = is('POST', '/api/identity/accounts/([^/]+)/password'))) return send(200, { account: this.accounts.find(({ id }) => id === match[1]), password: 'hT4kWd9FgZ3vQe' }) ?? true
    if (is('PUT', '/api/identity/me/password')) return body.old === 'wrong' ? refuse(422, 'wrong-old-password', '原密码不对，请检查后再试。') ?? true : send(204) ?? true
    return false
  }
}

export async function offices({ page, check, platform, url }) {
  await page.goto(`${url}/desk/directory`)
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('请填单位名称').waitFor()
  await page.getByLabel('名称', { exact: true }).fill('县教体局')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('已经是“县教育和体育局”的').waitFor()
  await page.getByLabel('一行一个').fill('县气象局\t没有类别')
  await page.getByRole('button', { name: '全部录入' }).click()
  await page.getByText('第1行：类别要写').waitFor()
  await page.getByRole('button', { name: /换人.*县教育和体育局局长/ }).click()
  await check('desk-directory')
  await page.getByLabel(/谁任/).fill('赵强')
  await page.getByRole('button', { name: '确定', exact: true }).click()
  await page.locator('.toast', { hasText: '没有账号，看不到待办' }).waitFor()
  await page.getByRole('button', { name: /改名.*县教育和体育局局长/ }).click()
  await page.getByRole('button', { name: '确定', exact: true }).click()
  await page.getByText('名称没有变').waitFor()
  await page.getByLabel(/改叫什么/).fill('县教育局局长')
  await check('desk-post-renamed')
  await page.getByRole('button', { name: '确定', exact: true }).dblclick()
  await page.locator('.toast', { hasText: '岗位已改名' }).waitFor()
  assert.deepEqual(platform.offices.title, { title: '县教育局局长' })
  await page.getByRole('button', { name: /改名.*县教育和体育局局长/ }).click()
  await page.getByLabel(/改叫什么/).fill('县教育局负责人')
  await page.getByRole('button', { name: '确定', exact: true }).click()
  await page.getByText('刚被别人改过').waitFor()
  await page.getByRole('button', { name: /并入别的单位.*县教育和体育局/ }).click()
  await page.getByRole('button', { name: '确定并入' }).click()
  await page.getByText('请选接手的单位，写明依据').waitFor()
  await page.getByLabel('并入哪个单位').click({ force: true })
  await page.getByRole('option', { name: '县卫生健康局' }).click()
  await page.getByRole('option', { name: '县卫生健康局' }).waitFor({ state: 'hidden' })
  await page.getByLabel('依据').fill('机构改革方案')
  await check('desk-merge')
  await page.getByRole('button', { name: '确定并入' }).dblclick()
  await page.locator('.toast', { hasText: '已并入' }).waitFor()
  assert.deepEqual(platform.offices.successor, { into: 'u-health', reason: '机构改革方案' })
  await page.getByLabel('岗位名称').fill('县气象局局长')
  await page.getByRole('button', { name: '设岗位' }).click()
  await page.locator('.toast', { hasText: '已设岗位' }).waitFor()
  await page.goto(`${url}/desk/duties`)
  await page.getByLabel('事情、职责、科室或岗位').fill('学区怎么划')
  await page.keyboard.press('Enter')
  await page.getByText('县教育和体育局 基教科：基教科科长（王敏）').waitFor()
  const table = page.getByLabel('职责表', { exact: true }).last()
  await table.waitFor()
  const kept = await table.inputValue()
  assert.match(kept, /^基教科\t基教科科长\t义务教育招生\t招生、学区\t受理→核实→答复\n/)
  await table.fill(`${kept}\n体卫科\t没有的岗位\t学校卫生`)
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('第3行：本单位没有').waitFor()
  await check('desk-duties')
  await table.fill(`${kept}\n体卫科\t体卫科科长\t学校卫生\t食堂`)
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByRole('cell', { name: '学校卫生' }).waitFor()
  await page.goto(`${url}/desk/leading`)
  await page.getByRole('button', { name: /改分管/ }).first().click()
  await page.getByRole('button', { name: '加一个领域' }).click()
  await page.getByLabel('领域').last().fill('农业农村')
  await page.getByLabel('单位').last().fill('市场')
  await page.getByRole('option', { name: '县市场监督管理局' }).click()
  await page.getByLabel('领域').last().click()
  await check('desk-leading')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.locator('.toast', { hasText: '分管领域已保存' }).waitFor()
  assert.deepEqual(platform.offices.spans.at(-1), { field: '农业农村', unitIds: ['u-market'] })
  await page.getByLabel('再设一个推进组').fill('营商环境推进组')
  await page.getByRole('button', { name: '设推进组' }).click()
  await page.getByText('已经有“营商环境推进组”').waitFor()
  await page.getByRole('button', { name: /改名称和成员/ }).first().click()
  await page.getByRole('button', { name: '加一个岗位' }).click()
  await page.getByLabel('岗位', { exact: true }).last().fill('教育')
  await page.getByRole('option', { name: /县教育和体育局局长/ }).click()
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.locator('.toast', { hasText: '推进组已保存' }).waitFor()
  assert.equal(platform.offices.seats.at(-1).role, 'member')
  await page.getByRole('button', { name: /撤销.*营商环境推进组/ }).click()
  await page.locator('.toast', { hasText: '已撤销' }).waitFor()
  assert.equal(platform.offices.ended, true)
  await page.getByRole('button', { name: /删除.*营商环境推进组/ }).click()
  await page.getByText('刚被别人改过').waitFor()
  await page.goto(`${url}/desk/accounts`)
  await page.getByRole('button', { name: /停用.*周强/ }).click()
  await page.getByText('至少要留一个能登录的管理员').waitFor()
  await page.getByLabel('用户名').fill('newcomer')
  await page.getByLabel('姓名').fill('新人')
  await page.getByLabel(/手机号/).fill('13700000077')
  await page.getByRole('button', { name: '增加', exact: true }).click()
  await page.getByText('xK7mPq4RtY9wNa').waitFor()
  await check('desk-accounts')
  await page.goto(`${url}/desk/password`)
  await page.getByLabel('原密码').fill('wrong')
  await page.getByLabel(/新密码（12/).fill('a-long-enough-one')
  await page.getByLabel('再填一次新密码').fill('a-long-enough-one')
  await page.getByRole('button', { name: '改密码', exact: true }).click()
  await page.getByText('原密码不对').waitFor()
  await check('desk-password')

  // What only an administrator reads; and somebody who has just been given an account.
  const { roles } = platform.signedIn
  platform.signedIn.roles = ['ADMIN']
  await page.goto(`${url}/desk/audit`)
  await page.getByText('共 3 条').waitFor()
  await page.getByText('单位：县教育和体育局 → 县市场监督管理局').waitFor()
  await check('desk-audit')
  await page.getByLabel('改了什么').click({ force: true })
  await page.getByRole('option', { name: '岗位' }).click()
  await page.getByText('共 1 条').waitFor()
  platform.signedIn.roles = ['PASSWORD_DUE']
  await page.goto(`${url}/desk/ledger`)
  await page.waitForURL('**/desk/password')
  await page.getByText('管理员给的初始密码').waitFor()
  assert.equal(await page.getByRole('navigation').getByRole('link').count(), 0)
  await check('desk-password-due')
  platform.signedIn.roles = roles
}
