// Hundred-day drives: the stand-in's half, and what the office does with them.
import assert from 'node:assert/strict'

const stage = (name, dueOn, more = {}) => ({ name, dueOn, late: false, ...more })
const line = (taskId, of, field, title, more = {}) => ({
  taskId, title, line: of, field, leadUnits: [{ id: 'u-edu', name: '县教育和体育局' }], responsibleUnits: [{ id: 'u-market', name: '县市场监督管理局' }],
  measures: ['逐校开列清单', '每周一通报'], state: 'in-progress', stateText: '推进中', light: 'green', lightText: '还有 18 个工作日',
  stages: [stage('快启动', '2026-09-28', { done: '2026-09-25' }), stage('快推进', '2026-10-28', { late: true }), stage('快突破', '2026-12-02'), stage('快见效', '2026-12-22')], ...more,
})
const drive = (id, name, more = {}) => ({ id, name, startsOn: '2026-09-14', endsOn: '2026-12-22', day: 72, days: 100, over: false, moves: [], ...more })

/** Answers whether it knew the request. */
export function driven(platform, { is, send, refuse, body }) {
  platform.drives ??= [
    { drive: drive('d1', '民生百日会战'), lines: [line('t2', '民生线', '教育', '改造十所学校的食堂'), line('t3', '民生线', '卫生', '村卫生室全部开诊', { state: 'closed', stateText: '已销号', light: 'none', lightText: '已销号', stages: [] })] },
  ]
  const sums = (lines) => [...new Set(lines.map(({ field }) => field))].map((field) => {
    const own = lines.filter((one) => one.field === field)
    return { line: own[0].line, field, total: own.length, closed: own.filter(({ state }) => state === 'closed').length, late: own.filter(({ stages }) => stages.some(({ late }) => late)).length, overdue: 0 }
  })
  let match
  if (is('GET', '/api/task/drives')) return send(200, { items: platform.drives.map((one) => one.drive) }) ?? true
  if ((match = is('POST', '/api/task/drives/([^/]+)/closing'))) {
    const { drive, lines } = platform.drives.find((one) => one.drive.id === match[1])
    const open = lines.filter(({ state }) => state !== 'closed').map(({ taskId, title, line, field }) => ({ taskId, title, line, field }))
    if (body.carriedTo < '2036') return refuse(422, 'bad-carry-day', '请写一个在今天和会战结束日以后的日期。') ?? true
    Object.assign(drive, { over: true, closing: { ...body, open, at: '2026-11-24T09:00:00+08:00', by: '王敏' } })
    return send(200, drive) ?? true
  }
  if (is('POST', '/api/task/drives')) {
    const made = drive('d2', body.name, { startsOn: body.startsOn, day: 1 })
    platform.drives.unshift({ drive: made, lines: [] })
    return send(201, made) ?? true
  }
  if (!(match = is('GET', '/api/task/drives/([^/]+)()') ?? is('POST', '/api/task/drives/([^/]+)(/lines|/end)'))) return false
  const found = platform.drives.find((one) => one.drive.id === match[1])
  if (match[2] === '/lines') {
    const rows = body.toString().split('\n').filter((one) => one.includes('\t'))
    const good = rows.filter((one) => !one.includes('外星'))
    found.lines.push(...good.map((one, at) => line(`n${at}`, one.split('\t')[0], one.split('\t')[1], one.split('\t')[2])))
    return send(200, { added: good.length, unchanged: 0, rejected: rows.filter((one) => one.includes('外星')).map((text) => ({ line: rows.indexOf(text) + 1, text, message: '单位名录里没有“县外星局”' })) }) ?? true
  }
  if (match[2] === '/end') {
    if (body.endsOn < '2026-11-24') return refuse(422, 'bad-drive-end', '新的结束日期要在今天以后。') ?? true
    found.drive.moves.push({ from: found.drive.endsOn, to: body.endsOn, reason: body.reason, at: '2026-11-24T09:00:00+08:00', by: '王敏' })
    found.drive.endsOn = body.endsOn
    return send(200, found.drive) ?? true
  }
  return send(200, { drive: found.drive, sums: sums(found.lines), lines: found.lines }) ?? true
}

export async function drives({ page, check, url }) {
  await page.goto(`${url}/desk/drives`)
  await check('desk-drives')
  await page.getByRole('link', { name: '民生百日会战' }).click()
  await page.getByText('今天是第 72 天，共 100 天').waitFor()
  await check('desk-drive')
  await page.getByText('只看阶段落后的').click()
  await page.getByRole('link', { name: '村卫生室全部开诊' }).waitFor({ state: 'detached' })
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出表格' }).click()
  let text = ''
  for await (const chunk of await (await download).createReadStream()) text += chunk
  assert.match(text, /民生线,教育,改造十所学校的食堂,县教育和体育局.*应在 2026-10-28 完成，落后/)
  assert.ok(!text.includes('村卫生室'))
  await page.getByText('改结束日期').click()
  await page.getByRole('button', { name: '改期' }).click()
  await page.getByText('请选新的结束日期').waitFor()
  await page.getByLabel('新的结束日期').fill('2027-01-08')
  await page.getByLabel('原因').fill('汛期停工')
  await page.getByRole('button', { name: '改期' }).dblclick()
  await page.getByText('把结束日期由 2026-12-22 改为 2027-01-08：汛期停工').waitFor()
  assert.equal(await page.getByText('把结束日期由').count(), 1)

  await page.getByText('总结这次会战').click()
  await page.getByRole('button', { name: '总结并结束' }).click()
  await page.getByText('请写总结，选没办完的结转到哪一天').waitFor()
  await page.getByLabel('总结', { exact: true }).fill('食堂改完六所。')
  await page.getByLabel('没办完的结转到哪一天').fill('2026-12-01')
  await page.getByRole('button', { name: '总结并结束' }).click()
  await page.getByText('在今天和会战结束日以后').waitFor()
  await page.getByLabel('没办完的结转到哪一天').fill('2036-12-01')
  await page.getByRole('button', { name: '总结并结束' }).dblclick()
  await page.getByText('没办完的 1 项，结转到2036年12月1日').waitFor()
  await check('desk-drive-closed')
  assert.equal(await page.getByText('改结束日期').count(), 0)

  await page.goto(`${url}/desk/drives`)
  await page.getByRole('button', { name: '建立' }).click()
  await page.getByText('请填写名称').waitFor()
  await page.getByLabel('名称').fill('项目百日会战')
  await page.getByLabel('第一天').fill('2026-11-24')
  await page.getByText('第一百天是2027年3月3日').waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/drives/d2')
  await page.getByText('还没有您能看到的任务').waitFor()
  await page.getByLabel('责任分解表', { exact: true }).fill('项目线\t工业\t三个项目开工\t\t县市场监督管理局\n项目线\t工业\t写错的一行\t\t县外星局')
  await page.getByRole('button', { name: '列入', exact: true }).click()
  await page.getByText('第 2 行：单位名录里没有“县外星局”').waitFor()
  assert.match(await page.getByLabel('责任分解表', { exact: true }).inputValue(), /^项目线\t工业\t写错的一行/)
  await check('desk-drive-lines')
}
