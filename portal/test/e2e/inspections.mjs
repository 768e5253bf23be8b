// Inspections: the stand-in's half, and what an inspector does with them.
import assert from 'node:assert/strict'

const ME = [{ id: 'u-office', name: '县政府办公室' }]
const one = (id, title, more = {}) => ({
  id, title, kind: 'announced', state: 'under-way', from: '2026-11-20', until: '2026-12-04', inspectors: ME,
  units: [{ id: 'u-edu', name: '县教育和体育局' }, { id: 'u-t1', name: '柳河镇' }], inspecting: true, found: 0, findings: [], orders: [], ...more,
})

/** Answers whether it knew the request. */
export function inspected(platform, { is, send, body }) {
  platform.inspections ??= [one('i1', '惠企政策落实专项督导', { state: 'filed', inspecting: false, findings: null, found: 3, orders: [{ id: 'o1', unitId: 'u-t1', text: '逐户补发减免通知', dueOn: '2026-12-20', on: '2026-11-28', by: '县营商环境局' }] })]
  let match
  if (is('GET', '/api/evaluation/inspections/follow-up')) return send(200, { inspections: 1, findings: 3, followedUp: 1, share: '33.3' }) ?? true
  if (is('GET', '/api/evaluation/inspections')) return send(200, { items: platform.inspections, total: platform.inspections.length, page: 0, size: 20 }) ?? true
  if (is('POST', '/api/evaluation/inspections')) {
    const made = one('i2', body.title, { kind: body.kind, units: body.units, inspectors: body.inspectors })
    platform.inspections.unshift(made)
    return send(201, made) ?? true
  }
  if (!(match = is('GET', '/api/evaluation/inspections/([^/]+)()') ?? is('POST', '/api/evaluation/inspections/([^/]+)/(findings|filing|orders)'))) return false
  const found = platform.inspections.find(({ id }) => id === match[1])
  if (match[2] === 'findings') found.findings.push({ id: `f${found.findings.length}`, on: '2026-11-30', by: '王敏', ...body })
  if (match[2] === 'filing') found.state = 'filed'
  if (match[2] === 'orders') found.orders.push({ id: `o${found.orders.length}`, on: '2026-11-30', by: '县政府办公室', ...body })
  return send(200, { ...found, found: found.findings?.length ?? found.found }) ?? true
}

export async function inspections({ page, check, url, platform }) {
  await page.goto(`${url}/desk/inspections`)
  await page.getByText('1 个下了整改意见，占 33.3%').waitFor()
  await check('desk-inspections')
  await page.getByRole('link', { name: '惠企政策落实专项督导' }).click()
  await page.getByText('问题的内容只有这次的督导人员看得到').waitFor()
  await check('desk-inspection-seen')

  await page.goto(`${url}/desk/inspections`)
  await page.getByRole('button', { name: '安排' }).click()
  await page.getByText('请填写督导的名称').waitFor()
  await page.getByLabel('名称').fill('窗口作风暗访')
  await page.getByLabel('暗访').check()
  await page.getByRole('group', { name: '由谁督导' }).getByLabel('县政府办公室').check()
  await page.getByRole('group', { name: '督导哪些单位' }).getByLabel('县政府办公室').waitFor({ state: 'detached' })
  await page.getByRole('group', { name: '督导哪些单位' }).getByLabel('柳河镇').check()
  await page.getByRole('button', { name: '安排' }).dblclick()
  await page.waitForURL('**/inspections/i2')
  assert.equal(platform.inspections.filter(({ id }) => id === 'i2').length, 1)
  await page.getByText('还没有登记问题').waitFor()
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByText('请选单位，并写清楚发现了什么').waitFor()
  await page.getByLabel('单位', { exact: true }).click()
  await page.locator('.el-select-dropdown__item:visible', { hasText: '柳河镇' }).click()
  await page.getByLabel('发现了什么').fill('上班时间窗口没有人')
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByRole('cell', { name: '上班时间窗口没有人' }).waitFor()
  await check('desk-inspection')
  await page.getByRole('button', { name: '办结这次督导' }).click()
  await page.getByRole('button', { name: '确定办结' }).dblclick()
  await page.getByRole('heading', { name: '下一条整改意见' }).waitFor()
  await page.getByLabel('单位', { exact: true }).click()
  await page.locator('.el-select-dropdown__item:visible', { hasText: '柳河镇' }).click()
  await page.getByLabel('上班时间窗口没有人').check()
  await page.getByLabel('要整改什么').fill('排出轮班表并公布')
  await page.getByRole('button', { name: '下达' }).click()
  await page.locator('li', { hasText: '排出轮班表并公布' }).waitFor()
  await check('desk-inspection-order')
}
