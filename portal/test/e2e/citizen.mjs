import assert from 'node:assert/strict'
import { invited } from './register.mjs'
import { replyBox, stub } from './paperballots.mjs'

const CID = 'qh-2026h2'

export async function citizen(one) {
  const { page, check, url } = one
  await page.goto(url)
  await check('home')
  await invited(one)
  const code = await rate(one)
  await verify(one, code)
  await replyBox(one)
  await results(one)
  await stub(one)
  await idea(one)
  await query(one)
  await page.goto(`${url}/mailbox`)
  await check('mailbox')
  for (const path of ['help/privacy', 'help/accessibility', 'no-such-page']) {
    await page.goto(`${url}/${path}`)
    await check(path.replace('/', '-'))
  }
  await narrow(one)
}

async function rate({ page, check, platform, url }) {
  await page.goto(`${url}/rate`)
  await check('rate-list')
  await page.getByRole('link', { name: /去评价/ }).click()
  await page.waitForURL(`**/rate/${CID}`)
  await check('rate-start')
  await page.getByRole('link', { name: '开始' }).click()
  await page.getByRole('heading', { name: '您的手机号' }).waitFor()
  // A reader is told of the new page by its heading.
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1')

  await page.getByRole('button', { name: '发验证码' }).click()
  await page.waitForFunction(() => document.activeElement?.classList.contains('summary'))
  assert.match(await page.title(), /^错误：/)
  await check('rate-phone-error')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate(() => document.activeElement.id), 'phone')
  await page.keyboard.type('138 0000 0001')
  // What was put right does not stay red.
  await page.locator('.summary').waitFor({ state: 'detached' })
  await page.keyboard.press('Enter')
  await page.waitForURL('**/code')
  await check('rate-code')
  await page.getByLabel('短信验证码').fill('000000')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.locator('.summary').waitFor()
  await page.getByLabel('短信验证码').fill('246810')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.waitForURL('**/category')
  await check('rate-category')
  await page.getByLabel('群众').check()

  // The answer is lost on its way back, then the page is loaded anew: the same question gets the same tokens.
  platform.loseAnswer.push('/api/identity/rater-tokens')
  await page.getByRole('button', { name: '领评价票' }).click()
  await page.locator('.summary').waitFor()
  await page.reload()
  await page.getByRole('button', { name: '领评价票' }).click()
  await page.waitForURL('**/tokens')
  const asked = platform.asked.filter(({ path }) => path === '/api/identity/rater-tokens')
  assert.equal(asked.length, 2)
  assert.deepEqual(asked[0].body, asked[1].body)
  await page.waitForFunction(() => /[A-Z2-7]{4} [A-Z2-7]{4}/.test(document.body.innerText))
  await check('rate-tokens')
  const code = (await page.locator('.big-code').innerText()).replace(/\s/g, '')
  assert.match(code, /^[A-Z2-7]{26}$/)

  await page.getByRole('link', { name: '选择要评的部门' }).click()
  await check('rate-units')
  await page.getByRole('link', { name: /县教育和体育局/ }).click()
  await page.getByRole('heading', { name: '评价县教育和体育局' }).waitFor()
  await page.getByRole('button', { name: '提交评价' }).click()
  await check('rate-unit-error')
  for (const [item, level] of [['服务态度', '非常满意'], ['办事效率', '满意'], ['依法公正', '不了解'], ['担当作为', '基本满意']]) {
    await page.getByRole('group', { name: item }).getByRole('radio', { name: new RegExp(`^${level}`) }).check({ force: true })
  }
  await page.getByLabel('想说的话').fill('窗口态度好')
  await check('rate-unit')
  // The draft survives a reload and the back button.
  await page.waitForTimeout(400)
  await page.reload()
  await page.getByRole('heading', { name: '评价县教育和体育局' }).waitFor()
  assert.equal(await page.getByLabel('想说的话').inputValue(), '窗口态度好')
  await page.goBack()
  await page.getByText('没写完').waitFor()
  await page.goForward()
  await page.getByRole('heading', { name: '评价县教育和体育局' }).waitFor()

  // Lost answer again: the second sending is the same ballot, and the box holds one.
  platform.loseAnswer.push(`/api/evaluation/campaigns/${CID}/ballots`)
  await page.getByRole('button', { name: '提交评价' }).click()
  await page.locator('.summary').waitFor()
  await page.getByRole('button', { name: '提交评价' }).dblclick()
  await page.waitForURL('**/done')
  await check('rate-done')
  const ballots = platform.asked.filter(({ path }) => path.endsWith('/ballots'))
  assert.equal(ballots.length, 2)
  assert.deepEqual(ballots[0].body, ballots[1].body)
  assert.equal(platform.ballots.size, 1)
  assert.equal(ballots[0].body.body, `zfpj1|${CID}|u-edu|q1=5,q2=4,q3=0,q4=3`)
  for (const name of ['cookie', 'referer', 'x-xsrf-token', 'idempotency-key', 'authorization']) assert.equal(ballots[1].headers[name], undefined, name)
  assert.equal(await page.getByText('没有核对通过').count(), 0)
  return code
}

async function verify({ page, check, platform, url }, code) {
  await page.goto(`${url}/verify`)
  await page.getByText('这台手机有 1 张回执').waitFor()
  await check('verify-list')
  await page.getByRole('link', { name: /下半年/ }).click()
  await page.getByText('票册核对通过').waitFor()
  await page.getByText('第 1 张').waitFor()
  await check('verify')
  // Another person on the same phone: starts anew, the receipt stays.
  await page.goto(`${url}/rate/${CID}/units`)
  await page.getByText('换一个人在这台手机上评').click()
  await page.getByRole('button', { name: '换人' }).click()
  await page.getByRole('link', { name: '开始' }).waitFor()
  await page.goto(`${url}/verify/${CID}`)
  await page.getByText('第 1 张').waitFor()
  // The first one comes back with the recovery code: the same question, the same tokens.
  await page.goto(`${url}/rate/${CID}/recover`)
  await page.getByLabel('恢复码').fill('AAAA')
  await page.getByRole('button', { name: '下一步' }).click()
  await check('rate-recover-error')
  await page.getByLabel('恢复码').fill(code.toLowerCase())
  await page.getByRole('button', { name: '下一步' }).click()
  await page.waitForURL('**/phone')
  await page.getByLabel('手机号').fill('13800000001')
  await page.getByRole('button', { name: '发验证码' }).click()
  await page.getByLabel('短信验证码').fill('246810')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByLabel('群众').check({ force: true })
  await page.getByRole('button', { name: '领评价票' }).click()
  await page.waitForURL('**/tokens')
  assert.equal(platform.issued.size, 1)
  // The same unit again is found to be rated already.
  await page.goto(`${url}/rate/${CID}/units/u-edu`)
  for (const item of ['服务态度', '办事效率', '依法公正', '担当作为']) {
    await page.getByRole('group', { name: item }).getByRole('radio', { name: /^不满意/ }).check({ force: true })
  }
  await page.getByRole('button', { name: '提交评价' }).click()
  await page.getByText('这张票已经用过了').first().waitFor()
  await page.goto(`${url}/verify/${CID}`)
  await page.getByText('票册核对通过').waitFor()
  // The box swaps a leaf: the page must notice.
  const [kept] = platform.leaves.splice(1, 1, Buffer.alloc(32, 7))
  await page.reload()
  await page.getByText('还没编入').waitFor()
  platform.leaves[1] = kept
}

async function results({ page, check, url }) {
  await page.goto(`${url}/result`)
  await check('result-list')
  await page.getByRole('link', { name: /看结果.*上半年/ }).click()
  await page.getByText('样本不足，不排名').first().waitFor()
  await page.getByText('得分和名次只按群众、企业的票算').waitFor()
  await page.getByText('640 人里抽 200 人').waitFor()
  assert.equal(await page.getByText('并列').count() >= 2, true)
  await page.getByRole('cell', { name: '明显上升' }).waitFor()
  await page.getByText('样本不足，不比').waitFor()
  await page.getByText('按这次的权重重算过').waitFor()
  await page.getByText('四十张票同一天由同一人代填').waitFor()
  await check('result')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: /下载成绩表/ }).click()
  const file = await (await download).createReadStream()
  let text = ''
  for await (const chunk of file) text += chunk
  assert.match(text, /县直部门,1,并列,县卫生健康局,85\.8851,84\.5026,87\.3128,1,2,,105,105/)
  await page.getByText('十有九成在第 1 到第 2 名之间').first().waitFor()
  // The files are there, but they are not those of the result: said with the place, not passed over.
  await page.getByRole('link', { name: /自己重算一遍/ }).click()
  await page.getByRole('button', { name: '开始重算' }).click()
  await page.getByRole('heading', { name: '发现不符' }).waitFor()
  await page.getByText('和结果里写的不一样').waitFor()
  await check('recount-fault')
  await page.goto(`${url}/result/${CID}`)
  await page.getByRole('heading', { name: '结果还没有公布' }).waitFor()
}

async function idea({ page, check, platform, url }) {
  await page.goto(`${url}/idea`)
  await check('idea-kind')
  await page.getByLabel('建议').check({ force: true })
  await page.getByLabel('群众').check({ force: true })
  await page.getByRole('button', { name: '下一步' }).click()
  await page.waitForURL('**/idea/text')
  await page.getByLabel('标题').fill('路口')
  await page.getByRole('button', { name: '下一步' }).click()
  await check('idea-text-error')
  await page.getByLabel('标题').fill('学校门口要有斑马线')
  await page.getByLabel('详细情况').fill('实验小学门口车多，没有斑马线，孩子过马路危险，希望画上斑马线。')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.waitForURL('**/idea/contact')
  await page.goBack()
  assert.equal(await page.getByLabel('标题').inputValue(), '学校门口要有斑马线')
  await page.goForward()
  await page.getByLabel('该哪个部门管').selectOption('u-edu')
  await page.getByLabel('同意公开').check({ force: true })
  await check('idea-contact')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.waitForURL('**/idea/check')
  await check('idea-check')
  const before = platform.suggestions.size
  platform.loseAnswer.push('/api/feedback/suggestions')
  await page.getByRole('button', { name: '提交' }).click()
  await page.locator('.summary').waitFor()
  await page.reload()
  await page.getByRole('button', { name: '提交' }).dblclick()
  await page.waitForURL('**/idea/done')
  await check('idea-done')
  const sent = platform.asked.filter(({ method, path }) => method === 'POST' && path === '/api/feedback/suggestions')
  assert.equal(sent.length, 2)
  assert.equal(sent[0].headers['idempotency-key'], sent[1].headers['idempotency-key'])
  assert.equal(platform.suggestions.size, before + 1)
}

async function query({ page, check, platform, url }) {
  const code = [...platform.suggestions.keys()].at(-1)
  await page.goto(`${url}/query`)
  await page.getByLabel('查询码').fill('WRONG')
  await page.getByRole('button', { name: '查询' }).click()
  await check('query-error')
  await page.getByLabel('查询码').fill(code.toLowerCase())
  await page.getByRole('button', { name: '查询' }).click()
  await page.getByText('已收到，等待受理').waitFor()
  assert.ok(!page.url().includes(code))
  platform.answerSuggestion(platform.suggestions.get(code))
  await page.reload()
  await page.getByText('路灯已经修好').waitFor()
  await check('query-view')
  await page.getByRole('link', { name: '评价答复' }).click()
  await page.getByRole('radio', { name: /^不满意/ }).check({ force: true })
  await page.getByLabel('哪里不满意').fill('说修好了，晚上还是不亮。')
  await check('query-rating')
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('您给答复的评价').waitFor()
  await page.getByRole('link', { name: '补充说明' }).click()
  await page.getByLabel('要补充什么').fill('东头第三盏。')
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('东头第三盏').waitFor()
  await page.goto(`${url}/ideas`)
  await page.getByText('学校门口要有斑马线').first().waitFor()
  await check('ideas')
}

/** 320 px with large print: nothing runs out of the screen. */
async function narrow({ page, check, url, width }) {
  if (width > 700) return
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto(url)
  await page.getByRole('button', { name: '大字版' }).click()
  for (const path of ['', 'rate', `rate/${CID}`, `rate/${CID}/tokens`, `rate/${CID}/units`, `rate/${CID}/units/u-health`, `verify/${CID}`, 'result/qh-2026h1', 'idea', 'query/view']) {
    await page.goto(`${url}/${path}`)
    await check(`large-${path.replace(/\//g, '-') || 'home'}`)
  }
}
