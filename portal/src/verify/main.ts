import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ManifestFault, readManifest, splitLeaves } from '@/shared/ballot'
import { servedBundle, toldOf } from '@/shared/recount/bundle'
import { hasPaper } from '@/shared/recount/paper'
import { recount, type PublicFiles } from '@/shared/recount/recount'

/** bin/verify-campaign: downloads what is public of a campaign and counts it again. 0 honest, 1 faults, 2 not checked. */

const USAGE = `用法：bin/verify-campaign <评价的网址> [--save 目录] [--earlier 以前保存的总指纹文件] [--page]
例如：bin/verify-campaign http://127.0.0.1:8080/result/qh-2026h1
--page 只核对现在的页面程序是不是活动说明里登记的，评价期间就可以用`

interface Asked {
  site: string
  base: string
  page: boolean
  save?: string
  earlier?: string
}

function read(args: string[]): Asked | null {
  const options: Record<string, string> = {}
  let address = ''
  const page = args.includes('--page')
  args = args.filter((one) => one !== '--page')
  for (let at = 0; at < args.length; at++) {
    const option = /^--(save|earlier)$/.exec(args[at]!)?.[1]
    if (option) options[option] = args[++at] ?? ''
    else if (address || args[at]!.startsWith('-')) return null
    else address = args[at]!
  }
  const parts = /^(https?:\/\/[^/]+)\/(?:api\/evaluation\/campaigns|result|verify|rate)\/([a-z0-9-]+)/.exec(address)
  if (!parts || options.save === '' || options.earlier === '') return null
  return { site: parts[1]!, page, base: `${parts[1]}/api/evaluation/campaigns/${parts[2]}`, save: options.save, earlier: options.earlier }
}

async function main(): Promise<number> {
  const asked = read(process.argv.slice(2))
  if (!asked) {
    console.error(USAGE)
    return 2
  }
  const fetched = async (file: string) => {
    const answer = await fetch(`${asked.base}/${file}`, { headers: { Accept: '*/*' } })
    if (!answer.ok) throw new Error(`${asked.base}/${file}：${answer.status === 404 ? '没有找到，或者结果还没有公布' : `服务器答复 ${answer.status}`}`)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    if (asked.save) {
      await mkdir(asked.save, { recursive: true })
      await writeFile(join(asked.save, file), bytes)
    }
    return bytes
  }
  const text = async (file: string) => new TextDecoder().decode(await fetched(file))
  const manifest = await fetched('manifest')
  if (asked.page) return told([await page(asked.site, manifest, await fetched('leaves'), text, false)])
  const result = JSON.parse(await text('result')) as PublicFiles['result']
  const files: PublicFiles = {
    manifest,
    leaves: await fetched('leaves'),
    checkpoint: await text('checkpoint'),
    bodies: await text('bodies.csv'),
    auth: await fetched('auth.bin'),
    withheld: await text('withheld.csv'),
    issuance: await text('issuance.csv'),
    batches: hasPaper(manifest) ? (JSON.parse(await text('batches')) as PublicFiles['batches']) : undefined,
    checkpoints: JSON.parse(await text('checkpoints')) as PublicFiles['checkpoints'],
    decisions: await text('decisions.jsonl'),
    result,
    voids: result.sheets ? await text('voids.jsonl') : undefined,
  }
  const work = recount(files, asked.earlier === undefined ? undefined : await readFile(asked.earlier, 'utf8'))
  let step = work.next()
  while (!step.done) step = work.next()
  const { checks, faults } = step.value
  if (faults.length === 0) checks.forEach((check) => console.log(`✔ ${check}`))
  faults.forEach((fault) => console.log(`✘ ${fault}`))
  // Whose manifest does not hold has no scripts to compare with either.
  const pages = checks.length > 0 ? told([await page(asked.site, manifest, files.leaves, text, true)]) : 0
  if (faults.length === 0 && pages === 0) {
    console.log(`通过：${files.result.campaign.title}，公布的结果与公开的选票一致。`)
    return 0
  }
  console.log(`不通过：发现 ${faults.length + pages} 处不符。`)
  return 1
}

/** Prints what was found; how many of it do not hold. */
function told(found: { good: boolean; text: string }[]): number {
  found.forEach(({ good, text }) => console.log(`${good ? '✔' : '✘'} ${text}`))
  return found.filter(({ good }) => !good).length
}

/** The pages as anybody gets them, compared with the manifest. */
async function page(site: string, manifest: Uint8Array, leaves: Uint8Array, text: (file: string) => Promise<string>, over: boolean) {
  const book = readManifest(manifest, splitLeaves(leaves)[0] ?? new Uint8Array(0))
  const served = await servedBundle(book, book.manifest.bundle ? await text('bundles.jsonl') : '', async (path) => {
    const answer = await fetch(site + path, { headers: { Accept: 'text/html, */*' } })
    if (!answer.ok) throw new Error(`${site}${path}：服务器答复 ${answer.status}`)
    return new Uint8Array(await answer.arrayBuffer())
  })
  return toldOf(served, over)
}

main().then(
  (code) => void (process.exitCode = code),
  (error: unknown) => {
    if (error instanceof ManifestFault) {
      console.log('✘ 活动说明（manifest）不是票册的第一页：说明或者票册被换过')
      process.exitCode = 1
      return
    }
    const cause = error instanceof Error ? ((error as { cause?: Error }).cause?.message ?? error.message) : String(error)
    console.error(`没有核对成：${cause}`)
    process.exitCode = 2
  },
)
