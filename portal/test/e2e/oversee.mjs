/** Documents and the views of those who oversee: what the services would answer, and a walk through the pages. */

const recipient = (key, name, more = {}) => ({ key, unitId: key, name, role: 'addressee', ...more })
const standing = (key, name, more = {}) => ({ key, name, total: 9, open: 6, closed: 3, overdue: 2, unassigned: 1, waiting: 1, ...more })
const answering = (key, name, holder) => ({ postId: `p-${key}`, postTitle: `${name}局长`, ...(holder ? { holder } : {}), standing: standing(key, name) })

/** Answers whether it knew the request. */
export function overseen(platform, { is, send, page, body }) {
  const own = platform.signedIn.unitId
  platform.recipients ??= [
    recipient('u-edu', '县教育和体育局'),
    recipient('u-market', '县市场监督管理局', { signedAt: '2026-11-20T09:00:00+08:00', signedBy: '赵强' }),
    recipient('court', '县人民法院', { unitId: undefined, role: 'copy' }),
  ]
  const all = platform.recipients
  const signed = () => all.filter(({ signedAt }) => signedAt).length
  const row = () => ({ id: 'i1', title: '作风建设行动方案', number: '清政办发〔2026〕3号', issuedOn: '2026-02-12', circulatedAt: '2026-11-20T09:00:00+08:00', recipients: all.length, signed: signed(), mine: all.find(({ unitId }) => unitId === own) })
  const list = () => ({ items: all, total: all.length, signed: signed() })
  const { document, items, groups, findings } = platform.plan
  const late = platform.tasks.find(({ light }) => light === 'red')
  const views = {
    county: { plans: [{ id: 'i1', number: document.number, title: document.title, open: 1 }], conflicts: [{ planId: 'i1', ref: '三', message: '标题写明 10 项，正文只找到 9 项。' }, { planId: 'i1', ref: '三(二)1', message: '期限早于发文日期。', resolved: '立即补办' }], all: standing('', ''), byVoyage: [standing('lead', ''), standing('start', '')], byGroup: [standing('g-business', '营商环境推进组')], byUnit: [standing('u-market', '县市场监督管理局'), standing('u-edu', '县教育和体育局', { overdue: 0 })] },
    groups: { items: [{ seats: [{ title: '副县长', role: 'leader' }, { title: '县营商环境局局长', role: 'deputy', holder: '孙丽' }], standing: standing('g-business', '营商环境推进组') }] },
    answers: { units: [answering('u-market', '县市场监督管理局', '周强'), answering('u-ind', '县工业和信息化局')], unassigned: 2 },
    spans: { items: [{ postId: 'p-vice', title: '副县长（分管社会民生）', holder: '郑宁', fields: [{ field: '社会民生', units: [answering('u-edu', '县教育和体育局', '王敏')] }] }] },
    pace: { items: [{ id: 't2', title: late.title, clause: '三(二)2', voyage: 'start', groupName: '营商环境推进组', leadUnits: '县市场监督管理局', stateText: '推进中', dueOn: '2026-11-18', expected: 100, actual: 60, overdue: true, behind: true }], total: 1, page: 0, size: 20, voyages: [{ key: 'start', n: 1, expected: 100, actual: 60, behind: 1 }], groups: [{ key: '营商环境推进组', n: 1, expected: 100, actual: 60, behind: 1 }] },
    loops: { items: [{ task: late, missing: [{ code: 'person', words: '没有第一责任人' }, { code: 'supervision', words: '没有督办记录' }] }], total: 1, page: 0, size: 20, counts: [{ code: 'person', words: '没有第一责任人', n: 1 }, { code: 'progress', words: '30 天没有进展', n: 0 }] },
  }
  const view = is('GET', '/api/task/views/([a-z]+)')
  if (view && views[view[1]]) return send(200, views[view[1]]) ?? true
  if (is('GET', '/api/task/plans')) return page([row()].filter(({ mine }) => !platform.asked.at(-1)?.query?.includes('waiting=true') || (mine && !mine.signedAt))) ?? true
  if (is('GET', '/api/task/plans/i1')) return send(200, { id: 'i1', version: 3, document: { addressees: ['各乡（镇）人民政府', '县政府各部门'], copies: ['县人民法院'], ...document }, items, groups, findings, confirmedAt: '2026-11-20T09:00:00+08:00', tasks: [{ clause: '三(一)1(1)', id: 't1', state: 'assigned', stateText: '待签收' }], circulation: row() }) ?? true
  if (is('GET', '/api/task/plans/i1/recipients')) return send(200, list()) ?? true
  if (is('POST', '/api/task/plans/i1/receipt')) {
    Object.assign(all[0], { signedAt: '2026-11-24T09:00:00+08:00', signedBy: platform.signedIn.name })
    return send(200, row()) ?? true
  }
  if (is('POST', '/api/task/plans/i1/paper-receipts')) {
    Object.assign(all.find(({ key }) => key === body.recipient), { signedAt: '2026-11-24T09:00:00+08:00', signedBy: platform.signedIn.name, signer: body.signer })
    return send(200, list()) ?? true
  }
  if (is('POST', '/api/task/plans/i1/recipients')) {
    all.push(recipient(body.name, body.name, { unitId: undefined, role: body.role }))
    return send(200, list()) ?? true
  }
  return false
}

/** A department signs for a document that waits on its first page. */
export async function signForDocument({ page, check, url }) {
  await page.goto(`${url}/desk/`)
  await page.getByRole('heading', { name: /等您签收的文件/ }).waitFor()
  await page.getByRole('link', { name: '作风建设行动方案' }).first().click()
  await page.waitForURL('**/plans/i1')
  await page.getByRole('button', { name: '签收', exact: true }).click()
  await page.locator('.toast', { hasText: '已签收' }).waitFor()
  await page.getByText('本单位已签收').waitFor()
  await page.getByRole('link', { name: /看任务/ }).waitFor()
  await check('desk-plan')
  await page.goto(`${url}/desk/county`)
  await page.getByText('只有督查室和分管领导能用').waitFor()
}

export async function oversee({ page, check, url }) {
  await page.goto(`${url}/desk/plans`)
  await page.getByText('3 个收文单位').waitFor()
  await check('desk-plans')
  await page.goto(`${url}/desk/plans/i1`)
  await page.getByRole('button', { name: '登记' }).click()
  await page.getByText('请选收文单位').waitFor()
  await page.getByLabel('收文单位').click()
  await page.getByRole('option', { name: '县人民法院' }).click()
  await page.getByLabel('签收人').fill('收发室小李')
  await page.getByRole('button', { name: '登记' }).click()
  await page.getByText(/收发室小李（.*登记）/).waitFor()
  await page.getByLabel('单位名称').fill('县气象局')
  await page.getByRole('button', { name: '加上' }).click()
  await page.locator('.split li', { hasText: '县气象局' }).waitFor()
  await check('desk-plan-office')
  await page.goto(`${url}/desk/county`)
  await page.getByText('1 处待定').waitFor()
  await page.getByText('2 处前后不一').click()
  await check('desk-county')
  await page.goto(`${url}/desk/groups`)
  await check('desk-groups')
  await page.getByRole('link', { name: '营商环境推进组' }).click()
  await page.getByText('空缺').waitFor()
  await check('desk-group')
  await page.goto(`${url}/desk/spans`)
  await page.getByText('在办 6 项').click()
  await page.getByText('第一责任人：').waitFor()
  await check('desk-spans')
  await page.goto(`${url}/desk/answers`)
  await page.getByText('还有 2 项任务没有单位负责').waitFor()
  await check('desk-answers')
  await page.goto(`${url}/desk/pace`)
  await page.getByText('计划 100%，进度 60%').waitFor()
  await check('desk-pace')
  await page.goto(`${url}/desk/loops`)
  await page.getByRole('button', { name: /没有第一责任人/ }).click()
  await page.getByText('没有督办记录').waitFor()
  await check('desk-loops')
}
