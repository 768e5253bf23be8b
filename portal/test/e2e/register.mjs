// Who is asked to rate: the stand-in's half, what the office does with it, and how an invitation is opened.
import assert from 'node:assert/strict'

const CID = 'qh-2026h2'
const share = (name, invited, reached, took) => ({ name, invited, reached, took })
const category = (id, name, more) => ({ id, name, strata: [], waiting: 0, underWay: 0, sent: 0, failed: 0, unneeded: 0, remindable: 0, listed: 0, ...more })
const draw = {
  id: 'd1', category: 'c', source: 'contacts', kind: 'person', from: '2026-04-01', to: '2026-04-30', proportional: true, rule: 'zfpj-draw-1',
  seed: '双色球2026048期', seedGiven: true, frameSize: 640, frameHash: 'ab'.repeat(32), drawn: 200, drawnHash: 'cd'.repeat(32), day: '2026-05-01',
}

/** Answers whether it knew the request. */
export function registered(platform, { is, send, refuse, body }) {
  platform.register ??= {
    open: true, reminders: true, recused: 3, draws: [],
    categories: [
      category('c', '群众', { total: share('', 212, 150, 61), strata: [share('东岗镇', 92, 70, 20), share('柳河镇', 120, 80, 41)], waiting: 60, sent: 150, failed: 2, remindable: 89, listed: 40 }),
      category('d', '代表委员', { total: share('', 8, 0, null), waiting: 8 }),
    ],
  }
  const { register } = platform
  if (is('GET', `/api/identity/campaigns/${CID}/register`)) {
    if (platform.sent) for (const one of register.categories) Object.assign(one, { total: { ...one.total, reached: one.total.reached + one.underWay }, underWay: 0 })
    return send(200, register) ?? true
  }
  if (is('POST', `/api/identity/campaigns/${CID}/register/people`)) {
    const pause = platform.drawing?.shift()
    if (pause) return send(503, { code: 'draw-under-way', detail: '正在抽样或导入名单，请过几秒再试。' }, { 'retry-after': pause }) ?? true
    const rows = body.lines.split('\n')
    const lines = rows.flatMap((text, at) => (/^1\d{10}/.test(text) ? [] : [{ line: at + 1, message: '手机号不对，应是 11 位数字' }]))
    register.categories[0].waiting += rows.length - lines.length
    return send(200, { added: rows.length - lines.length, known: 0, lines }) ?? true
  }
  if (is('POST', `/api/identity/campaigns/${CID}/draws`)) {
    if (body.size > 640) return refuse(422, 'too-few-to-draw', '只有 640 个人可抽，请把人数改小。', { errors: [{ pointer: '/size', message: '只有 640 个人可抽，请把人数改小。' }] }) ?? true
    register.draws.push({ ...draw, ...body, drawn: body.size, seedGiven: Boolean(body.seed), seed: body.seed ?? 'aB3dEfGhIjKlMnOpQrStUv', day: '2026-11-24' })
    return send(201, register.draws.at(-1)) ?? true
  }
  if (is('POST', `/api/identity/campaigns/${CID}/invitations`)) {
    const one = register.categories.find(({ id }) => id === body.category)
    const queued = one.waiting
    Object.assign(one, { waiting: 0, underWay: queued })
    return send(202, { queued }) ?? true
  }
  if (is('GET', '/api/identity/campaigns/qh-2026h1/draws')) return send(200, { items: [draw], invited: [{ category: 'c', people: 212 }], recused: 3 }) ?? true
  if (is('GET', '/api/identity/service-contacts')) return send(200, { items: [{ unitId: 'u-edu', unitName: '县教育和体育局', kind: 'person', count: 640, first: '2026-04-01', last: '2026-11-20' }] }) ?? true
  if (is('POST', '/api/identity/service-contacts')) return send(200, { added: 1, known: 0, lines: [{ line: 2, message: '只能报本单位的办事记录' }] }) ?? true
  if (is('GET', '/api/identity/recusals')) return send(200, { items: platform.cleared ? [] : [{ unitId: 'u-edu', unitName: '县教育和体育局', people: 46 }] }) ?? true
  if (is('DELETE', '/api/identity/recusals/u-edu')) return send(204, (platform.cleared = true) && undefined) ?? true
  if (is('POST', '/api/identity/rater-invitations')) {
    if (body.code === 'used') return refuse(409, 'invitation-used', '每个邀请只能领一次票。如果是您领的，请用领票的那台手机接着评；换了手机，请填手机号并用恢复码找回。') ?? true
    if (body.code !== 'GoodGoodGoodGoodGood_-') return refuse(422, 'invitation-unknown', '这个邀请链接不完整，或者不是这次评议的。请回到短信里重新点开；还是不行，就填手机号来评。') ?? true
    return send(200, { session: 'invited', expiresAt: new Date(Date.now() + 300_000).toISOString(), categories: [{ id: 'c', name: '群众' }], units: ['u-edu', 'u-health'], recused: ['u-market'] }) ?? true
  }
  return false
}

/** Weights of a new campaign: the sum is always in view, and nothing is sent that does not add up. */
export async function weights(page) {
  await page.getByLabel('第 1 项的权重').fill('35')
  await page.getByText('权重合计 105，多了 5。').waitFor()
  await page.getByRole('button', { name: '建立' }).click()
  await page.getByText('评价项目：权重合计 105').waitFor()
  await page.getByLabel('第 1 项的权重').fill('30')
  await page.getByRole('button', { name: '只有自愿参加' }).click()
  await page.getByLabel('第 3 种身份的名称').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '受邀为主' }).click()
  await page.getByLabel('第 4 种身份预计人数').fill('12')
  await page.getByText('“代表委员、监督员、专家”预计不到 30 人').waitFor()
  await page.getByLabel('目标参加人数').fill('10000')
}

export async function register({ page, check, url, platform }) {
  const made = platform.asked.find(({ method, path }) => method === 'POST' && path === '/api/evaluation/campaigns').body
  assert.equal(made.target, 10000)
  assert.deepEqual(made.categories.map(({ weight, entry }) => `${weight} ${entry}`), ['40 invited', '30 invited', '20 code', '10 invited', '0 open'])
  assert.equal(made.categories[0].expected, undefined)

  await page.goto(`${url}/desk/campaigns/${CID}`)
  await page.getByRole('link', { name: '受邀名单' }).click()
  await page.getByText('不到 30 人').waitFor()
  await page.getByText('群众按分组看').click()
  await check('desk-register')
  await page.getByLabel('名单', { exact: true }).fill('13800000001\t群众\t柳河镇\n1380\t群众')
  await page.getByRole('button', { name: '导入', exact: true }).click()
  await page.getByText('第 2 行：手机号不对').waitFor()
  // What is wrong stays, to be put right.
  assert.equal(await page.getByLabel('名单', { exact: true }).inputValue(), '1380\t群众')

  await page.getByRole('button', { name: /发邀请 61/ }).click()
  await page.getByRole('button', { name: '确定发邀请' }).dblclick()
  await page.locator('.toast', { hasText: '61 条短信开始发送' }).waitFor()
  assert.equal(platform.asked.filter(({ path }) => path.endsWith('/invitations')).length, 1)
  await page.getByText('正在发送，还有 61 条').waitFor()
  platform.sent = true
  await page.getByText('正在发送').waitFor({ state: 'detached' })

  await page.getByLabel('抽多少人').fill('700')
  await page.getByRole('button', { name: '抽样', exact: true }).click()
  await page.getByRole('button', { name: '确定抽样' }).click()
  await page.getByText('只有 640 个人可抽').waitFor()
  await page.getByLabel('抽多少人').fill('200')
  await page.getByLabel('种子（可以不填）').fill('双色球2026138期')
  await page.getByRole('button', { name: '抽样', exact: true }).click()
  await page.getByRole('button', { name: '确定抽样' }).click()
  await page.getByText('群众：640 人里抽 200 人').waitFor()
  await page.getByText('种子“双色球2026138期”，由办公室给出').waitFor()
  await page.waitForTimeout(350)
  await check('desk-register-drawn')

  await page.goto(`${url}/desk/contacts`)
  await page.getByLabel('办事记录', { exact: true }).fill('13800000001,,群众,学位申请,2026-11-20\n13800000002,县税务局,企业,开票,2026-11-20')
  await page.getByRole('button', { name: '上报' }).click()
  await page.getByText('第 2 行：只能报本单位').waitFor()
  await check('desk-contacts')
  await page.getByRole('button', { name: /清空/ }).click()
  await page.getByRole('button', { name: '清空', exact: true }).click()
  await page.getByText('还没有导入').waitFor()
}

/** Somebody draws while the list is imported: the page waits by itself, and says what to do when that takes too long. */
export async function busy({ page, check, url, platform }) {
  await page.clock.install()
  const sent = () => platform.asked.filter(({ path }) => path.endsWith('/register/people'))
  const list = page.getByLabel('名单', { exact: true })
  const button = page.getByRole('button', { name: '导入', exact: true })
  const waiting = page.getByText('正在抽取名单，请稍候')
  platform.as('office')
  platform.drawing = ['20', '5']
  await page.goto(`${url}/desk/campaigns/${CID}/register`)
  await list.fill('13800000001\t群众\t柳河镇')
  await button.click()
  await waiting.waitFor()
  assert.equal(await page.getByRole('button', { name: '正在导入' }).isDisabled(), true)
  await check('desk-register-waits')
  assert.equal(sent().length, 1)
  const again = page.waitForResponse('**/register/people')
  await page.clock.runFor(20_000)
  await again
  await waiting.waitFor()
  await page.clock.runFor(5_000)
  await page.getByText('新增 1 行').waitFor()
  assert.equal(await waiting.count(), 0)
  assert.equal(await list.inputValue(), '')
  assert.equal(sent().length, 3)
  assert.ok(sent().every(({ body }) => body.lines === sent()[0].body.lines))

  // It takes longer than anybody waits: what was pasted is still there, and goes in later.
  platform.drawing = ['60']
  await list.fill('13800000002\t群众\t柳河镇')
  await button.click()
  await page.getByText('什么都没有丢').waitFor()
  assert.equal(await list.inputValue(), '13800000002\t群众\t柳河镇')
  assert.equal(await waiting.count(), 0)
  await check('desk-register-busy')
  await button.click()
  await page.getByText('新增 1 行').waitFor()
  assert.equal(await page.getByText('什么都没有丢').count(), 0)
}

export async function invited({ page, check, url, platform }) {
  const start = page.getByRole('button', { name: '开始' })
  await page.goto(`${url}/rate/${CID}#i=used`)
  await page.getByText('您是受邀来评的').waitFor()
  // The code is not left where others see it.
  await page.waitForURL(`${url}/rate/${CID}/invited`)
  await check('rate-invited')
  await start.click()
  await page.getByText('每个邀请只能领一次票').waitFor()
  // The phone still leads in.
  await page.getByRole('link', { name: '填手机号来评' }).waitFor()
  await check('rate-invited-used')
  await page.goto(`${url}/rate/${CID}#i=GoodGoodGoodGoodGood_-`)
  await page.getByText('您是受邀来评的').waitFor()
  await page.reload()
  await start.dblclick()
  await page.waitForURL('**/category')
  assert.equal(platform.asked.filter(({ path }) => path === '/api/identity/rater-invitations').length, 2)
  await page.getByText('您在县市场监督管理局工作，按回避规定不评本单位').waitFor()
  await check('rate-invited-category')
  for (const { path, body } of platform.asked) assert.ok(!path.includes('Good') && !JSON.stringify(body ?? {}).includes('#i='))
  await page.evaluate(() => sessionStorage.clear())
}
