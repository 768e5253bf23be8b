// @vitest-environment node
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { utf8, type Bytes, type Rulebook } from '@/shared/ballot'
import { servedBundle, toldOf, type Served } from '@/shared/recount/bundle'

const CID = 'zf-test'
const log = generateKeyPairSync('ed25519')
const sha = (bytes: Bytes) => createHash('sha256').update(bytes).digest('hex')
const html = utf8('<script type="module" src="/assets/index.js"></script>')
const script = utf8('vote()')

let site: Record<string, Bytes>
let named: string

const listed = (files: Record<string, Bytes>) =>
  Object.keys(files).sort().map((file) => `${sha(files[file]!)}  ${file}\n`).join('')

beforeEach(() => {
  const files = { 'assets/index.js': script, 'index.html': html }
  const list = utf8(listed(files))
  site = { '/assets/index.js': script, '/index.html': html, [`/rate/${CID}`]: html, '/bundle.txt': list }
  named = sha(list)
})

const book = (bundle?: string) =>
  ({ manifest: { cid: CID, bundle: bundle ? { sha256: bundle } : undefined }, logKey: new Uint8Array(log.publicKey.export({ format: 'der', type: 'spki' })).slice(-32) }) as unknown as Rulebook
const fetched = async (path: string) => site[path] ?? Promise.reject(new Error(path))
const notice = (seq: number, sha256: string, cid = CID, key = log.privateKey) => {
  const entry = JSON.stringify({ v: 1, cid, seq, day: '2026-09-20', size: 5, sha256 })
  return JSON.stringify({ entry, sig: sign(null, utf8(`zfpj-bundle-v1\n${entry}`), key).toString('base64') }) + '\n'
}
/** The portal was put right. */
function changed() {
  site['/assets/index.js'] = utf8('vote(better)')
  site['/bundle.txt'] = utf8(listed({ 'assets/index.js': site['/assets/index.js'], 'index.html': html }))
  return sha(site['/bundle.txt'])
}
const told = (served: Served, over = false) => toldOf(served, over)

describe('the scripts of the voting pages', () => {
  it('are those of the manifest, and it is said how many', async () => {
    const served = await servedBundle(book(named), '', fetched)
    expect(served).toEqual({ state: 'same', scripts: 1, changes: [], faults: [] })
    expect(told(served)).toEqual({ good: true, text: '现在的 1 个页面程序，和活动说明里登记的一致' })
  })

  it('are not compared where an older manifest names none', async () => {
    site = {}
    const served = await servedBundle(book(), '', fetched)
    expect(told(served).good).toBe(true)
    expect(told(served).text).toContain('没有登记')
  })

  it('may change when that is announced and signed', async () => {
    const now = changed()
    const served = await servedBundle(book(named), notice(1, now), fetched)
    expect(served.state).toBe('announced')
    expect(told(served)).toEqual({ good: true, text: '评价期间更新过 1 次，都有签了名的公告（2026-09-20）；现在的 1 个页面程序，和公告的一致' })
  })

  it('may not change otherwise while people vote', async () => {
    changed()
    const served = await servedBundle(book(named), '', fetched)
    expect(told(served)).toEqual({ good: false, text: '现在的页面程序和活动说明里登记的不一样，也没有更新公告' })
    expect(told(served, true).good).toBe(true)
  })

  it('are not what the list says, one by one, or on the page where people vote', async () => {
    site['/assets/index.js'] = utf8('steal()')
    expect(told(await servedBundle(book(named), '', fetched)).text).toContain('/assets/index.js 和清单里的 assets/index.js 不一样')
    site['/assets/index.js'] = script
    site[`/rate/${CID}`] = utf8('<script src="//elsewhere"></script>')
    const served = await servedBundle(book(named), '', fetched)
    expect(told(served, true)).toEqual({ good: false, text: `页面程序核对不符：/rate/${CID} 和清单里的 index.html 不一样` })
  })

  it('are not excused by a notice that is forged, of another campaign, out of turn or no notice', async () => {
    const now = changed()
    const forged = notice(1, now, CID, generateKeyPairSync('ed25519').privateKey)
    for (const bad of [forged, notice(1, now, 'another'), notice(2, now), '{}\n']) {
      const served = await servedBundle(book(named), bad, fetched)
      expect(served.faults).toHaveLength(1)
      expect([served.state, told(served).good]).toEqual(['changed', false])
    }
  })

  it('need a list that names the page itself', async () => {
    site['/bundle.txt'] = utf8(listed({ 'assets/index.js': script }))
    expect((await servedBundle(book(sha(site['/bundle.txt'])), '', fetched)).faults).toEqual(['清单里没有网页本身'])
  })
})
