// The to-do page when much waits: every section says how much, and leads to the whole of it.
import assert from 'node:assert/strict'

const many = (count, make) => Array.from({ length: count }, (_, at) => make(at + 1))
const DOCUMENTS = many(11, (at) => ({ id: `d${at}`, title: `关于作风建设的第 ${at} 份文件`, number: `清政办发〔2026〕${at}号`, recipients: 3, signed: 1, mine: { key: 'u-edu', name: '县教育和体育局' } }))
const CHECKS = many(20, (at) => ({ id: `k${at}`, title: `第 ${at} 轮自查`, form: 'six', opensOn: '2026-11-16', closesOn: '2036-11-30', state: 'open', stateText: '填报中', version: 1, asked: 1, submitted: at % 2 }))
const BULLETINS = many(30, (at) => ({ id: `b${at}`, title: `第 ${at} 期通报`, periodText: '2026年', state: at > 9 ? 'issued' : 'draft', stateText: at > 9 ? '已印发' : '起草中' }))
const owed = (type, period, at) => ({ type, taskId: `o${at}`, title: `${type} 第 ${at} 件`, units: [{ id: 'u-edu', name: '县教育和体育局' }], period, periodText: period, dueOn: '2026-11-30', standing: 'due', standingText: '应报' })

/** Lists as long as a busy unit has them, asked for page by page as ever. */
async function crowd(page, asked, over) {
  const lists = {
    '/api/task/plans': () => (over() ? [] : DOCUMENTS),
    '/api/task/check-rounds': () => (over() ? [] : CHECKS),
    '/api/task/bulletins': () => (over() ? [] : BULLETINS),
    '/api/task/owed-records': (query) => many(12, (at) => owed(query.get('type'), query.get('period'), at)),
  }
  for (const path of ['/api/task/tasks', '/api/task/duty-tasks']) {
    await page.route(({ pathname }) => pathname === path, (route) => (over() ? route.fulfill({ json: { items: [], total: 0, page: 0, size: 8, open: 0 } }) : route.fallback()))
  }
  for (const [path, rows] of Object.entries(lists)) {
    await page.route(({ pathname }) => pathname === path, (route) => {
      const { searchParams } = new URL(route.request().url())
      asked.push([path, searchParams])
      const [number, size, all] = [Number(searchParams.get('page') ?? 0), Number(searchParams.get('size') ?? 20), rows(searchParams)]
      return route.fulfill({ json: { items: all.slice(number * size, (number + 1) * size), total: all.length, page: number, size, periodText: searchParams.get('period'), owed: all.length, done: 0, missed: 0 } })
    })
  }
}

/** Of each section: its title, its total, how many rows, and where it leads. */
const sections = (page) =>
  page.locator('#main section.card, main section.card').evaluateAll((all) =>
    all.map((one) => ({
      title: one.querySelector('h2 a')?.textContent,
      total: Number(/^共 (\d+) 项$/.exec(one.querySelector('h2 .tag')?.textContent)?.[1]),
      rows: one.querySelectorAll('.items > li').length,
      to: one.querySelector('h2 a')?.getAttribute('href'),
      all: [...one.querySelectorAll(':scope > p a')].map((link) => `${link.textContent.replace(/：.*/, '')} ${link.getAttribute('href')}`),
    })),
  )

export async function todo({ page, check, platform, url }) {
  const asked = []
  const of = (prefix) => asked.filter(([path]) => path === prefix).at(-1)[1]
  const last = (path) => new URLSearchParams(platform.asked.filter((one) => one.path === path).at(-1).query)
  platform.tasks.push(...many(14, (at) => ({ ...platform.tasks[0], id: `w${at}`, title: `等签收的第 ${at} 项` })), ...many(10, (at) => ({ ...platform.tasks[1], id: `l${at}`, title: `逾期的第 ${at} 项` })))
  for (const at of many(12, (one) => one)) platform.addSuggestion({ title: `第 ${at} 条意见`, body: '', kind: 'advice', submitter: 'citizen' })
  const waiting = [...platform.suggestions.values()]
  for (const one of waiting.slice(0, 9)) one.state = 'accepted'
  let over = false
  await crowd(page, asked, () => over)
  platform.as('edu')
  await page.goto(`${url}/desk/`)
  await page.getByRole('heading', { name: /要填的自查表/ }).waitFor()
  await check('desk-todo-full')
  const found = await sections(page)
  // Which periods are asked for depends on the day.
  const periods = asked.filter(([path]) => path === '/api/task/owed-records').length
  assert.ok(periods > 1)
  assert.deepEqual(found.map(({ title, total }) => `${title} ${total}`), [
    '等您签收的文件 11', '等您签收 15', '已经逾期 11', '本周到期 15', '照岗位职责归您的 1', '要填的自查表 10', `要报的工作记录 ${12 * periods}`, '等您答复的意见 9',
  ])
  for (const { title, total, rows, to, all } of found) {
    assert.equal(rows, Math.min(8, total), title)
    assert.ok(to.startsWith('/desk/'), title)
    // What is not all here says so, and leads on.
    assert.equal(all.length > 0, total > 8, title)
    if (all.length === 1) assert.equal(all[0], `查看全部 ${total} 项 ${to}`)
  }

  const follow = async (title) => {
    await page.goto(`${url}/desk/`)
    await page.locator('section.card', { has: page.getByRole('heading', { name: title }) }).getByRole('link', { name: '查看全部' }).click()
  }
  // The full lists are those of the sections: same filter, same number.
  await follow(/^等您签收的文件/)
  await page.getByRole('link', { name: '第 11 份文件' }).waitFor()
  assert.equal(of('/api/task/plans').get('waiting'), 'true')
  assert.equal(await page.getByLabel('只看等本单位签收的').isChecked(), true)
  await follow(/^已经逾期/)
  await page.waitForURL('**/desk/ledger?due=overdue')
  await page.locator('h1', { hasText: '台账' }).waitFor()
  await page.getByText('共 11 项').waitFor()
  assert.equal(last('/api/task/tasks').get('due'), 'overdue')
  await follow(/^要填的自查表/)
  await page.waitForURL('**/desk/checks?state=open')
  await page.getByRole('link', { name: '第 9 轮自查' }).waitFor()
  assert.equal(of('/api/task/check-rounds').get('state'), 'open')
  await follow(/^等您答复的意见/)
  await page.getByRole('link', { name: '第 8 条意见' }).waitFor()
  assert.equal(last('/api/feedback/suggestions').get('state'), 'accepted')
  // Records are owed by kind: one way for each, with its number.
  await page.goto(`${url}/desk/`)
  const kinds = page.getByRole('link', { name: / 12 项$/ })
  await kinds.first().waitFor()
  assert.equal(await kinds.count(), periods)
  await kinds.last().click()
  await page.waitForURL('**/desk/owed?**')
  await page.getByText('应报 12 件').waitFor()
  assert.equal(of('/api/task/owed-records').get('open'), 'true')

  platform.as('office')
  await page.goto(`${url}/desk/`)
  await page.getByRole('heading', { name: /没有印发的通报/ }).waitFor()
  // Of thirty bulletins those that wait are counted, not those of the newest five.
  const office = await sections(page)
  assert.deepEqual(office.filter(({ title }) => /通报|意见/.test(title)).map(({ title, total, to }) => `${title} ${total} ${to}`), ['没有印发的通报 9 /desk/bulletins', '等您受理的意见 4 /desk/ideas?state=received'])
  await check('desk-todo-full-office')

  // Nothing waits: said, but not while a record is owed.
  over = true
  platform.suggestions.clear()
  await page.reload()
  await page.getByText('现在没有等您办的事').waitFor()
  platform.as('edu')
  await page.reload()
  await page.getByRole('heading', { name: /要报的工作记录/ }).waitFor()
  assert.equal(await page.getByText('现在没有等您办的事').count(), 0)
}
