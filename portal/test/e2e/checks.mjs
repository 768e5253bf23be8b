// Dictionaries and self-checks: the stand-in's half, and what a department and the office do with them.
import assert from 'node:assert/strict'

const AT = '2026-11-20T10:00:00+08:00'
const PARTS = [
  { title: '六问', judged: true, points: [{ code: 'q1', words: '有没有等靠要' }, { code: 'q2', words: '有没有怕担责' }] },
  { title: '六答', judged: false, points: [{ code: 'a1', words: '打算怎么改' }] },
]
const ROUND = { id: 'k1', title: '第二轮自查', form: 'six', opensOn: '2026-11-16', closesOn: '2036-11-30', state: 'open', stateText: '填报中', version: 1 }
const entry = (words, code = words, retired = false) => ({ code, words, retired })

/** Answers whether it knew the request. */
export function checking(platform, { is, page, send, refuse, body, ifMatch }) {
  const own = platform.signedIn.unitId
  platform.dictionaries ??= [
    { code: 'five-fine', name: '五细', purpose: '理顺流程时逐条对照的要求。', hint: '方案里没有写出具体内容，请督查室按上级文件填写；没有填写以前，不能选用。', version: 0, entries: [], earlier: [] },
    { code: 'root-cause', name: '问题根源', purpose: '给问题标明根子在哪里。', version: 0, entries: [entry('怕字当头', 'fear')], earlier: [] },
    { code: 'industry', name: '六大产业', purpose: '给任务分产业，按产业统计。', version: 0, entries: [entry('粮食和食品加工', 'industry-1')], earlier: [] },
  ]
  platform.sheet1 ??= { unitId: 'u-edu', unitName: '县教育和体育局', state: 'missing', stateText: '还没填', answers: [], history: [], version: 0 }
  platform.checks ??= { rounds: [{ ...ROUND }], reminders: [] }
  const forms = [{ code: 'six', title: '“六问六答六转变”自查表', version: 0, sections: [{ title: '六问', judged: true, dictionary: 'root-cause', points: [] }, { title: '六答', judged: false, points: ['打算怎么改'] }] }]
  const sheet = platform.sheet1
  const done = () => (sheet.state === 'submitted' ? 1 : 0)
  const row = (one) => ({ ...one, asked: own === 'u-edu' ? 1 : 2, submitted: done() })
  const shown = () => ({ ...sheet, round: row(platform.checks.rounds[0]), parts: PARTS, mayFillIn: own === 'u-edu' && sheet.state !== 'submitted', mayReturn: own === 'u-office' && sheet.state === 'submitted' })
  const answer = (one) => send(200, one, { etag: `"${one.version}"` }) ?? true
  const detail = (one) => answer({
    ...row(one), parts: PARTS, reminders: platform.checks.reminders,
    units: [{ id: 'u-edu', name: '县教育和体育局', state: sheet.state, stateText: sheet.stateText, submittedBy: done() ? '李红' : null, submittedAt: done() ? AT : null }, ...(own === 'u-edu' ? [] : [{ id: 'u-t1', name: '柳河镇', state: 'missing', stateText: '还没填' }])],
  })
  let match
  if (is('GET', '/api/task/dictionaries')) return send(200, { items: platform.dictionaries }) ?? true
  if ((match = is('GET', '/api/task/dictionaries/([^/]+)') ?? is('PUT', '/api/task/dictionaries/([^/]+)'))) {
    const found = platform.dictionaries.find(({ code }) => code === match[1])
    if (Array.isArray(body.entries)) {
      if (ifMatch !== `"${found.version}"`) return refuse(412, 'changed-meanwhile', '这份内容刚被别人改过，请刷新后再改。') ?? true
      const all = body.entries.map(({ words }) => words)
      const twice = all.findIndex((words, at) => all.indexOf(words) < at)
      if (twice >= 0) return refuse(422, 'dictionary-entry-twice', `“${all[twice]}”写了两次，请留下一个。`) ?? true
      const earlier = [{ ...found, earlier: [] }, ...found.earlier]
      Object.assign(found, { entries: body.entries.map((one, at) => ({ code: `${found.code}-${at}`, retired: false, ...one })), hint: null, changedBy: '王敏', changedAt: AT, version: found.version + 1, earlier })
    }
    return answer(found)
  }
  if (is('GET', '/api/task/check-forms')) return send(200, { items: forms }) ?? true
  if (is('POST', '/api/task/check-forms')) return send(201, { code: 'f2', version: 1, earlier: [], ...body }) ?? true
  if (is('GET', '/api/task/check-rounds')) return page(platform.checks.rounds.map(row)) ?? true
  if (is('POST', '/api/task/check-rounds')) {
    platform.checks.rounds.unshift({ ...ROUND, ...body, id: 'k2', state: 'planned', stateText: '未开始' })
    return send(201, row(platform.checks.rounds[0])) ?? true
  }
  if ((match = is('GET', '/api/task/check-rounds/([^/]+)'))) return detail(platform.checks.rounds.find(({ id }) => id === match[1]))
  if (is('POST', '/api/task/check-rounds/k1/reminders')) {
    platform.checks.reminders.push({ at: AT, by: '王敏', units: 1 })
    return detail(platform.checks.rounds.find(({ id }) => id === 'k1'))
  }
  if (is('GET', '/api/task/check-rounds/k1/sheets/u-edu')) return answer(shown())
  if ((match = is('PUT', '/api/task/check-rounds/k1/sheets/u-edu()') ?? is('POST', '/api/task/check-rounds/k1/sheets/u-edu(/submission|/return)'))) {
    const given = new Map((body.answers ?? []).map((one) => [one.point, one]))
    if (match[1] === '/submission' && !given.get('a1')?.text) {
      return refuse(422, 'check-sheet-incomplete', '还有 1 处没有填，填完才能提交；可以先存草稿。', { errors: [{ pointer: '/answers/a1', message: '六答“打算怎么改”：请写答复' }] }) ?? true
    }
    const [state, stateText] = { '': ['draft', '草稿'], '/submission': ['submitted', '已提交'], '/return': ['returned', '已退回'] }[match[1]]
    Object.assign(sheet, { state, stateText, version: sheet.version + 1, ...(body.answers ? { answers: body.answers } : { returnedFor: body.reason }) })
    if (match[1]) sheet.history.push({ at: AT, by: platform.signedIn.name, stateText, note: body.reason })
    return answer(shown())
  }
  if (is('GET', '/api/task/check-comparisons/u-edu')) {
    const cell = (judgement, judgementText, text) => ({ judgement, judgementText, text })
    return send(200, {
      rounds: [{ id: 'k0', title: '第一轮自查', closesOn: '2026-10-20' }, { id: 'k1', title: '第二轮自查', closesOn: '2036-11-30' }], better: 1, worse: 0,
      rows: [
        { part: '六问', point: 'q1', words: '有没有等靠要', cells: [cell('not-yet', '还没做到', '等安排多。'), cell('partly', '部分做到', '主动上门还少。')], change: 'better' },
        { part: '六问', point: 'q2', words: '有没有怕担责', cells: [cell('done', '已经做到'), cell('done', '已经做到')], change: 'same' },
      ],
    }) ?? true
  }
  return false
}

/** A department fills in its sheet. */
export async function fillIn({ page, check, platform, url }) {
  await page.goto(`${url}/desk/`)
  await page.getByRole('link', { name: '第二轮自查' }).click()
  await page.getByRole('group', { name: /有没有等靠要/ }).getByText('部分做到').click()
  await page.getByLabel('有没有等靠要：差在哪里').fill('主动上门还少。')
  await page.getByRole('button', { name: '存草稿' }).click()
  await page.locator('.toast', { hasText: '草稿已保存' }).waitFor()
  await page.getByRole('button', { name: '提交', exact: true }).click()
  await page.getByText('六答“打算怎么改”：请写答复').waitFor()
  await check('desk-check-sheet')
  await page.getByLabel('打算怎么改：答复').fill('每周上门一次，月底前见效。')
  await page.getByRole('button', { name: '提交', exact: true }).dblclick()
  await page.getByText('每周上门一次，月底前见效。').waitFor()
  assert.equal(await page.getByRole('button', { name: '存草稿' }).count(), 0)
  assert.equal(platform.sheet1.history.length, 1)
  await page.getByRole('link', { name: '和以前对比' }).click()
  await page.getByText('变好 1 条').waitFor()
  await check('desk-check-over-time')
  await page.getByText('只看有变化的').click()
  await page.getByText('有没有怕担责').waitFor({ state: 'detached' })
}

/** The office opens a round, looks after it, and keeps the dictionaries. */
export async function checks({ page, check, platform, url }) {
  await page.goto(`${url}/desk/checks`)
  await check('desk-checks')
  await page.getByRole('button', { name: '发起，并通知各单位' }).click()
  await page.getByText('请填名称和起止日期').waitFor()
  await page.getByRole('link', { name: '第二轮自查' }).click()
  await page.getByRole('button', { name: '提醒没有提交的 1 个单位' }).click()
  await page.getByText('王敏提醒了 1 个单位').waitFor()
  await check('desk-check-round')
  await page.getByRole('link', { name: '县教育和体育局' }).click()
  await page.getByLabel('为什么退回、要补什么').fill('写到人、写到日子。')
  await page.getByRole('button', { name: '退回', exact: true }).click()
  await page.getByText('退回原因：写到人、写到日子。').waitFor()
  await check('desk-check-returned')
  await page.goto(`${url}/desk/checks`)
  await page.getByLabel('名称').fill('第三轮自查')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/checks/k2')
  await page.goto(`${url}/desk/checks/forms`)
  await page.getByLabel('自查表名称').fill('七二一工作法自查表')
  await page.getByRole('textbox', { name: '名称', exact: true }).fill('柔性执法')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('再选字典或者列出条目').waitFor()
  await check('desk-check-forms')
  await page.getByLabel('条目，一行一条').fill('首违不罚\n\n说理在先')
  await page.getByRole('button', { name: '保存' }).click()
  await page.locator('.toast', { hasText: '已保存' }).waitFor()
  assert.deepEqual(platform.asked.find(({ method, path }) => method === 'POST' && path === '/api/task/check-forms').body.sections[0].points, ['首违不罚', '说理在先'])

  await page.goto(`${url}/desk/dictionaries`)
  await check('desk-dictionaries')
  await page.getByRole('link', { name: '五细' }).click()
  await page.getByRole('button', { name: '加一条' }).click()
  await page.keyboard.type('目标定得细')
  await page.keyboard.press('Enter')
  await page.keyboard.type('目标定得细')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('“目标定得细”写了两次').waitFor()
  await page.getByRole('textbox', { name: '第 2 条' }).fill('责任分得细')
  await check('desk-dictionary')
  // Somebody else saves meanwhile.
  platform.dictionaries[0].version++
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('刚被别人改过').waitFor()
  platform.dictionaries[0].version--
  await page.getByRole('button', { name: '保存' }).click()
  await page.locator('.toast', { hasText: '已保存' }).waitFor()
  assert.deepEqual(platform.dictionaries[0].entries.map(({ words }) => words), ['目标定得细', '责任分得细'])
}
