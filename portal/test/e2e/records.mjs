// Records, the roster and bulletins: the stand-in's half, and what the office does with them in the browser.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

const TYPES = JSON.parse(readFileSync(new URL('../../../task-service/src/main/resources/activity/types.json', import.meta.url), 'utf8')).map((type) => ({
  ...type, decisions: !!type.decisions, mayWrite: true, owedBy: type.owed?.by.replace('_', '-'), owedPer: type.owed?.per,
  fields: type.fields.map((field) => ({ required: false, options: [], ...field, most: field.most ?? (field.kind === 'text' ? 2000 : 1) })),
}))
const EDU = { id: 'u-edu', name: '县教育和体育局' }
const AT = '2026-11-20T10:00:00+08:00'

/** What it answers; false when the request is about something else. */
export class Records {
  records = [
    this.record('r1', 'coordination-meeting', '冷链物流园用地协调会', [{ id: 'd1', text: '月底前补齐用地手续，报县政府常务会审议。', unit: EDU, dueOn: '2026-12-31' }, { id: 'd2', text: '继续跟踪。' }]),
    this.record('r2', 'enterprise-visit', '走访企业：清河面业', []),
  ]
  roster = [
    { id: 'e1', name: '清河面业有限责任公司', creditCode: '91999999MA00000010', industry: '农副食品加工', place: '柳河镇', contact: EDU, visits: 2, lastVisit: '2026-10-11' },
    { id: 'e2', name: '东岗铸造厂', creditCode: '91999999MA00000028', visits: 0 },
  ]
  bulletin = {
    id: 'b1', period: '2026Q3', periodText: '2026年第三季度', title: '三航行动2026年第三季度工作通报', state: 'draft', stateText: '起草中', takenAt: AT, version: 1, intact: true,
    words: { title: '三航行动2026年第三季度工作通报', opening: '现将推进情况通报如下。', problems: '', next: '逐项整改。' },
    paper: [
      { kind: 'title', text: '三航行动2026年第三季度工作通报', rows: [] }, { kind: 'heading', text: '一、总体情况', rows: [] }, { kind: 'text', text: '任务共27项，本季度销号9项。', rows: [] },
      { kind: 'table', text: '牵头单位', rows: [['牵头单位', '任务数', '本季度销号', '逾期未办结', '结转下季度'], ['县教育和体育局', '7', '2', '1', '4']] },
    ],
    steps: [{ at: AT, by: '王敏', what: '起草' }], allowed: ['reword', 'refill', 'submit'],
  }

  record(id, type, title, decisions) {
    const { name } = TYPES.find(({ code }) => code === type)
    return {
      id, type, typeName: name, title, on: '2026-11-19', unit: EDU, withdrawn: false, version: 1, writtenAt: AT, writtenBy: '李红', earlier: [], allowed: ['correct', 'withdraw', 'make-task'],
      saying: { title, on: '2026-11-19', decisions, evidence: [], fields: [{ code: 'chair', name: '主持人', kind: 'people', values: [{ words: '县政府分管领导' }] }, { code: 'problems', name: '研究的问题', kind: 'text', values: [{ words: '用地指标不足，数据没有打通。' }] }] },
    }
  }

  handle({ is, page, send, refuse, body, ifMatch, query }) {
    let match
    const answer = (one, status = 200) => send(status, { ...one, decisions: one.saying.decisions.length, tasks: one.saying.decisions.filter(({ taskId }) => taskId).length }, { etag: `"${one.version}"` })
    if (is('GET', '/api/task/activity-types')) return send(200, { items: TYPES })
    if (is('GET', '/api/task/activities')) {
      const about = query.get('about')
      return page(this.records.filter(({ id, type }) => (!about || (about === 't1' && id === 'r1')) && (!query.get('type') || type === query.get('type'))).map((one) => ({ ...one, decisions: one.saying.decisions.length, tasks: 0 })))
    }
    if (is('POST', '/api/task/activities')) {
      const type = TYPES.find(({ code }) => code === body.type)
      const missing = type.fields.filter(({ code, required }) => required && !body.content.fields[code]?.length)
      if (missing.length > 0) {
        return refuse(422, 'record-incomplete', `这些内容缺少或者不对：${missing.map(({ name }) => name).join('、')}。请补充后再提交。`, { errors: missing.map(({ code, name }) => ({ pointer: `/fields/${code}`, message: `请填写${name}` })) })
      }
      const written = this.record(`r${this.records.length + 1}`, body.type, body.content.title ?? type.name, body.content.decisions)
      this.records.unshift(written)
      return answer(written, 201)
    }
    if ((match = is('GET', '/api/task/activities/([^/]+)'))) return answer(this.records.find(({ id }) => id === match[1]))
    if ((match = is('PUT', '/api/task/activities/([^/]+)/content'))) {
      const one = this.records.find(({ id }) => id === match[1])
      if (ifMatch !== `"${one.version}"`) return refuse(412, 'changed-meanwhile', '这条记录刚被别人改过，请刷新后再改。')
      one.earlier.push({ replacedAt: AT, replacedBy: '王敏', saying: one.saying })
      one.saying = { ...one.saying, title: body.title }
      return answer(Object.assign(one, { title: body.title, version: one.version + 1 }))
    }
    if ((match = is('POST', '/api/task/activities/([^/]+)/withdrawal'))) {
      const one = this.records.find(({ id }) => id === match[1])
      return answer(Object.assign(one, { withdrawn: true, allowed: [], version: one.version + 1, withdrawal: { at: AT, by: '王敏', reason: body.reason } }))
    }
    if ((match = is('POST', '/api/task/activities/([^/]+)/decisions/([^/]+)/task'))) {
      const one = this.records.find(({ id }) => id === match[1])
      Object.assign(one.saying.decisions.find(({ id }) => id === match[2]), { taskId: 't1', stateText: '待签收' })
      return answer(one)
    }
    if (is('GET', '/api/task/owed-records')) {
      const items = [
        { type: query.get('type'), taskId: 't1', title: '冷链物流园项目', units: [EDU], period: '2026-10', periodText: '2026年10月', dueOn: '2026-10-31', standing: 'missed', standingText: '逾期未报' },
        { type: query.get('type'), taskId: 't2', title: '县医院迁建项目', units: [EDU], period: '2026-11', periodText: '2026年11月', dueOn: '2026-11-30', standing: 'done', standingText: '已报', recordId: 'r1', doneOn: '2026-11-19' },
      ]
      return send(200, { items, total: 2, page: 0, size: 50, period: '2026-11', periodText: '2026年11月', owed: 2, done: 1, missed: 1 })
    }
    if (is('GET', '/api/task/enterprises')) {
      const visited = query.get('visited')
      const items = this.roster.filter(({ visits }) => !visited || String(visits > 0) === visited)
      return send(200, { items, total: items.length, page: 0, size: 20, period: '2026', periodText: '2026年', onRoster: this.roster.length, visited: 1, percent: '50.0' })
    }
    if (is('POST', '/api/task/enterprises/import')) return send(200, { added: 1, changed: 0, unchanged: 0, rejected: [{ line: 2, text: '没有代码的厂', message: '统一社会信用代码不对，应当是18位，请照营业执照核对' }] })
    if ((match = is('GET', '/api/task/enterprises/([^/]+)'))) return send(200, { ...this.roster.find(({ id }) => id === match[1]), changes: [{ at: AT, by: '王敏', what: '列入名录' }] }, { etag: '"1"' })
    if ((match = is('PUT', '/api/task/enterprises/([^/]+)'))) return send(200, { ...Object.assign(this.roster.find(({ id }) => id === match[1]), { name: body.name }), changes: [] }, { etag: '"2"' })
    if (is('GET', '/api/task/bulletins')) return page([this.bulletin])
    if (is('POST', '/api/task/bulletins')) return send(201, this.bulletin, { etag: '"1"' })
    if (is('GET', '/api/task/bulletins/b1')) return send(200, this.bulletin, { etag: `"${this.bulletin.version}"` })
    const moved = (change) => {
      Object.assign(this.bulletin, change, { version: this.bulletin.version + 1 })
      return send(200, this.bulletin, { etag: `"${this.bulletin.version}"` })
    }
    if (is('PUT', '/api/task/bulletins/b1/words')) return moved({ words: body, title: body.title })
    if (is('POST', '/api/task/bulletins/b1/submission')) return moved({ state: 'submitted', stateText: '待审签', allowed: ['return', 'issue'] })
    if (is('POST', '/api/task/bulletins/b1/issue')) return moved({ state: 'issued', stateText: '已印发', allowed: [], issuedAt: AT, hash: 'ab'.repeat(32) })
    return false
  }
}

export async function records({ page, check, platform, url }) {
  await page.goto(`${url}/desk/records`)
  await page.getByText('冷链物流园用地协调会').waitFor()
  await page.getByText('写一条记录').click()
  await check('desk-records')
  await page.getByRole('link', { name: '落实意见', exact: true }).click()
  await page.getByLabel('名称').fill('教体局落实意见')
  await page.getByRole('textbox', { name: '任务', exact: true }).fill('每月办一次业务讲堂')
  await page.getByLabel('举措').fill('列出计划，分月落实')
  await page.getByRole('button', { name: '提交' }).click()
  // What is missing is said above and beside its field.
  await page.getByText('这些内容缺少或者不对：责任、时限').waitFor()
  await page.getByText('请填写时限', { exact: true }).waitFor()
  await check('desk-record-incomplete')
  await page.getByRole('textbox', { name: '责任', exact: true }).fill('人事科牵头')
  await page.getByLabel('时限').fill('2026-12-31')
  await page.getByRole('button', { name: '提交' }).click()
  await page.locator('.toast', { hasText: '记录已提交' }).waitFor()
  await page.waitForURL('**/desk/records/r3')

  await page.goto(`${url}/desk/records/r1`)
  await page.getByRole('button', { name: /立为任务.*补齐用地手续/ }).click()
  await page.getByText('已立为任务，查看办理情况').waitFor()
  assert.ok(await page.getByRole('button', { name: /立为任务.*继续跟踪/ }).isDisabled())
  await page.getByRole('button', { name: '更正' }).click()
  await page.getByLabel('会议名称').fill('冷链物流园用地第二次协调会')
  await check('desk-record-correct')
  // Somebody else corrects it meanwhile.
  platform.kept.records.find(({ id }) => id === 'r1').version++
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('刚被别人改过').waitFor()
  await page.getByRole('button', { name: '刷新' }).click()
  await page.getByRole('button', { name: '更正' }).click()
  await page.getByLabel('会议名称').fill('冷链物流园用地第二次协调会')
  await page.getByRole('button', { name: '提交' }).click()
  await page.locator('.toast', { hasText: '已更正' }).waitFor()
  await page.getByText('第 1 版，王敏').click()
  await check('desk-record')
  await page.getByRole('button', { name: '撤回' }).click()
  await page.getByRole('button', { name: '确定撤回' }).click()
  await page.getByText('请写明为什么撤回').waitFor()
  await page.getByLabel('撤回原因').fill('记重了')
  await page.getByRole('button', { name: '确定撤回' }).click()
  await page.getByText('撤回：记重了').waitFor()

  await page.goto(`${url}/desk/owed`)
  await page.getByText('逾期未报 1 件').waitFor()
  await check('desk-owed')
  await page.getByRole('link', { name: /冷链物流园项目/ }).click()
  await page.waitForURL('**/desk/records/new?type=dispatch&project=t1')

  await page.goto(`${url}/desk/enterprises`)
  await page.getByText('50.0%').waitFor()
  await check('desk-enterprises')
  await page.getByLabel('名录', { exact: true }).last().fill('新来的厂,91999999MA0000003X\n没有代码的厂')
  await page.getByRole('button', { name: '导入', exact: true }).click()
  await page.getByText('第 2 行：统一社会信用代码不对').waitFor()
  assert.equal(await page.getByLabel('名录', { exact: true }).last().inputValue(), '没有代码的厂')
  await check('desk-enterprises-rejected')
  await page.getByRole('button', { name: /修改.*东岗铸造厂/ }).click()
  await page.getByLabel('企业名称').fill('东岗铸造有限公司')
  await page.waitForTimeout(350)
  await check('desk-enterprise-edit')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.locator('.toast', { hasText: '已保存' }).waitFor()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出表格' }).click()
  assert.match((await download).suggestedFilename(), /企业走访-2026\.csv/)

  await page.goto(`${url}/desk/bulletins`)
  await check('desk-bulletins')
  await page.getByRole('button', { name: '起草', exact: true }).click()
  await page.waitForURL('**/desk/bulletins/b1')
  await page.getByRole('button', { name: '修改文字' }).click()
  await page.getByLabel('存在的问题').fill('两项任务推进缓慢。')
  await check('desk-bulletin-words')
  await page.getByRole('button', { name: '保存文字' }).click()
  await page.locator('.toast', { hasText: '文字已保存' }).waitFor()
  await page.getByRole('button', { name: '送审' }).click()
  await page.getByRole('button', { name: '审签印发' }).dblclick()
  await page.getByText('内容指纹').waitFor()
  await check('desk-bulletin')
  const issued = platform.asked.filter(({ path }) => path.endsWith('/bulletins/b1/issue'))
  assert.equal(issued.length, 1)
  assert.ok(issued[0].headers['idempotency-key'])
}
