// Codes of handled matters: the stand-in's half, the clerk's page, a phone that scans, and the window's tablet.
import assert from 'node:assert/strict'
import { constants, privateDecrypt } from 'node:crypto'

const CID = 'qh-2026h2'
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
/** The last letter carries two bits of padding: one of every four is right. */
const codeOf = (number) => ALPHABET[number % 32] + ALPHABET[Math.floor(number / 32) % 32] + 'QRSTUVWXYZ234567ABCDEFGA'

/** Answers whether it knew the request. */
export function windowed(platform, { is, send, refuse, body, key }) {
  platform.codes ??= new Map()
  platform.codeRequests ??= new Map()
  if (is('POST', '/api/identity/item-codes')) {
    if (body.phone && !/^1\d{10}$/.test(body.phone)) return refuse(422, 'bad-phone', '请填写11位的手机号码。', { errors: [{ pointer: '/phone', message: '请填写11位的手机号码。' }] }) ?? true
    if (!body.phone && platform.campaigns[0].categories.some(({ needsPhone }) => needsPhone)) {
      const words = '这次评价规定，评价码只给留了手机号的办事人。请填手机号，一次一个。'
      return refuse(422, 'item-code-needs-phone', words, { errors: [{ pointer: '/phone', message: words }] }) ?? true
    }
    if (!platform.codeRequests.has(key)) {
      const made = Array.from({ length: body.count ?? 1 }, () => {
        const code = codeOf(platform.codes.size)
        platform.codes.set(code, { unit: body.unitId, window: body.window, matter: body.matter })
        return { code, path: `/rate/${body.campaignId}#c=${code}` }
      })
      platform.codeRequests.set(key, made)
    }
    return send(201, { items: platform.codeRequests.get(key) }) ?? true
  }
  if (is('GET', '/api/identity/item-codes/counts')) {
    const given = [...platform.codes.values()].length
    return send(200, { items: given === 0 ? [] : [{ unitId: 'u-edu', window: '3号窗口', matter: '学籍转移', month: '2026-11', issued: given, redeemed: 0 }] }) ?? true
  }
  if (is('POST', '/api/identity/item-code-sessions')) {
    const found = platform.codes.get(body.code)
    if (!found) return refuse(422, 'item-code-unknown', '没有找到这个办件码，请对照单子再看一遍；看着没错的，请窗口另给一个。', { errors: [{ pointer: '/code', message: '没有找到这个办件码' }] }) ?? true
    const category = body.tablet ? { id: 't', name: '办事人（平板）' } : { id: 'w', name: '办事人' }
    return send(200, {
      session: `item-${body.code}`, expiresAt: new Date(Date.now() + 300_000).toISOString(), categories: [category], units: [found.unit],
      window: found.window ?? null, matter: found.matter ?? null, used: platform.issued.has(`item-${body.code}`),
    }) ?? true
  }
  if (!is('POST', '/api/identity/rater-tokens') || !body.session.startsWith('item-')) return false
  const asked = JSON.stringify([body.category, body.blinded])
  const before = platform.issued.get(body.session)
  if (before && before !== asked) return refuse(409, 'item-code-used', '这个办件码已经领过评价票。') ?? true
  if (body.blinded.length !== 1) return refuse(422, 'bad-blinded-message', '请求不完整。') ?? true
  platform.issued.set(body.session, asked)
  const signatures = body.blinded.map(({ scope, kid, z }) => ({
    scope, kid, s: privateDecrypt({ key: platform.key, padding: constants.RSA_NO_PADDING }, Buffer.from(z, 'base64url')).toString('base64url'),
  }))
  return send(200, { signatures }) ?? true
}

const given = (platform, words = {}) => {
  platform.codes ??= new Map()
  const code = codeOf(platform.codes.size)
  platform.codes.set(code, { unit: 'u-edu', ...words })
  return code
}

async function answer(page, level) {
  for (const item of ['服务态度', '办事效率', '依法公正', '担当作为']) {
    await page.getByRole('group', { name: item }).getByRole('radio', { name: new RegExp(`^${level}`) }).check({ force: true })
  }
}

/** All that a browser may keep of a page. */
const keptIn = (page) =>
  page.evaluate(async () => {
    const databases = typeof indexedDB === 'undefined' ? [] : await indexedDB.databases()
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, databases.map(({ name }) => name), document.cookie.replace('XSRF-TOKEN=x1', ''), location.href])
  })

/** On one's own phone: the QR code's address, a lost answer, the receipt among those that the check finds. */
export async function scanned({ page, check, platform, url }) {
  const code = given(platform, { window: '3号窗口', matter: '学籍转移' })
  await page.goto(`${url}/rate/${CID}`)
  await page.getByRole('link', { name: '我刚办完事，有办件码' }).waitFor()
  await page.goto(`${url}/rate/${CID}#c=${code}`)
  await page.reload()
  await page.getByText('您办的事：3号窗口，学籍转移').waitFor()
  // No code in the address, and with it in no history.
  assert.equal(new URL(page.url()).hash, '')
  assert.equal(new URL(page.url()).pathname, `/rate/${CID}/item`)
  await check('item-start')
  platform.loseAnswer.push('/api/identity/rater-tokens')
  await page.getByRole('button', { name: '开始评价' }).click()
  await page.locator('.summary').waitFor()
  // Loaded anew and typed by hand: the seed was kept, so the question is the same.
  await page.goto(`${url}/rate/${CID}/item`)
  await page.getByLabel('办件码').fill('ABCD')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByText('办件码抄错了').waitFor()
  await check('item-code')
  await page.getByLabel('办件码').fill(code.toLowerCase().replace(/(.{4})/g, '$1 '))
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('button', { name: '开始评价' }).click()
  await page.getByRole('heading', { name: '评价县教育和体育局' }).waitFor()
  await answer(page, '满意')
  await page.getByRole('button', { name: '提交评价' }).click()
  await page.getByRole('heading', { name: '评价成功' }).waitFor()
  await check('item-done')
  const asked = platform.asked.filter(({ path, body }) => path === '/api/identity/rater-tokens' && body.session === `item-${code}`)
  assert.equal(asked.length, 2)
  assert.deepEqual(asked[0].body, asked[1].body)
  assert.ok(asked.every(({ body }) => body.category === 'w' && body.blinded.length === 1))
  await page.locator('#main').getByRole('link', { name: '核对我的评价' }).click()
  await page.getByText('票册核对通过').waitFor()
  await page.getByText('在票册里').waitFor()
  // The same code again shows the receipt; another device is told that it was used.
  await page.goto(`${url}/rate/${CID}/item#c=${code}`)
  await page.getByRole('heading', { name: '评价成功' }).waitFor()
  await page.evaluate(async () => {
    localStorage.clear()
    if (typeof indexedDB !== 'undefined') for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name)
  })
  await page.goto('about:blank')
  await page.goto(`${url}/rate/${CID}/item#c=${code}`)
  await page.getByText('已经用过').waitFor()
  await check('item-used')
}

/** At the window: nothing in any store at any step, nothing behind the back button, wiped when nobody touches it. */
export async function tablet({ page, context, check, shot, platform, url, width }) {
  await page.clock.install()
  const empty = JSON.stringify([{}, {}, [], '', `${url}/window/${CID}`])
  const nothingKept = async () => assert.equal((await keptIn(page)).replace(`["sanhang"]`, '[]'), empty)
  await page.goto(`${url}/help/privacy`)
  await page.goto(`${url}/window/${CID}`)
  await page.getByRole('heading', { name: '请您评一评' }).waitFor()
  await check('tablet-code')
  // A scanner types the address that the QR code holds.
  const code = given(platform)
  await page.getByLabel('办件码').fill(`${url}/rate/${CID}#c=${code}`)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '开始评价' }).waitFor()
  await check('tablet-start')
  const large = await page.getByRole('button', { name: '开始评价' }).boundingBox()
  assert.ok(large.height >= 60, `a target of ${large.height} px`)
  await nothingKept()
  await page.getByRole('button', { name: '开始评价' }).click()
  await page.getByRole('heading', { name: '评价县教育和体育局' }).waitFor()
  await answer(page, '非常满意')
  await page.getByLabel('想说的话').fill('办得快')
  await check('tablet-sheet')
  await nothingKept()
  await page.getByRole('button', { name: '提交评价' }).click()
  await page.getByRole('heading', { name: '评价成功' }).waitFor()
  await page.getByRole('img', { name: '回执的二维码' }).waitFor()
  await check('tablet-done')
  await nothingKept()
  const tokens = platform.asked.filter(({ path }) => path === '/api/identity/rater-tokens')
  assert.equal(tokens.at(-1).body.category, 't')
  const receipt = await page.locator('p.mono').innerText()
  assert.match(receipt, /^[0-9a-f]{64}$/)

  // The back button and forward again: nobody's page.
  await page.goBack()
  await page.goForward()
  await page.getByRole('heading', { name: '请您评一评' }).waitFor()
  assert.ok(!(await page.content()).includes(receipt))
  assert.equal(await page.getByLabel('办件码').inputValue(), '')

  // Somebody walks away in the middle of it.
  const other = given(platform)
  await page.getByLabel('办件码').fill(other)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '开始评价' }).click()
  await page.getByRole('heading', { name: '评价县教育和体育局' }).waitFor()
  await answer(page, '不满意')
  await page.clock.runFor(46_000)
  await shot('tablet-idle')
  // At once: the clock goes on while a slow machine makes up its mind to click.
  await page.evaluate(() => [...document.querySelectorAll('.left button')].find(({ innerText }) => innerText === '我还在').click())
  await page.clock.runFor(40_000)
  assert.equal(await page.getByRole('heading', { name: '评价县教育和体育局' }).count(), 1)
  await page.clock.runFor(30_000)
  await page.getByRole('heading', { name: '请您评一评' }).waitFor()
  assert.equal(await page.getByLabel('办件码').inputValue(), '')
  await nothingKept()
  assert.equal(platform.ballots.size, 1)
  // Its tokens are signed and gone with the page: said, not hidden.
  await page.getByLabel('办件码').fill(other)
  await page.keyboard.press('Enter')
  await page.getByText('已经用过').waitFor()
  await check('tablet-used')
  // The receipt that was photographed leads to the check with itself filled in.
  const phone = await context.newPage()
  await phone.goto(`${url}/verify/${CID}#r=${receipt}`)
  assert.equal(await phone.getByLabel('完整回执').inputValue(), receipt)
  await phone.getByRole('button', { name: '查一查' }).click()
  await phone.getByText('在票册里，第 1 张').waitFor()
  await phone.close()
  assert.ok(width > 700)
}

/** The clerk: a key, a code; Enter for the next; a batch on paper. */
export async function windowCodes({ page, check, shot, platform, url }) {
  await page.goto(`${url}/desk/window`)
  await page.getByRole('heading', { name: '窗口发办件码' }).waitFor()
  await page.getByText('还没有发过码').waitFor()
  await page.getByLabel('窗口（可以不填）').fill('3号窗口')
  await page.getByLabel('办的什么事').fill('学籍转移')
  await page.keyboard.press('Enter')
  await page.getByRole('img', { name: '办件码的二维码' }).waitFor()
  const first = await page.locator('.slip .letters').innerText()
  await check('desk-window-one')
  await page.getByRole('button', { name: /发下一个/ }).focus()
  await page.keyboard.press('Enter')
  await page.waitForFunction((before) => document.querySelector('.slip .letters')?.innerText !== before, first)
  await page.evaluate(() => (window.print = () => (window.printed = (window.printed ?? 0) + 1)))
  await page.getByLabel('或者一次印').fill('12')
  await page.getByRole('button', { name: '印一批' }).click()
  await page.waitForFunction(() => window.printed === 1)
  assert.equal(await page.locator('.slip').count(), 12)
  await check('desk-window-batch')
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.getByRole('button', { name: '印一批' }).isVisible(), false)
  assert.equal(await page.locator('.slip').first().isVisible(), true)
  await shot('desk-window-print')
  await page.emulateMedia({ media: null })
  const asked = platform.asked.filter(({ method, path }) => method === 'POST' && path === '/api/identity/item-codes')
  assert.equal(new Set(asked.map(({ headers }) => headers['idempotency-key'])).size, asked.length)
  assert.ok(asked.every(({ body }) => body.unitId === 'u-edu'))
}

/** A campaign that keeps the unit's own people out: the clerk is told to ask for the number, and why there is no batch. */
export async function windowPhone({ page, check, platform, url }) {
  const { categories } = platform.campaigns[0]
  const asked = () => platform.asked.filter(({ method, path }) => method === 'POST' && path === '/api/identity/item-codes')
  platform.as('edu')
  await page.goto(`${url}/desk/window`)
  await page.getByLabel('申请人手机号（可以不填）').waitFor()
  await page.getByRole('button', { name: '印一批' }).waitFor()

  Object.assign(categories.find(({ id }) => id === 'w'), { needsPhone: true })
  await page.reload()
  const phone = page.getByLabel('申请人手机号', { exact: true })
  await page.getByText('这次评价规定要填申请人手机号，一次发一个码').waitFor()
  assert.equal(await page.getByRole('button', { name: '印一批' }).count(), 0)
  // Without a number nothing is sent, and the cursor stands where it is wanted.
  await page.getByRole('button', { name: /^发一个码/ }).click()
  await page.getByText('请问申请人是多少').waitFor()
  await page.waitForFunction(() => document.activeElement?.id === 'phone')
  assert.equal(await phone.getAttribute('aria-invalid'), 'true')
  assert.equal(asked().length, 0)
  await check('desk-window-phone-missing')
  // A number that is none: the service says so, and what was typed stays.
  await page.keyboard.type('1380000')
  await page.keyboard.press('Enter')
  await page.locator('#phone-error', { hasText: '11位的手机号码' }).waitFor()
  assert.equal(await phone.inputValue(), '1380000')
  assert.equal(await page.locator('.slip').count(), 0)
  await check('desk-window-phone-wrong')
  await phone.fill('138 0000-0001')
  await page.keyboard.press('Enter')
  await page.getByRole('img', { name: '办件码的二维码' }).waitFor()
  assert.equal(asked().at(-1).body.phone, '13800000001')
  assert.equal(asked().at(-1).body.count, 1)
  assert.equal(await page.locator('#phone-error').count(), 0)
  // The number is gone before the next applicant comes, and she is asked for hers.
  assert.equal(await phone.inputValue(), '')
  await page.waitForFunction(() => document.activeElement?.id === 'phone')
  assert.ok(!(await keptIn(page)).includes('13800000001'))
  await check('desk-window-phone')

  // The rule was made while this page was open: the service refuses, and its words are shown.
  delete categories.find(({ id }) => id === 'w').needsPhone
  await page.reload()
  await page.getByLabel('申请人手机号（可以不填）').waitFor()
  Object.assign(categories.find(({ id }) => id === 't'), { needsPhone: true })
  await page.getByRole('button', { name: /^发一个码/ }).click()
  await page.locator('#phone-error', { hasText: '只给留了手机号的办事人' }).waitFor()
  assert.equal(await page.locator('.slip').count(), 0)
}
