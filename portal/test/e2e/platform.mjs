// A small stand-in for the gateway and the services, for the browser run only: it serves dist under the same strict
// content policy and answers what the pages ask, signing blindly and keeping a real tree.
import { bulk } from './bulk.mjs'
import { served } from './bundle.mjs'
import { checking } from './checks.mjs'
import { driven } from './drives.mjs'
import { inspected } from './inspections.mjs'
import { overseen } from './oversee.mjs'
import { constants, createHash, createPrivateKey, generateKeyPairSync, privateDecrypt, randomBytes, sign } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { PaperBallots } from './paperballots.mjs'
import { Offices, Papers } from './papers.mjs'
import { registered } from './register.mjs'
import { Records } from './records.mjs'
import { SCHEDULE, scheduled } from './schedule.mjs'
import { windowed } from './window.mjs'

const DIST = new URL('../../dist', import.meta.url).pathname
export const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'"
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml' }
const sha = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest()
const leafOf = (data) => sha(Buffer.of(0), data)
const nodeOf = (left, right) => sha(Buffer.of(1), left, right)
function rootOf(leaves) {
  if (leaves.length === 1) return leaves[0]
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return nodeOf(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)))
}

const UNITS = [
  ['u-office', '县政府办公室', 'office'],
  ['u-edu', '县教育和体育局', 'department'],
  ['u-health', '县卫生健康局', 'department'],
  ['u-market', '县市场监督管理局', 'department'],
  ['u-t1', '柳河镇', 'township'],
].map(([id, name, kind]) => ({ id, name, kind, aliases: [], tags: [] }))
const RATED = UNITS.slice(1, 4).map(({ id, name }) => ({ id, name, group: '县直部门' }))
const ACCOUNTS = {
  office: { id: 'a-office', name: '王敏', roles: ['OFFICE'], unitId: 'u-office', unitName: '县政府办公室' },
  edu: { id: 'a-edu', name: '李红', roles: ['DEPARTMENT'], unitId: 'u-edu', unitName: '县教育和体育局' },
}
const CODE = '246810'

export class Platform {
  /** Every request that reached the interface: method, path, headers, body. */
  asked = []
  /** Path prefixes whose next answer is dropped on the way back, after it was worked on. */
  loseAnswer = []
  /** Served in place of what was built, by path. */
  swapped = new Map()
  sms = []
  ballots = new Map()
  suggestions = new Map()
  byKey = new Map()
  issued = new Map()
  kept = new Records()
  paperBallots = new PaperBallots()
  papers = new Papers()
  offices = new Offices()
  signedIn = null
  flags = {
    items: [
      { flag: { id: 'identical~u-edu~c~1111', kind: 'identical', unit: 'u-edu', category: 'c', day: null, answers: '1111', observed: 40, of: 112, expected: '2.40', chance: '1.2e-38' }, decisions: [] },
      { flag: { id: 'turnout~u-market~e', kind: 'turnout', unit: 'u-market', category: 'e', day: null, answers: null, observed: 66, of: 120, expected: '18.00', chance: null }, decisions: [] },
    ],
    closed: false,
  }

  constructor() {
    // One key pair serves all scopes here: what is tested is the pages, not the registrar.
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
    this.key = createPrivateKey(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }))
    const spki = pair.publicKey.export({ type: 'spki', format: 'der' })
    this.log = generateKeyPairSync('ed25519')
    const logKey = this.log.publicKey.export({ type: 'spki', format: 'der' }).subarray(12)
    const categories = [
      { id: 'c', name: '群众', weight: 60 },
      { id: 'e', name: '企业', weight: 40 },
      { id: 'w', name: '办事人', weight: 0, entry: 'code' },
      { id: 't', name: '办事人（平板）', weight: 0, entry: 'tablet' },
    ]
    this.manifest = Buffer.from(
      JSON.stringify({
        v: 1,
        cid: 'qh-2026h2',
        title: '2026 年下半年万人评作风',
        levels: [5, 4, 3, 2, 1].map((id) => ({ id, score: { 5: 100, 4: 80, 3: 60, 2: 40, 1: 0 }[id] })),
        items: [
          { id: 'q1', text: '服务态度', weight: 30 },
          { id: 'q2', text: '办事效率', weight: 30 },
          { id: 'q3', text: '依法公正', weight: 20 },
          { id: 'q4', text: '担当作为', weight: 20 },
        ],
        categories,
        units: RATED,
        rules: { k: 10, m: 10, minN: 30, minWeight: 60, B: 2000 },
        keys: categories.flatMap(({ id }) =>
          RATED.map((unit) => ({ scope: `${id}/${unit.id}`, kid: sha(spki).subarray(0, 8).toString('hex'), spki: spki.toString('base64') })),
        ),
        log: { origin: 'sanhang.test/qh-2026h2', alg: 'ed25519', key: logKey.toString('base64') },
        closes: '2036-12-20T23:59:59+08:00',
        // As the service reads it from the portal when the campaign opens.
        bundle: { sha256: sha(readFileSync(join(DIST, 'bundle.txt'))).toString('hex') },
      }),
    )
    this.leaves = [leafOf(this.manifest)]
    this.campaigns = [
      { id: 'qh-2026h2', title: '2026 年下半年万人评作风', state: 'open', opens: '2026-11-01T00:00:00+08:00', closes: '2036-12-20T23:59:59+08:00', issueOpens: '2026-11-01T00:00:00+08:00', issueCloses: '2036-12-15T23:59:59+08:00', units: RATED, categories: [{ id: 'c', name: '群众', weight: 60, entry: 'invited' }, { id: 'e', name: '企业', weight: 40, entry: 'open' }, ...categories.slice(2)], ballots: 12, turnout: 12, target: 10000 },
      { id: 'qh-2026h1', title: '2026 年上半年万人评作风', state: 'published', opens: '2026-05-01T00:00:00+08:00', closes: '2026-06-20T23:59:59+08:00', units: RATED, categories: [{ id: 'c', name: '群众', weight: 60, entry: 'invited' }, { id: 'e', name: '企业', weight: 40, entry: 'code' }, { id: 'o', name: '自愿参加', weight: 0, entry: 'open' }], ballots: 245 },
    ]
    this.tasks = this.makeTasks()
    this.plan = this.makePlan()
    this.inbox = [
      { id: 'm1', title: '新任务待签收', text: '“优化企业开办流程”已下达给您单位，请签收。', link: '/desk/tasks/t1', at: '2026-11-23T09:00:00+08:00' },
      { id: 'm2', title: '任务已销号', text: '“清理证明事项”已批准销号。', at: '2026-11-20T09:00:00+08:00', readAt: '2026-11-20T10:00:00+08:00' },
    ]
    this.addSuggestion({ title: '村口路灯坏了半个月', body: '柳河镇东头村口的路灯坏了半个月，晚上学生回家看不见路。', kind: 'help', submitter: 'citizen', publish: true })
  }

  makeTasks() {
    const base = {
      voyage: 'start', groupId: 'g-business', groupName: '营商环境推进组', kind: 'routine',
      leadUnits: [{ id: 'u-market', name: '县市场监督管理局' }], responsibleUnits: [{ id: 'u-edu', name: '县教育和体育局' }, { name: '各乡镇政府' }],
      version: 3, cadences: [{ text: '每月一次', unit: 'month', every: 1 }], measures: [], quotas: [{ text: '不少于 3 家', count: 3 }],
      deadlines: [{ text: '6月底前', date: '2026-06-30' }], document: { id: 'i1', number: '清政办发〔2026〕3号', title: '作风建设行动方案' },
      schedule: { earlierDue: [], milestones: [], targets: [] }, progress: [], difficulties: [], extensions: [], pauses: [], receipts: [], tags: [], constrained: false, constraints: [], checks: [], absorbed: [], earlierCloseOuts: [], historyIntact: true,
    }
    const history = [{ at: '2026-11-20T09:00:00+08:00', by: 'a-office', byName: '王敏', step: 'assign', stepText: '下达任务' }]
    const make = (id, title, state, stateText, light, lightText, dueOn, allowed, more = {}) => ({ ...base, id, title, clause: `三(二)${id.slice(1)}`, text: `${title}。由牵头单位会同责任单位拿出办法，按期办结。`, state, stateText, light, lightText, dueOn, allowed, history, ...more })
    return [
      make('t1', '优化企业开办流程，一天之内办完', 'assigned', '待签收', 'yellow', '还有 2 个工作日', '2026-11-25', ['sign-for']),
      make('t2', '清理不必要的证明事项', 'in-progress', '推进中', 'red', '已逾期 5 天', '2026-11-18', ['report-progress', 'raise-difficulty', 'apply-close-out', 'set-milestones', 'do-milestone', 'set-targets', 'record-reading', 'keep-list'], {
        schedule: SCHEDULE(),
        progress: [{ id: 'p1', at: '2026-11-21T15:20:00+08:00', by: '李红', text: '已梳理 42 项，取消 17 项。', percent: 60, evidence: [{ id: 'f1', name: '取消清单.xlsx', size: 23456 }] }],
        difficulties: [{ id: 'd1', at: '2026-11-21T16:00:00+08:00', by: '李红', text: '省里系统还要求上传证明。' }],
      }),
      make('t3', '每月走访三家企业', 'close-out-applied', '申请销号', 'green', '还有 9 个工作日', '2026-12-04', ['close', 'return'], {
        closeOut: { appliedAt: '2026-11-22T10:00:00+08:00', appliedBy: '李红', statement: '全年走访 36 家，解决问题 21 个。', evidence: [{ id: 'f2', name: '走访记录.pdf', size: 345678 }] },
      }),
      make('m1', '盘活第二小学停工教学楼', 'draft', '待下达', 'green', '还有 30 天', '2026-12-24', ['assign', 'edit', 'set-lists', 'split', 'merge'], {
        kind: 'legacy-matter',
        legacy: { type: 'unfinished-project', typeText: '烂尾工程', since: '2017-09-01', items: 1, complete: false },
        lists: { background: '2017年9月施工方资金链断裂停工，主体三层已封顶。', items: [{ what: '完成主体结构安全鉴定', who: '县教育和体育局', how: '' }], gaps: ['措施清单'] },
      }),
      make('m2', '县医院迁建项目', 'in-progress', '推进中', 'green', '还有 36 天', '2026-12-30', ['edit', 'change-leader', 'change-force', 'constrain', 'lift-constraint', 'split', 'merge'], {
        kind: 'key-project', leader: '副县长（分管社会民生）', constrained: true,
        charge: { leader: { postId: 'p-social', title: '副县长（分管社会民生）' }, force: { name: '县医院迁建工作专班', members: [{ postId: 'p-edu', title: '县教育和体育局局长' }] } },
        constraints: [{ id: 'c1', at: '2026-11-12T15:20:00+08:00', by: '刘芳', text: '配套道路没有列入今年用地计划。', needed: '市里追加用地指标。' }],
      }),
      make('m3', '农村饮水安全问题整改', 'closed', '已销号', 'none', '已销号', '2026-11-10', ['reopen', 'check'], {
        kind: 'rectification', level: 'city-party', levelText: '市委', checks: [{ since: '2026-11-20T10:00:00+08:00' }],
      }),
      ...Array.from({ length: 21 }, (_, at) => make(`t${at + 10}`, `窗口服务改进第 ${at + 1} 项`, 'closed', '已销号', 'none', '已销号', '2026-10-01', [])),
    ]
  }

  makePlan() {
    const item = (ref, parentRef, kind, title, more = {}) => ({ ref, parentRef, kind, title, text: title, leadUnits: [], responsibleUnits: [], collectiveUnits: [], deadlines: [], cadences: [], quotas: [], ...more })
    return {
      id: 'i1', state: 'draft',
      document: { number: '清政办发〔2026〕3号', title: '作风建设行动方案', issuer: '清河县人民政府办公室', issuedOn: '2026-02-12' },
      items: [
        item('三', undefined, 'part', '重点任务'),
        item('三(一)', '三', 'voyage', '领航行动', { voyage: 'lead' }),
        item('三(一)1', '三(一)', 'item', '开展学习教育'),
        item('三(一)1(1)', '三(一)1', 'sub-item', '每月组织一次集中学习，6月底前完成第一轮。', { leadUnits: ['县政府办公室'], responsibleUnits: ['县教育和体育局'], collectiveUnits: ['各乡镇政府'], deadlines: [{ text: '6月底前', date: '2026-06-30' }], cadences: [{ text: '每月一次' }], quotas: [{ text: '全年 12 次' }] }),
        item('三(二)', '三', 'voyage', '启航行动', { voyage: 'start' }),
        item('三(二)1', '三(二)', 'item', '优化企业开办流程'),
      ],
      brackets: [{ ref: '三(一)1', text: '（县政府办公室牵头，县教育和体育局、各乡镇政府负责）', covers: ['三(一)1(1)'] }],
      groups: [{ ref: '附1', name: '营商环境推进组', posts: [{ role: '组长', title: '副县长', vacant: true }] }],
      findings: [
        { code: 'no-unit', ref: '三(二)1', message: '这一条没有写责任单位。' },
        { code: 'count-differs', ref: '三', message: '前面说十项任务，实际只有九项。', resolved: '按原文保留' },
      ],
    }
  }

  addSuggestion(body) {
    const id = `s${this.suggestions.size + 1}`
    const code = `QH${randomBytes(4).toString('hex').toUpperCase()}`
    const at = '2026-11-23T10:00:00+08:00'
    const view = {
      id, title: body.title, body: body.body, kind: body.kind, submitter: body.submitter, state: 'received', stateText: '已收到，等待受理', receivedAt: at, dueOn: '2026-12-07',
      followUps: [], timeline: [{ at, step: 'received', text: '已收到，等待办公室受理' }], mayRate: false, mayFollowUp: true, allowed: ['accept', 'refuse'],
    }
    this.suggestions.set(code, view)
    return { id, queryCode: code, dueOn: view.dueOn, next: '县政府办公室在 2 个工作日内转给该管的部门。' }
  }

  answerSuggestion(view) {
    Object.assign(view, {
      state: 'answered', stateText: '已答复', unitId: 'u-t1', unitName: '柳河镇', mayRate: true, allowed: ['adopt'],
      answer: { at: '2026-11-24T09:00:00+08:00', unitName: '柳河镇', text: '路灯已经修好，谢谢您的提醒。' },
      adopted: { taskId: 't1', taskTitle: '全镇路灯排查', state: 'in-progress', stateText: '推进中' },
    })
    view.timeline.push({ at: '2026-11-24T09:00:00+08:00', step: 'answered', text: '柳河镇已答复' })
  }

  /** Signed in already, where signing in is not what is tested. */
  as(name) {
    this.signedIn = { ...ACCOUNTS[name] }
  }

  async start() {
    this.server = createServer((request, response) => this.handle(request, response))
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    this.url = `http://127.0.0.1:${this.server.address().port}`
    return this
  }
  stop() {
    this.server.closeAllConnections()
    this.server.close()
  }

  async handle(request, response) {
    const url = new URL(request.url, 'http://localhost')
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    const raw = Buffer.concat(chunks)
    response.setHeader('Content-Security-Policy', POLICY)
    response.setHeader('X-Content-Type-Options', 'nosniff')
    response.setHeader('Referrer-Policy', 'same-origin')
    if (!/^\/(api|oauth2|logout)/.test(url.pathname)) return this.file(url.pathname, response)

    const json = (request.headers['content-type'] ?? '').startsWith('application/json')
    const body = json && raw.length > 0 ? JSON.parse(raw) : raw
    this.asked.push({ method: request.method, path: url.pathname, query: url.search, headers: request.headers, body })
    const send = (status, content, headers = {}) => {
      const lost = this.loseAnswer.findIndex((prefix) => url.pathname.startsWith(prefix))
      if (lost >= 0) {
        this.loseAnswer.splice(lost, 1)
        // Cut off in the middle: a browser repeats by itself what was never answered at all.
        response.writeHead(status, { 'content-type': 'application/json', 'content-length': 1000 })
        return response.write('{', () => request.socket.destroy())
      }
      const buffer = Buffer.isBuffer(content) || typeof content === 'string'
      response.writeHead(status, { 'content-type': status >= 400 ? 'application/problem+json' : buffer ? 'application/octet-stream' : 'application/json', ...headers })
      response.end(content === undefined ? '' : buffer ? content : JSON.stringify(content))
    }
    const refuse = (status, code, detail, more = {}) => send(status, { type: `/problems/${code}`, title: detail, status, detail, code, ...more })
    const anonymous = /\/(ballots|replies)$/.test(url.pathname)
    const cookies = request.headers.cookie ?? ''
    if (request.method !== 'GET' && !anonymous && (!cookies.includes('XSRF-TOKEN=x1') || request.headers['x-xsrf-token'] !== 'x1')) {
      return refuse(403, 'page-expired', '请刷新页面后再试。')
    }
    if (anonymous && (cookies || request.headers['x-xsrf-token'] || request.headers['idempotency-key'] || request.headers.referer)) {
      return refuse(400, 'not-anonymous', '投票请求带了身份信息。')
    }
    try {
      await this.route(request.method, url, body, { send, refuse, key: request.headers['idempotency-key'], ifMatch: request.headers['if-match'] })
    } catch (thrown) {
      console.error(thrown)
      refuse(500, 'internal', '系统出错')
    }
  }

  file(path, response) {
    const file = join(DIST, path)
    if (path.startsWith('/assets/') && !existsSync(file)) return response.writeHead(404).end()
    const found = existsSync(file) && statSync(file).isFile() ? file : join(DIST, path.startsWith('/desk') ? 'desk/index.html' : 'index.html')
    response.writeHead(200, { 'content-type': TYPES[extname(found)] ?? 'application/octet-stream' })
    response.end(this.swapped.get(path) ?? readFileSync(found))
  }

  async route(method, url, body, { send, refuse, key, ifMatch }) {
    const at = (pattern) => new RegExp(`^${pattern}$`).exec(url.pathname)
    const is = (verb, pattern) => (method === verb ? at(pattern) : null)
    const page = (items) => {
      const number = Number(url.searchParams.get('page') ?? 0)
      const size = Number(url.searchParams.get('size') ?? 20)
      return send(200, { items: items.slice(number * size, number * size + size), total: items.length, page: number, size })
    }
    let match

    if (is('GET', '/api/session')) {
      return send(200, this.signedIn ? { signedIn: true, ...this.signedIn } : { signedIn: false }, { 'set-cookie': 'XSRF-TOKEN=x1; Path=/' })
    }
    if (is('GET', '/oauth2/authorization/sanhang')) {
      if (this.passed) this.signedIn = { ...this.passed }
      return send(302, undefined, { location: this.passed ? '/desk/' : '/desk/sign-in' })
    }
    if (is('POST', '/logout')) {
      this.signedIn = this.passed = null
      return send(204)
    }
    if (is('POST', '/api/identity/login/password')) {
      if (!ACCOUNTS[body.username] || body.password !== body.username) return refuse(401, 'bad-credentials', '账号或密码不对。')
      this.sms.unshift({ to: '13900000001', text: `登录验证码 ${CODE}，5 分钟内有效。`, at: new Date().toISOString() })
      return send(200, { challenge: body.username, maskedPhone: '139****0001', expiresAt: '2036-01-01T00:00:00+08:00' })
    }
    if (is('POST', '/api/identity/login/code')) {
      if (body.code !== CODE) return refuse(422, 'wrong-code', '验证码不对，还可以试 4 次。')
      this.passed = ACCOUNTS[body.challenge]
      return send(200, { continueTo: '/oauth2/authorization/sanhang' })
    }
    if (is('GET', '/api/identity/units')) return send(200, { items: UNITS })
    if (is('GET', '/api/identity/calendar-years')) {
      const known = { year: 2026, source: 'built-in', holidays: [{ from: '2026-10-01', to: '2026-10-07', name: '国庆节' }], workdays: ['2026-09-20', '2026-10-10'], version: 0, earlier: [] }
      return send(200, this.calendar ? { items: [this.calendar, known] } : { items: [known], warning: '2027年的放假安排还没有导入。' })
    }
    if (is('PUT', '/api/identity/calendar-years/2027')) {
      const text = body.toString()
      if (text.includes('乱写')) {
        return refuse(422, 'bad-calendar', '2027年的放假安排有1处要改，没有导入任何内容。', { errors: [{ pointer: '/lines/2', message: '第2行：看不懂“乱写”' }] })
      }
      const notice = { holidays: [{ from: '2027-01-01', to: '2027-01-03', name: '元旦' }], workdays: text.includes('班') ? ['2027-01-09'] : [] }
      const by = { importedBy: '县政府办公室', importedAt: new Date().toISOString() }
      const version = (this.calendar?.version ?? 0) + 1
      const earlier = this.calendar ? [{ version: 1, ...by, holidays: this.calendar.holidays, workdays: this.calendar.workdays }] : []
      this.calendar = { year: 2027, source: 'imported', ...by, ...notice, version, earlier }
      return send(200, this.calendar)
    }
    if (is('GET', '/api/notification/mailbox')) return send(200, { items: this.sms })

    // ---- rating
    if (registered(this, { is, send, refuse, body })) return
    if (this.paperBallots.handle(this, { is, send, refuse, body })) return
    if (is('GET', '/api/evaluation/campaigns')) return send(200, { items: this.campaigns })
    if ((match = is('GET', '/api/evaluation/campaigns/([^/]+)'))) {
      const found = this.campaigns.find(({ id }) => id === match[1])
      return found ? send(200, found) : refuse(404, 'not-found', '没有这次评价。')
    }
    if (is('GET', '/api/evaluation/campaigns/qh-2026h2/manifest') || is('GET', '/api/evaluation/campaigns/qh-2026h1/manifest')) return send(200, this.manifest)
    for (const file of ['bodies.csv', 'auth.bin', 'withheld.csv', 'issuance.csv']) if (is('GET', `/api/evaluation/campaigns/qh-2026h1/${file}`)) return send(200, Buffer.alloc(0))
    if (is('GET', '/api/evaluation/campaigns/qh-2026h2/leaves') || is('GET', '/api/evaluation/campaigns/qh-2026h1/leaves')) return send(200, Buffer.concat(this.leaves))
    if (is('GET', '/api/evaluation/campaigns/qh-2026h2/checkpoint') || is('GET', '/api/evaluation/campaigns/qh-2026h1/checkpoint')) {
      const text = `sanhang.test/qh-2026h2\n${this.leaves.length}\n${rootOf(this.leaves).toString('base64')}\n`
      const signature = Buffer.concat([Buffer.of(1, 2, 3, 4), sign(null, Buffer.from(text), this.log.privateKey)])
      return send(200, `${text}\n— sanhang.test/qh-2026h2 ${signature.toString('base64')}\n`)
    }
    if (served(this, { is, send })) return
    if (is('POST', '/api/identity/rater-codes')) {
      this.sms.unshift({ to: body.phone, text: `领票验证码 ${CODE}，5 分钟内有效。`, at: new Date().toISOString() })
      return send(202, { expiresAt: '2036-01-01T00:00:00+08:00' })
    }
    if (is('POST', '/api/identity/rater-sessions')) {
      if (body.code !== CODE) return refuse(422, 'wrong-code', '验证码不对，还可以试 4 次。', { errors: [{ pointer: '/code', message: '验证码不对' }] })
      return send(200, { session: `session-${body.phone}`, expiresAt: new Date(Date.now() + 300_000).toISOString(), categories: [{ id: 'c', name: '群众' }, { id: 'e', name: '企业' }], units: RATED.map(({ id }) => id) })
    }
    if (windowed(this, { is, send, refuse, body, key })) return
    if (is('POST', '/api/identity/rater-tokens')) {
      const asked = JSON.stringify([body.category, body.blinded])
      const before = this.issued.get(body.session)
      if (before && before !== asked) return refuse(409, 'already-issued', '这个手机号已经领过评价票。')
      if (body.blinded.length !== RATED.length) return refuse(422, 'bad-blinded-message', '请求不完整。')
      this.issued.set(body.session, asked)
      const signatures = body.blinded.map(({ scope, kid, z }) => ({
        scope, kid, s: privateDecrypt({ key: this.key, padding: constants.RSA_NO_PADDING }, Buffer.from(z, 'base64url')).toString('base64url'),
      }))
      return send(200, { signatures })
    }
    if (is('POST', '/api/evaluation/campaigns/qh-2026h2/ballots')) {
      const u16 = (hex) => Buffer.concat([Buffer.of(hex.length / 2 / 256, (hex.length / 2) % 256), Buffer.from(hex, 'hex')])
      const leaf = leafOf(Buffer.concat([Buffer.of(1), sha(Buffer.from(body.body)), sha(u16(body.inputMsg), u16(body.tokenSig), u16(body.ballotSig)), Buffer.from(body.commentCommit, 'hex')])).toString('hex')
      const known = this.ballots.get(body.inputMsg)
      if (known && known !== leaf) return refuse(409, 'token-used', '这张票已经用过了。', { leafHash: known })
      if (!known) {
        this.ballots.set(body.inputMsg, leaf)
        this.leaves.push(Buffer.from(leaf, 'hex'))
      }
      const sealBy = '2036-12-01'
      const receiptSig = sign(null, Buffer.from(`zfpj-receipt-v1\nqh-2026h2\n${leaf}\n${sealBy}\n`), this.log.privateKey).toString('hex')
      return send(202, { leafHash: leaf, receiptSig, sealBy })
    }
    if (is('GET', '/api/evaluation/campaigns/qh-2026h2/result')) return refuse(404, 'result-not-published', '结果还没有公布。')
    if (is('GET', '/api/evaluation/campaigns/qh-2026h1/result')) return send(200, this.result())
    if (is('GET', '/api/evaluation/campaigns/qh-2026h1/comparison')) return send(200, this.comparison())
    if ((match = is('GET', '/api/evaluation/campaigns/([^/]+)/turnout'))) {
      return send(200, { issued: match[1] === 'qh-new' ? [] : [{ category: 'c', day: '2026-11-20', count: 8 }, { category: 'c', day: '2026-11-21', count: 3 }, { category: 'e', day: '2026-11-21', count: 2 }] })
    }
    if (is('POST', '/api/evaluation/campaigns')) {
      const made = { id: 'qh-new', state: 'draft', ballots: 0, turnout: 0, categories: this.campaigns[0].categories, ...body }
      this.campaigns.unshift(made)
      return send(201, made)
    }
    if (is('GET', '/api/evaluation/campaigns/qh-2026h1/checkpoints')) return send(200, { items: [{ size: 1, date: '2026-05-01' }] })
    if (is('GET', '/api/evaluation/campaigns/qh-2026h1/decisions.jsonl')) return send(200, '')
    if (is('GET', '/api/evaluation/campaigns/qh-new/flags')) return send(200, this.flags)
    if ((match = is('POST', '/api/evaluation/campaigns/qh-new/flags/([^/]+)/decisions'))) {
      const item = this.flags.items.find(({ flag }) => flag.id === decodeURIComponent(match[1]))
      item.decisions.push({ ...body, name: '王敏', at: '2026-11-24T09:00:00+08:00' })
      return send(200, this.flags)
    }
    if ((match = is('POST', '/api/evaluation/campaigns/([^/]+)/(opening|closing|publication)'))) {
      const found = this.campaigns.find(({ id }) => id === match[1])
      const open = this.flags.items.filter(({ decisions }) => decisions.length === 0).length
      if (match[2] === 'publication' && open > 0) return refuse(409, 'flags-undecided', `还有 ${open} 处异常没有作出决定，结果还不能公布。`)
      found.state = { opening: 'open', closing: 'closed', publication: 'published' }[match[2]]
      return send(200, found)
    }

    // ---- ideas
    if (is('POST', '/api/feedback/suggestions')) {
      if (!this.byKey.has(key)) this.byKey.set(key, this.addSuggestion(body))
      return send(201, this.byKey.get(key))
    }
    if (is('POST', '/api/feedback/suggestion-queries')) {
      const found = this.suggestions.get(body.code.toUpperCase())
      return found ? send(200, found) : refuse(404, 'no-such-code', '没有这个查询码，请检查有没有抄错。', { errors: [{ pointer: '/code', message: '没有这个查询码，请检查有没有抄错' }] })
    }
    if ((match = is('POST', '/api/feedback/suggestions/([^/]+)/(rating|follow-ups)'))) {
      const found = this.suggestions.get(body.code.toUpperCase())
      if (match[2] === 'rating') Object.assign(found, { rating: { level: body.level, reason: body.reason }, mayRate: false })
      else found.followUps.push({ at: '2026-11-24T10:00:00+08:00', text: body.text })
      return send(200, found)
    }
    if (is('GET', '/api/feedback/public-suggestions')) return page([...this.suggestions.values()].filter(({ answer }) => answer))

    // ---- from here on staff only
    if (!this.signedIn) return refuse(401, 'unauthenticated', '请先登录。')
    if (is('GET', '/api/identity/groups')) return send(200, { items: [{ id: 'g-business', name: '营商环境推进组', posts: [], version: 1 }] })
    if (is('GET', '/api/feedback/suggestions')) {
      const state = url.searchParams.get('state')
      return page([...this.suggestions.values()].filter((one) => !state || one.state === state))
    }
    if ((match = at('/api/feedback/suggestions/([^/]+)(/[a-z]+)?'))) {
      const found = [...this.suggestions.values()].find(({ id }) => id === match[1])
      if (method === 'POST') {
        if (match[2] === '/acceptance') Object.assign(found, { state: 'accepted', stateText: '已转交柳河镇办理', unitId: body.unitId, unitName: UNITS.find(({ id }) => id === body.unitId).name, allowed: ['answer', 'adopt'] })
        if (match[2] === '/answer') this.answerSuggestion(found)
      }
      return send(200, found, { etag: '"1"' })
    }
    if (is('GET', '/api/notification/inbox/count')) return send(200, { unread: this.inbox.filter(({ readAt }) => !readAt).length })
    if (is('GET', '/api/notification/inbox')) return page(this.inbox.filter(({ readAt }) => !url.searchParams.get('unread') || !readAt))
    if ((match = is('POST', '/api/notification/inbox/([^/]+)/reading'))) {
      const found = this.inbox.find(({ id }) => id === match[1])
      found.readAt = new Date().toISOString()
      return send(200, found)
    }
    if (is('POST', '/api/notification/inbox/reading')) {
      for (const message of this.inbox) message.readAt ??= new Date().toISOString()
      return send(200, {})
    }
    if (scheduled(this, { is, send, refuse, body })) return
    if (driven(this, { is, send, refuse, body })) return
    if (inspected(this, { is, send, body })) return
    if (checking(this, { is, page, send, refuse, body, ifMatch })) return
    if (bulk(this, { is, send, page, body, refuse })) return
    if (overseen(this, { is, send, page, body })) return
    if (this.offices.handle({ is, page, send, refuse, body, query: url.searchParams })) return
    if (this.papers.handle({ is, page, send, refuse, body, ifMatch, query: url.searchParams })) return
    if (this.kept.handle({ is, page, send, refuse, body, ifMatch, query: url.searchParams }) !== false) return
    if (is('GET', '/api/task/overview')) {
      return send(200, { total: 27, byState: { assigned: 1, 'in-progress': 1, 'close-out-applied': 1, closed: 24 }, byVoyage: { lead: { total: 0, closed: 0, overdue: 0 }, start: { total: 27, closed: 24, overdue: 1 }, escort: { total: 0, closed: 0, overdue: 0 } }, overdue: 1, dueThisWeek: 1 })
    }
    const hint = { unitId: 'u-edu', unitName: '县教育和体育局', postId: 'p-edu', postTitle: '基教科科长', duty: '义务教育招生', mine: true }
    if (is('GET', '/api/task/duty-tasks')) return send(200, { items: [{ task: this.tasks[1], hint }], open: 3 })
    if (is('GET', '/api/task/tasks/([^/]+)/duties')) return send(200, { items: [hint] })
    if (is('GET', '/api/task/tasks')) {
      const [state, q, due, kind, level] = ['state', 'q', 'due', 'kind', 'level'].map((name) => url.searchParams.get(name))
      return page(this.tasks.filter((one) => (!kind || one.kind === kind) && (!level || (level === 'any' ? one.level : one.level === level)) && (!state || one.state === state) && (!q || one.title.includes(q)) && (!due || (due === 'overdue' ? one.light === 'red' : one.light === 'yellow'))))
    }
    if (is('GET', '/api/identity/posts')) {
      const post = (id, title, unitId, name) => ({ id, title, unitId, headsUnit: Boolean(unitId), holder: name ? { name, since: '2026-01-01' } : null, vacant: !name, former: [], spans: [], version: 1 })
      return send(200, { items: [post('p-social', '副县长（分管社会民生）', null, '郑宁'), post('p-agri', '副县长（分管农业农村）', null), post('p-edu', '县教育和体育局局长', 'u-edu', '王敏')] })
    }
    if (is('GET', '/api/task/legacy-matters')) return page(this.tasks.filter(({ legacy }) => legacy))
    if (is('POST', '/api/task/tasks')) {
      if (body.title === '期限不对') return refuse(422, 'due-before-start', '完成期限不能早于今天，请检查日期。', { errors: [{ pointer: '/dueOn', message: '完成期限不能早于今天，请检查日期。' }] })
      const made = { ...this.tasks[0], id: 'made', measures: [], ...body, state: 'assigned', stateText: '待签收' }
      this.tasks.push(made)
      return send(201, made, { etag: '"1"' })
    }
    if ((match = at('/api/task/tasks/([^/]+)(?:/(lists|charge/leader|constraints/c1/lifting|check))?')) && (method === 'PATCH' || (method !== 'GET' && match[2]))) {
      const found = this.tasks.find(({ id }) => id === match[1])
      if (!match[2]) Object.assign(found, body)
      if (match[2] === 'lists') found.lists = { ...found.lists, items: body.items, gaps: [] }
      if (match[2] === 'charge/leader') found.charge.leader = { postId: body.postId, title: '副县长（分管农业农村）' }
      if (match[2] === 'constraints/c1/lifting') Object.assign(found.constraints[0], { liftedAt: '2026-11-24T09:00:00+08:00', liftedBy: '王敏', note: body.note })
      if (match[2] === 'check') Object.assign(found.checks[0], { at: '2026-11-24T09:00:00+08:00', by: '王敏', ...body })
      found.version++
      return send(200, found, { etag: `"${found.version}"` })
    }
    if ((match = is('GET', '/api/task/tasks/([^/]+)'))) {
      const found = this.tasks.find(({ id }) => id === match[1])
      return found ? send(200, found, { etag: `"${found.version}"` }) : refuse(404, 'not-found', '没有这项任务。')
    }
    if ((match = is('POST', '/api/task/tasks/([^/]+)/(.+)'))) return this.step(this.tasks.find(({ id }) => id === match[1]), match[2], body, { send, refuse, ifMatch })
    if (is('POST', '/api/task/files')) return send(201, { id: `f${randomBytes(3).toString('hex')}`, name: '照片.png', size: body.length, type: 'image/png' })
    if (is('GET', '/api/task/plan-imports')) return page([{ id: 'i1', title: this.plan.document.title, number: this.plan.document.number, issuedOn: '2026-02-12', state: this.plan.state, fileName: '方案.docx', importedAt: '2026-11-20T09:00:00+08:00', findings: 2 }])
    if (is('POST', '/api/task/plan-imports')) return send(201, this.plan, { etag: '"1"' })
    if (is('GET', '/api/task/plan-imports/i1')) return send(200, this.plan, { etag: '"1"' })
    if (is('PATCH', '/api/task/plan-imports/i1/items')) {
      Object.assign(this.plan.items.find(({ ref }) => ref === body.ref), body)
      return send(200, this.plan, { etag: '"2"' })
    }
    if (is('POST', '/api/task/plan-imports/i1/finding-decisions')) {
      this.plan.findings.find(({ code, ref }) => code === body.code && ref === body.ref).resolved = body.decision
      return send(200, this.plan, { etag: '"2"' })
    }
    if (is('POST', '/api/task/plan-imports/i1/confirm')) {
      this.plan.state = 'confirmed'
      return send(200, { id: 'i1', state: 'confirmed', tasksCreated: 27, tasks: 27 })
    }
    if (is('GET', '/api/task/sheets/export')) {
      this.exported = url.search
      return send(200, Buffer.from('PK'), { 'content-disposition': 'attachment; filename="ledger.xlsx"' })
    }
    const sheet = () => ({ summary: this.sheet, hash: 'ab', taskIds: [], faults: [{ row: 3, problem: '单位名录里没有“县教局”，是不是：县教育和体育局' }, { row: 7, problem: '完成期限 2026-02-01 早于今天；没有填任务名称' }] })
    if (is('GET', '/api/task/sheets/imports')) return page(this.sheet ? [this.sheet] : [])
    if (is('POST', '/api/task/sheets/imports')) {
      this.sheet = { id: 'x1', state: 'checked', fileName: '九月任务.xlsx', rows: 1200, good: 1198, bad: 2, handled: 0, byName: '王敏', at: '2026-11-24T09:00:00+08:00' }
      return send(201, sheet())
    }
    if (is('GET', '/api/task/sheets/imports/x1')) return send(200, sheet())
    if (is('POST', '/api/task/sheets/imports/x1/confirmation')) {
      this.sheet.handled = Math.min(1200, this.sheet.handled + 500)
      this.sheet.state = this.sheet.handled === 1200 ? 'done' : 'opening'
      return send(200, this.sheet)
    }
    return refuse(404, 'not-found', `没有 ${method} ${url.pathname}`)
  }

  step(task, step, body, { send, refuse, ifMatch }) {
    if (ifMatch && ifMatch !== `"${task.version}"`) return refuse(412, 'changed-meanwhile', '这项任务刚被别人改过，请刷新后再办。')
    const change = {
      receipt: { state: 'signed-for', stateText: '已签收', allowed: ['report-progress', 'raise-difficulty'] },
      'progress-reports': { state: 'in-progress', stateText: '推进中', allowed: ['report-progress', 'raise-difficulty', 'apply-close-out'] },
      'close-out': { state: 'close-out-applied', stateText: '申请销号', allowed: [] },
      'close-out/return': { state: 'returned', stateText: '已退回', allowed: [] },
      'close-out/approval': { state: 'closed', stateText: '已销号', allowed: [] },
    }[step]
    Object.assign(task, change, { version: task.version + 1 })
    const words = { receipt: '签收', 'progress-reports': '报告进展', 'close-out': '申请销号', 'close-out/return': '退回', 'close-out/approval': '批准销号' }[step]
    task.history = [...task.history, { at: new Date().toISOString(), by: this.signedIn.id, byName: this.signedIn.name, step, stepText: words, note: body.reason ?? body.text }]
    if (step === 'progress-reports') task.progress = [...task.progress, { at: new Date().toISOString(), by: this.signedIn.name, text: body.text, percent: body.percent, evidence: body.evidence.map((id) => ({ id, name: '照片.png', size: 1000 })) }]
    return send(200, task, { etag: `"${task.version}"` })
  }

  comparison() {
    const unit = (id, name, before, now, change, z, beyondGroup, verdict) => ({ id, name, group: '县直部门', before, now, change, z, beyondGroup, verdict })
    return {
      earlier: { id: 'qh-2025h2', title: '2025 年下半年万人评作风', closes: '2025-12-20T23:59:59+08:00' }, rescored: true,
      units: [
        unit('u-health', '县卫生健康局', '83.1000', '85.8851', '2.7851', '2.1664', '1.2600', 'risen'),
        unit('u-edu', '县教育和体育局', '85.6200', '85.8852', '0.2652', '0.2100', '-1.2600', 'steady'),
        unit('u-market', '县市场监督管理局', null, '83.4492', null, null, null, null),
      ],
    }
  }

  result() {
    const cells = (c, e) => [
      { category: 'c', name: '群众', n: c, mean: '86.1000', shrunk: '85.8000', withheld: c < 10 },
      { category: 'e', name: '企业', n: e, mean: e < 10 ? null : '83.2000', shrunk: '82.9000', withheld: e < 10 },
    ]
    return {
      campaign: { id: 'qh-2026h1', title: '2026 年上半年万人评作风', closes: '2026-06-20T23:59:59+08:00', publishedAt: '2026-06-28T09:00:00+08:00' },
      review: {
        rules: 'zfpj-review-1', head: 'ab'.repeat(32),
        flags: [{ flag: this.flags.items[0].flag, setAside: true, reason: '四十张票同一天由同一人代填，有走访记录。' }],
        all: [{ unit: 'u-edu', counted: 112, score: '70.1000', rank: 2 }, { unit: 'u-health', counted: 105, score: '85.8851', rank: 1 }],
        without: [{ unit: 'u-edu', counted: 72, score: '85.8852', rank: 1 }, { unit: 'u-health', counted: 105, score: '85.8851', rank: 1 }],
      },
      method: 'zfpj-score-1', root: '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
      units: [
        { id: 'u-health', name: '县卫生健康局', group: '县直部门', ballots: 105, counted: 105, score: '85.8851', display: '85.89', rank: 1, ranked: true, tied: true, interval: ['84.5026', '87.3128'], rankInterval: [1, 2], band: null, cells: cells(80, 25) },
        { id: 'u-edu', name: '县教育和体育局', group: '县直部门', ballots: 112, counted: 112, score: '85.8852', display: '85.89', rank: 1, ranked: true, tied: true, interval: ['84.5027', '87.3128'], rankInterval: [1, 2], band: null, cells: cells(90, 22) },
        { id: 'u-market', name: '县市场监督管理局', group: '县直部门', ballots: 19, counted: 12, score: '83.4492', display: '83.45', rank: null, ranked: false, tied: false, note: '样本不足，不排名', cells: cells(12, 7) },
      ],
    }
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) console.log((await new Platform().start()).url)
