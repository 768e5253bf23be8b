/** Rounds, batches, splitting and merging: what the services would answer, and a walk through the pages. */
import assert from 'node:assert/strict'

const round = { code: '2026-Q3', name: '2026年三季度', from: '2026-07-01', until: '2026-09-30', atStart: 2, added: 0, closed: 1, ended: 0, open: 0, carried: 1 }
const matters = [
  { taskId: 'm1', title: '盘活第二小学停工教学楼', leadUnits: [{ id: 'u-edu', name: '县教育和体育局' }], since: '2017-09-01', openAtStart: true, outcome: 'carried', outcomeText: '结转下季度', rounds: 3 },
  { taskId: 't2', title: '结清老农贸市场商户安置费', leadUnits: [{ id: 'u-market', name: '县市场监督管理局' }], since: '2015-06-01', openAtStart: true, outcome: 'closed', outcomeText: '已销号', endedAt: '2026-09-14T15:20:00+08:00', appliedBy: '周强', approvedBy: '王敏', evidence: 2, rounds: 2 },
]

/** Answers whether it knew the request. */
export function bulk(platform, { is, send, page, body, refuse }) {
  let match
  if (is('GET', '/api/task/rounds')) return send(200, { items: [round] }) ?? true
  if (is('GET', '/api/task/rounds/2026-Q3')) return send(200, { round, matters: { items: matters, total: 2, page: 0, size: 50 } }) ?? true
  if (is('GET', '/api/task/tasks/([^/]+)/rounds')) return send(200, { items: [{ code: '2026-Q3', name: '2026年三季度', outcome: 'carried', outcomeText: '结转下季度' }] }) ?? true
  if (is('POST', '/api/task/batches')) {
    const ids = body.taskIds ?? platform.tasks.map(({ id }) => id)
    platform.batch = { id: 'b1', action: body.action, phase: 'running', at: new Date().toISOString(), total: ids.length, waiting: ids.length, done: 0, refused: 0, undone: 0, kept: 0 }
    return send(202, platform.batch) ?? true
  }
  if (is('GET', '/api/task/batches')) return page(platform.batch ? [platform.batch] : []) ?? true
  if (is('GET', '/api/task/batches/b1')) {
    const { total, phase } = platform.batch
    if (phase === 'running') Object.assign(platform.batch, { phase: 'done', waiting: 0, done: total - 1, refused: 1, undoUntil: new Date(Date.now() + 600_000).toISOString() })
    if (phase === 'undoing') Object.assign(platform.batch, { phase: 'undone', done: 0, undone: total - 1, undoUntil: undefined })
    return send(200, platform.batch) ?? true
  }
  if (is('GET', '/api/task/batches/b1/rows')) return page(platform.batch.phase === 'done' ? [{ taskId: 't2', title: '清理不必要的证明事项', outcome: 'refused', reason: '任务现在是“推进中”，不能“下达”。' }] : []) ?? true
  if (is('POST', '/api/task/batches/b1/undo')) {
    platform.batch.phase = 'undoing'
    return send(200, platform.batch) ?? true
  }
  if ((match = is('POST', '/api/task/tasks/([^/]+)/(split|merger)'))) {
    const found = platform.tasks.find(({ id }) => id === match[1])
    if (platform.faster) {
      platform.faster = false
      return refuse(412, 'changed-meanwhile', '这条内容刚被别人改过。请刷新后再改。', { errors: [{ pointer: '', message: '11月24日 09:20 刘芳 报告进展：住院楼施工到六层' }] }) ?? true
    }
    if (match[2] === 'split') Object.assign(found, { state: 'split', stateText: '已拆分', allowed: ['reopen'], ending: { as: 'split', at: '2026-11-24T09:00:00+08:00', by: '王敏', reason: body.reason, into: body.parts.map(({ title }, at) => ({ id: `p${at}`, title })) } })
    else found.absorbed = body.taskIds.map((id) => ({ id, title: platform.tasks.find((one) => one.id === id).title }))
    found.version++
    return send(200, found, { etag: `"${found.version}"` }) ?? true
  }
  return false
}

/** The office sees the rounds, acts on many rows and takes it back, splits a task and merges duplicates. */
export async function inBulk({ page, check, platform, url, width }) {
  await page.goto(`${url}/desk/rounds`)
  await page.getByRole('link', { name: '2026年三季度' }).waitFor()
  await check('desk-rounds')
  await page.getByRole('link', { name: '2026年三季度' }).click()
  await page.getByText('周强申请，王敏审核，佐证 2 份').waitFor()
  await check('desk-round')
  const file = page.waitForEvent('download')
  await page.getByRole('button', { name: /导出表格/ }).click()
  let text = ''
  for await (const chunk of await (await file).createReadStream()) text += chunk
  assert.match(text, /结清老农贸市场商户安置费,县市场监督管理局,2015-06-01,期初,已销号/)

  await page.goto(`${url}/desk/ledger`)
  await page.getByText('共 28 项').waitFor()
  await page.getByRole('button', { name: '批量下达' }).click()
  await page.getByRole('button', { name: '对 0 项下达' }).click()
  await page.getByText('请先在表格里勾选任务').waitFor()
  if (width >= 768) await page.getByLabel('选中这一页').check()
  else await page.getByLabel(/全部符合条件的/).check()
  await page.getByText(width >= 768 ? '已选 20 项' : '已选 28 项').waitFor()
  await page.locator('#batch-lead').click()
  await page.getByRole('option', { name: '县教育和体育局', exact: true }).click()
  await page.getByRole('option', { name: '县教育和体育局', exact: true }).waitFor({ state: 'hidden' })
  await page.getByLabel('没有期限的任务，哪天以前办完').fill('2026-12-31')
  await check('desk-batch')
  await page.getByRole('button', { name: /^对 2\d 项下达/ }).dblclick()
  await page.getByText('1 项没有办').waitFor()
  await check('desk-batch-done')
  assert.equal(platform.asked.filter(({ method, path }) => method === 'POST' && path === '/api/task/batches').length, 1)
  // Found again after the page was left.
  await page.reload()
  await page.getByRole('button', { name: /撤回这一批/ }).click()
  await page.getByText(/已撤回 \d+ 项/).waitFor()

  await page.goto(`${url}/desk/tasks/m2`)
  await page.getByText('办理记录完整，未被改动').waitFor()
  await page.getByRole('button', { name: '把重复的并进来' }).click()
  await page.getByLabel('找重复的任务').fill('证明')
  await page.getByRole('button', { name: '查找' }).click()
  await page.getByLabel(/清理不必要的证明事项/).check()
  await page.getByLabel('原因').fill('重复立项')
  await check('desk-merge')
  platform.faster = true
  await page.getByRole('button', { name: '确定合并' }).click()
  await page.getByText('刘芳 报告进展：住院楼施工到六层').waitFor()
  await check('desk-changed-meanwhile')
  await page.getByRole('button', { name: '确定合并' }).click()
  await page.getByRole('heading', { name: '并进来的任务' }).waitFor()
  await page.getByRole('button', { name: '拆成几项' }).click()
  for (const at of [0, 1]) {
    await page.locator(`#part-title-${at}`).fill(`第${at + 1}部分`)
    await page.locator(`#part-text-${at}`).fill('办好这一部分。')
    await page.locator(`#part-lead-${at}`).click()
    await page.getByRole('option', { name: '柳河镇', exact: true }).click()
    await page.getByRole('option', { name: '柳河镇', exact: true }).waitFor({ state: 'hidden' })
  }
  await page.getByLabel('原因').fill('涉及两个单位')
  await check('desk-split')
  await page.getByRole('button', { name: '确定拆分' }).click()
  await page.getByText('把它拆成：').waitFor()
  await check('desk-ended')
}
