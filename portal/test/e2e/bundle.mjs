// The scripts of the voting pages: the stand-in's half, and the button that compares them with the rules.
import assert from 'node:assert/strict'
import { createHash, sign } from 'node:crypto'

const CID = 'qh-2026h2'
const sha = (data) => createHash('sha256').update(data).digest('hex')

/** Answers whether it knew the request. */
export function served(platform, { is, send }) {
  const asked = is('GET', '/api/evaluation/campaigns/(qh-2026h[12])/bundles.jsonl')
  if (asked) return send(200, asked[1] === CID ? (platform.notices ?? '') : '') ?? true
  return false
}

/** The office says by the log's key that the pages were changed. */
function announce(platform, list) {
  const entry = JSON.stringify({ v: 1, cid: CID, seq: 1, day: '2026-11-20', size: 1, sha256: sha(list) })
  platform.notices = `${JSON.stringify({ entry, sig: sign(null, Buffer.from(`zfpj-bundle-v1\n${entry}`), platform.log.privateKey).toString('base64') })}\n`
}

export async function bundle({ page, check, platform, url }) {
  const built = await (await fetch(`${url}/bundle.txt`)).text()
  const files = built.trimEnd().split('\n').map((line) => line.split('  ')[1])
  const scripts = files.filter((file) => file.endsWith('.js'))
  const compare = page.getByRole('button', { name: '核对网页程序' })
  await page.goto(`${url}/verify/${CID}`)
  await page.getByText('票册核对通过').waitFor()
  // Pressed twice by somebody in doubt: compared once.
  const fetched = []
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname))
  await compare.dblclick()
  await page.getByText(`现在的 ${scripts.length} 个页面程序，和活动说明里登记的一致`).waitFor()
  assert.equal(await page.locator('.note.bad').count(), 0)
  assert.equal(fetched.filter((path) => path === '/bundle.txt').length, 1)
  // Every file of the list was downloaded, and the page at the address where people vote.
  for (const path of [...files.map((file) => `/${file}`), `/rate/${CID}`]) assert.ok(fetched.includes(path), path)
  await check('verify-bundle-same')

  // One script is not the one that was built.
  const [victim] = scripts
  platform.swapped.set(`/${victim}`, 'steal()')
  await compare.click()
  const warning = page.locator('.note.bad')
  await warning.getByText('网页程序核对没有通过').waitFor()
  await check('verify-bundle-altered')
  assert.ok((await warning.innerText()).includes(victim))
  await warning.getByText('请先不要在这个网页上评价').waitFor()
  assert.equal(await page.getByText('登记的一致').count(), 0)

  // It was put into the list as well, which then is not that of the rules.
  const other = built.replace(/^[0-9a-f]{64}/, sha('steal()'))
  platform.swapped.set('/bundle.txt', other)
  await compare.click()
  await page.getByText('和活动说明里登记的不一样，也没有更新公告').waitFor()
  await check('verify-bundle-changed')

  // Announced and signed it is in order, and the day is told.
  announce(platform, other)
  await compare.click()
  await page.getByText('评价期间更新过 1 次').waitFor()
  await page.getByText('（2026-11-20）').waitFor()
  assert.equal(await warning.count(), 0)
  await check('verify-bundle-announced')

  // Without an answer nothing is claimed.
  platform.loseAnswer.push(`/api/evaluation/campaigns/${CID}/bundles.jsonl`)
  await compare.click()
  await warning.getByText('没有收到回应').waitFor()
  assert.equal(await page.getByText('和公告的一致').count(), 0)
}
