// Ratings on printed sheets, and what raters wrote: the stand-in's half, and what people do with them.
import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, sign, verify, createPublicKey } from 'node:crypto'

const CODE = 'AAAQEAYEAUDAOCAJBIFQYDIOB4'
const OTHER = 'AAAQEAYEAUDAOCAJBIFQYDIOCA'
const OCTETS = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex')
const sha = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest()
const raw = (key) => key.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64')
const ITEMS = [['q1', '服务态度', 30], ['q2', '办事效率', 30], ['q3', '依法公正', 20], ['q4', '担当作为', 20]].map(([id, text, weight]) => ({ id, text, weight }))
const UNITS = [{ id: 'u-edu', name: '县教育和体育局', group: '县直部门' }, { id: 'u-health', name: '县卫生健康局', group: '县直部门' }]
const CATEGORIES = [{ id: 'c', name: '群众', weight: 60, entry: 'open' }, { id: 'p', name: '纸质问卷', weight: 40, entry: 'paper' }]

/** A published campaign with one committed sheet that was counted, real to the last octet, and one that is open. */
export class PaperBallots {
  log = generateKeyPairSync('ed25519')
  station = generateKeyPairSync('ed25519')
  batches = [{ id: 'b1', category: 'p', unit: 'u-edu', area: '柳河镇', count: 8, index: 1, printable: true, counted: 0, voided: 0, hands: {}, reasons: [] }]
  open = [{ batch: 'b1', mark: 'K7QX', state: 'differs', mine: true }, { batch: 'b1', mark: 'M2ZA', state: 'waiting', mine: false }]
  entered = []
  comments = [
    { id: 'x1', unit: 'u-edu', month: '2026-06', text: '报名材料能不能少交几份，问了13800138000没人接。', state: 'new', reason: null, thread: [], version: 1 },
    { id: 'x2', unit: 'u-edu', month: '2026-06', text: '窗口的同志很耐心。', state: 'shown', reason: null, thread: [{ from: 'unit', text: '谢谢您的鼓励。', day: '2026-07-02' }], version: 2 },
  ]

  constructor() {
    const cid = 'zhi-2026'
    const manifest = Buffer.from(JSON.stringify({
      v: 1, cid, title: '2026 年纸质评议', items: ITEMS, categories: CATEGORIES, units: UNITS, rules: {}, keys: [],
      log: { origin: `sanhang/${cid}`, alg: 'Ed25519', key: raw(this.log.publicKey) }, station: raw(this.station.publicKey),
    }))
    const document = JSON.stringify({ v: 1, cid, scope: 'p/u-edu', area: '柳河镇', count: 1, codes: [sha(OCTETS).toString('hex')] })
    const body = `zfpj1|${cid}|u-edu|q1=5,q2=4,q3=0,q4=2`
    const inputMsg = Buffer.concat([Buffer.from('paper1'), OCTETS])
    const signature = sign(null, Buffer.concat([Buffer.from('zfpj-ballot-v1\n'), sha(Buffer.from(body)), Buffer.alloc(32), sha(Buffer.of(2), inputMsg)]), this.station.privateKey)
    const auth = Buffer.concat([Buffer.of(0, inputMsg.length), inputMsg, Buffer.of(0, 0, 0, 64), signature])
    const leaf = (data) => sha(Buffer.of(0), data)
    const leaves = [leaf(manifest), leaf(Buffer.concat([Buffer.of(3), sha(Buffer.from(document))])), leaf(Buffer.concat([Buffer.of(1), sha(Buffer.from(body)), sha(auth), Buffer.alloc(32)]))]
    const root = sha(Buffer.of(1), sha(Buffer.of(1), leaves[0], leaves[1]), leaves[2])
    const head = `sanhang/${cid}\n3\n${root.toString('base64')}\n`
    this.files = {
      'voids.jsonl': '',
      manifest, leaves: Buffer.concat(leaves), 'auth.bin': auth, batches: { items: [{ index: 1, document }] },
      checkpoint: `${head}\n\u2014 sanhang/${cid} ${Buffer.concat([Buffer.alloc(4), sign(null, Buffer.from(head), this.log.privateKey)]).toString('base64')}\n`,
      'bodies.csv': `index,leaf,category,body,commit\n2,${leaves[2].toString('hex')},p,"${body}",${'0'.repeat(64)}\n`,
    }
    const times = { issueOpens: '2026-11-01T00:00:00+08:00', issueCloses: '2036-12-15T23:59:59+08:00', opens: '2026-11-01T00:00:00+08:00', closes: '2036-12-20T23:59:59+08:00' }
    this.campaigns = {
      [cid]: { id: cid, title: '2026 年纸质评议', state: 'published', ...times, items: ITEMS, units: UNITS, categories: CATEGORIES, ballots: 1 },
      'zhi-open': { id: 'zhi-open', title: '2027 年纸质评议', state: 'open', ...times, items: ITEMS, units: UNITS, categories: CATEGORIES, ballots: 0 },
    }
  }

  /** Of sheets of two kinds about the same unit, one of them not printed for the other unit. */
  result() {
    const cells = (c, p, k) => [
      { category: 'c', name: '群众', entry: 'open', weight: 60, n: c, mean: '86.1000', shrunk: '85.8000', withheld: false },
      { category: 'p', name: '纸质问卷', entry: 'paper', weight: 40, n: p, mean: '83.2000', shrunk: '82.9000', withheld: false },
      { category: 'k', name: '社区纸质问卷', entry: 'paper', weight: 0, n: k, mean: null, shrunk: null, withheld: true },
    ]
    const unit = (id, name, ballots, score, rank, of) => ({ id, name, group: '县直部门', ballots, counted: ballots, score, display: score.slice(0, 5), rank, ranked: true, tied: false, interval: null, rankInterval: [rank, rank], band: null, cells: of })
    return {
      campaign: { id: 'zhi-2026', title: '2026 年纸质评议', closes: '2026-06-20T23:59:59+08:00', publishedAt: '2026-06-28T09:00:00+08:00' },
      method: 'zfpj-score-1', root: 'ab'.repeat(32),
      units: [unit('u-edu', '县教育和体育局', 1350, '85.8851', 1, cells(112, 1231, 7)), unit('u-health', '县卫生健康局', 345, '83.4492', 2, cells(105, 240, 0))],
      sheets: [
        { category: 'p', unit: 'u-edu', printed: 1500, ballots: 1231, voided: 38 },
        { category: 'p', unit: 'u-health', printed: 300, ballots: 240, voided: 0 },
        { category: 'k', unit: 'u-edu', printed: 20, ballots: 7, voided: 2 },
      ],
    }
  }

  /** Answers whether it knew the request. */
  handle(platform, { is, send, refuse, body }) {
    const base = '/api/evaluation/campaigns/(zhi-2026|zhi-open)'
    let match
    if ((match = is('GET', base))) return send(200, this.campaigns[match[1]]) ?? true
    if ((match = is('GET', `${base}/(manifest|leaves|checkpoint|batches|bodies.csv|auth.bin|voids.jsonl)`))) return send(200, this.files[match[2]]) ?? true
    if (is('GET', '/api/evaluation/campaigns/zhi-2026/result')) return send(200, this.result()) ?? true
    if (is('GET', '/api/evaluation/campaigns/zhi-2026/comparison')) return refuse(404, 'no-earlier-campaign', '没有上一次。') ?? true
    if (is('GET', '/api/identity/campaigns/zhi-2026/draws')) return send(200, { items: [], invited: [], recused: 0 }) ?? true
    if (is('GET', `${base}/turnout`)) return send(200, { issued: [] }) ?? true
    if (is('GET', `${base}/flags`)) return send(200, { items: [], closed: true }) ?? true
    if (is('GET', `${base}/paper-batches`)) return send(200, { items: this.batches }) ?? true
    if (is('POST', `${base}/paper-batches`)) {
      const made = { id: `b${this.batches.length + 1}`, index: this.batches.length + 1, printable: true, counted: 0, voided: 0, hands: {}, reasons: [], ...body }
      this.batches.push(made)
      return send(201, made) ?? true
    }
    if (is('GET', `${base}/paper-batches/[^/]+/sheets`)) return send(200, { items: Array.from({ length: 8 }, (_, at) => 'ABCDEFGH'[at] + CODE.slice(1)) }) ?? true
    if (is('POST', `${base}/paper-batches/[^/]+/printing`)) return send(200, { ...this.batches[0], printable: false }) ?? true
    if (is('GET', `${base}/paper-sheets`)) return send(200, { items: this.open }) ?? true
    if (is('POST', `${base}/paper-sheets`)) {
      this.entered.push(body)
      if (body.code === OTHER) return refuse(409, 'sheet-differs', '已经有两个人录入过这张问卷，内容不一样。') ?? true
      return send(200, { state: this.entered.length > 1 ? 'counted' : 'waiting', unit: 'u-edu', area: '柳河镇' }) ?? true
    }
    if (is('POST', `${base}/paper-sheets/voids`)) {
      this.voided = body
      return send(200, { state: 'waiting', unit: 'u-edu', area: '柳河镇' }) ?? true
    }
    if (is('POST', `${base}/paper-sheets/decisions`)) {
      this.entered.push(body)
      return send(200, { state: 'counted', unit: 'u-edu', area: '柳河镇' }) ?? true
    }
    if (is('GET', `${base}/moderation`)) return send(200, { items: this.comments.filter(({ state }) => state === 'new'), total: 1, page: 0, size: 20 }) ?? true
    if ((match = is('PUT', `${base}/moderation/([^/]+)`))) {
      const one = this.comments.find(({ id }) => id === match[2])
      Object.assign(one, { state: body.shown ? 'shown' : 'hidden', text: body.text ?? one.text, reason: body.reason ?? null, version: one.version + 1 })
      return send(200, one) ?? true
    }
    const shown = this.comments.filter(({ state }) => state === 'shown')
    if ((match = is('GET', `${base}/units/([^/]+)/comments`))) {
      const few = match[2] !== 'u-edu'
      return send(200, { items: few ? [] : shown, total: shown.length, page: 0, size: 20, withheld: few, fewest: 10 }) ?? true
    }
    if ((match = is('POST', `${base}/comments/([^/]+)/answers`))) {
      const one = this.comments.find(({ id }) => id === match[2])
      one.thread.push({ from: 'office', text: body.text, day: '2026-11-20' })
      return send(201, one) ?? true
    }
    if (is('GET', `${base}/comments`)) {
      return send(200, { items: shown.map(({ month, text, thread }) => ({ month, text, answers: thread })), total: shown.length, page: 0, size: 20, withheld: false, fewest: 10 }) ?? true
    }
    if (is('POST', '/api/evaluation/campaigns/qh-2026h2/replies')) {
      const inputMsg = [...platform.ballots.keys()].map((one) => Buffer.from(one, 'hex')).find((one) => sha(Buffer.of(2), one).toString('hex') === body.nullifier)
      if (!inputMsg) return refuse(403, 'reply-refused', '这部手机上没有这张票的钥匙。') ?? true
      const about = body.text === undefined ? '' : sha(Buffer.from(body.text)).toString('hex')
      const key = createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), inputMsg.subarray(-32)]), type: 'spki', format: 'der' })
      const signed = Buffer.from(`zfpj-reply-v1\nqh-2026h2\n${body.nullifier}\n${body.date}\n${about}\n`)
      if (!verify(null, signed, key, Buffer.from(body.signature, 'hex'))) return refuse(403, 'reply-refused', '签名不对。') ?? true
      this.thread ??= [{ from: 'unit', text: '谢谢，材料已经减到两份。', day: '2026-11-20' }]
      if (body.text) this.thread.push({ from: 'rater', text: body.text, day: null })
      return send(200, { state: 'shown', text: '材料太多', messages: this.thread }) ?? true
    }
    return false
  }
}

/** With a stub in her hand somebody sees what her sheet was counted as; her code is sent to nobody. */
export async function stub({ page, check, platform, url }) {
  await page.goto(`${url}/verify/zhi-2026/paper#p=${CODE}`)
  assert.equal(await page.getByLabel('存根上的编码').inputValue(), CODE)
  await page.getByRole('button', { name: '核对' }).click()
  await page.getByText('打印之前就编入了公开票册').waitFor()
  await page.getByText('服务态度：非常满意').waitFor()
  await page.getByText('依法公正：不了解').waitFor()
  await check('verify-paper')
  await page.getByLabel('存根上的编码').fill(OTHER.toLowerCase())
  await page.getByRole('button', { name: '核对' }).click()
  await page.getByText('不在2026 年纸质评议印发的任何一批').waitFor()
  await page.getByLabel('存根上的编码').fill('ABC')
  await page.getByRole('button', { name: '核对' }).click()
  await check('verify-paper-error')
  assert.ok(platform.asked.every(({ path, body }) => !`${path}${JSON.stringify(body ?? '')}`.includes(CODE)))
  await page.goto(`${url}/result/zhi-2026/comments`)
  await page.getByLabel('部门').selectOption('u-edu')
  await page.getByText('谢谢您的鼓励').waitFor()
  await check('result-comments')
}

/** What became of the printed sheets: how many there were, were counted and were void. */
export async function sheets({ page, check, url }) {
  await page.goto(`${url}/result/zhi-2026`)
  await page.getByRole('heading', { name: '纸质问卷' }).waitFor()
  await check('result-sheets')
  const rows = await page.getByRole('table', { name: '各单位的纸质问卷' }).locator('tbody tr').evaluateAll((all) =>
    all.map((row) => [...row.children].map((cell) => (cell.dataset.label ? `${cell.dataset.label} ` : '') + cell.textContent.trim())),
  )
  assert.deepEqual(rows, [
    ['县教育和体育局', '人群 纸质问卷', '印发 1500', '计入 1231', '作废 38'],
    ['县卫生健康局', '人群 纸质问卷', '印发 300', '计入 240', '作废 0'],
    ['县教育和体育局', '人群 社区纸质问卷', '印发 20', '计入 7', '作废 2'],
  ])
  await page.getByText('每一份都公布了原因').waitFor()
  // Whoever holds a stub comes from here to her own sheet.
  await page.getByRole('link', { name: '可以查自己的那一份' }).click()
  await page.getByLabel('存根上的编码').waitFor()
  // Where nothing was printed nothing is said.
  await page.goto(`${url}/result/qh-2026h1`)
  await page.getByText('得分和名次只按群众').waitFor()
  assert.equal(await page.getByRole('heading', { name: '纸质问卷' }).count(), 0)
}

/** Reads the reply box of a ballot that was cast on this device, and writes back. */
export async function replyBox({ page, check, platform, url }) {
  await page.goto(`${url}/rate/qh-2026h2/replies`)
  await page.getByRole('button', { name: /看回复/ }).first().click()
  await page.getByText('材料已经减到两份').waitFor()
  await page.getByLabel('我还想说').fill('看到了，方便多了。')
  await page.getByRole('button', { name: '发给部门' }).click()
  await page.getByText('看到了，方便多了').waitFor()
  await check('rate-replies')
  const asked = platform.asked.filter(({ path }) => path.endsWith('/replies'))
  assert.ok(asked.length >= 2 && asked.every(({ headers }) => !headers.cookie && !headers.referer))
}

/** The office makes and prints sheets, enters them without a mouse, and decides about comments. */
export async function onPaper({ page, check, shot, platform, url, width }) {
  const { paperBallots } = platform
  await page.goto(`${url}/desk/campaigns/zhi-open`)
  await page.getByRole('heading', { name: '纸质问卷', exact: true }).waitFor()
  await page.getByRole('button', { name: '做这批问卷' }).click()
  await page.getByText('请选择被评价的单位').waitFor()
  await page.getByRole('combobox', { name: '被评价的单位' }).click()
  await page.getByRole('option', { name: '县卫生健康局' }).click()
  await page.getByLabel('发放的地方').fill('柳河镇')
  await page.getByRole('button', { name: '做这批问卷' }).click()
  await page.locator('.toast', { hasText: '可以打印' }).waitFor()
  assert.deepEqual(paperBallots.batches[1].unit, 'u-health')
  await check('desk-paper')

  if (width > 700) {
    await page.goto(`${url}/desk/campaigns/zhi-open/sheets/b1`)
    await page.locator('.sheet').first().waitFor()
    await shot('desk-sheets-two')
    assert.equal(await page.locator('.page').count(), 4)
    await page.emulateMedia({ media: 'print' })
    if (process.env.SHOTS) await page.pdf({ path: `${process.env.SHOTS_TO ?? '/tmp'}/sheets-two.pdf`, preferCSSPageSize: true })
    await page.emulateMedia({ media: 'screen' })
    await page.getByText('每页四份').click()
    assert.equal(await page.locator('.page').count(), 2)
    await shot('desk-sheets-four')
    if (process.env.SHOTS) await page.pdf({ path: `${process.env.SHOTS_TO ?? '/tmp'}/sheets-four.pdf`, preferCSSPageSize: true })
    // Nothing of a sheet is cut off.
    const cut = await page.evaluate(() => [...document.querySelectorAll('.sheet')].filter((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1).length)
    assert.equal(cut, 0)
    await page.getByRole('button', { name: '印好了，清除编码' }).click()
    await page.getByRole('button', { name: '印好了，清除', exact: true }).click()
    await page.waitForURL('**/campaigns/zhi-open')
  }

  await page.goto(`${url}/desk/campaigns/zhi-open/entry`)
  await page.waitForFunction(() => document.activeElement?.id === 'code')
  const { keyboard } = page
  await keyboard.type('wrong')
  await keyboard.press('Enter')
  await page.getByText('编码不对').waitFor()
  await page.locator('#code').fill('')
  await keyboard.type(CODE.toLowerCase())
  await keyboard.press('Enter')
  await page.waitForFunction(() => document.activeElement?.id === 'level-0')
  await keyboard.type('5420', { delay: 60 })
  await keyboard.press('Enter')
  await page.getByText('等另一个人再录一遍').waitFor()
  assert.deepEqual(paperBallots.entered[0], { code: CODE, levels: [5, 4, 2, 0] })
  await page.waitForFunction(() => document.activeElement?.id === 'code')
  await check('desk-entry')
  await keyboard.type(OTHER)
  await keyboard.press('Enter')
  await page.waitForFunction(() => document.activeElement?.id === 'level-0')
  await keyboard.type('4444', { delay: 60 })
  await keyboard.press('Enter')
  await page.getByText('内容不一样。').waitFor()
  await page.getByLabel(/裁定两个人录得不一样/).check()
  await page.getByRole('button', { name: '裁定' }).click()
  await page.getByText('请写明裁定的理由').waitFor()
  await page.getByLabel('理由', { exact: true }).fill('第二题勾在 4 上')
  await page.getByRole('button', { name: '裁定' }).click()
  await page.getByText('两次一致，已经计入').waitFor()
  assert.equal(paperBallots.entered.at(-1).reason, '第二题勾在 4 上')
  await page.getByLabel(/裁定两个人录得不一样/).uncheck()
  await page.getByLabel('填坏、破损的问卷').selectOption('unreadable')
  await page.getByText('要两个人都认定作废才算').waitFor()
  await page.locator('#code').fill(CODE)
  await check('desk-entry-void')
  await page.locator('#code').press('Enter')
  await page.getByText('已录入为作废，等另一个人再录一遍').waitFor()
  assert.deepEqual(paperBallots.voided, { code: CODE, voidFor: 'unreadable' })

  await page.goto(`${url}/desk/campaigns/zhi-2026/comments`)
  await page.getByRole('button', { name: '涂黑号码' }).click()
  await check('desk-comments')
  await page.getByRole('button', { name: '不公开', exact: true }).click()
  await page.getByText('不公开要写理由').waitFor()
  await page.getByRole('button', { name: '公开', exact: true }).click()
  await page.locator('.toast', { hasText: '已公开' }).waitFor()
  assert.equal(paperBallots.comments[0].text, '报名材料能不能少交几份，问了███████████没人接。')
  await page.getByRole('combobox', { name: '单位', exact: true }).click({ force: true })
  await page.getByRole('option', { name: '县教育和体育局' }).click()
  await page.getByLabel(/^答复：窗口/).fill('已转达。')
  await page.getByRole('button', { name: '答复', exact: true }).last().click()
  await page.locator('.toast', { hasText: '已答复' }).waitFor()
  await check('desk-comments-unit')
}
