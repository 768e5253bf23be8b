import { hex, sha256, signatureHolds, unbase64, utf8, type Bytes, type Rulebook } from '../ballot'

/** What the pages are loaded from; the address of a file as the server has it. */
export type Fetched = (path: string) => Promise<Bytes>

/**
 * Whether the pages that are served are those of the manifest: `unnamed` when it names none, `same`, `announced` when they
 * were changed and the change was signed and published, `changed` when it was not.
 */
export interface Served {
  state: 'unnamed' | 'same' | 'announced' | 'changed'
  /** How many scripts were compared. */
  scripts: number
  /** ISO dates of the announced changes. */
  changes: string[]
  /** What is not as it is listed, or not signed. */
  faults: string[]
}

interface Notice {
  cid: string
  seq: number
  day: string
  sha256: string
}

function readNotices(jsonl: string, { manifest, logKey }: Rulebook, faults: string[]): Notice[] {
  const notices: Notice[] = []
  for (const [at, line] of jsonl.split('\n').filter((one) => one !== '').entries()) {
    try {
      const { entry, sig } = JSON.parse(line) as { entry: string; sig: string }
      const notice = JSON.parse(entry) as Notice
      if (!signatureHolds(unbase64(sig), utf8(`zfpj-bundle-v1\n${entry}`), logKey)) faults.push(`第 ${at + 1} 条页面程序更新公告的签名不对`)
      else if (notice.cid !== manifest.cid || notice.seq !== at + 1) faults.push(`第 ${at + 1} 条页面程序更新公告接不上前一条`)
      else notices.push(notice)
    } catch {
      faults.push(`第 ${at + 1} 条页面程序更新公告读不懂`)
    }
  }
  return notices
}

/** Downloads all scripts of the voting pages and compares them with the list, and the list with the manifest. */
export async function servedBundle(book: Rulebook, notices: string, fetched: Fetched): Promise<Served> {
  const faults: string[] = []
  const announced = readNotices(notices, book, faults)
  const named = book.manifest.bundle?.sha256
  const changes = announced.map(({ day }) => day)
  if (!named) return { state: 'unnamed', scripts: 0, changes, faults }
  const list = await fetched('/bundle.txt')
  const files = new TextDecoder().decode(list).split('\n').filter((one) => one !== '').map((line) => line.split('  ') as [string, string])
  const compare = async (hash: string, file: string, path: string) => {
    if (hex(sha256(await fetched(path))) !== hash) faults.push(`${path} 和清单里的 ${file} 不一样`)
  }
  for (const [hash, file] of files) await compare(hash, file, `/${file}`)
  const page = files.find(([, file]) => file === 'index.html')
  if (page) await compare(...page, `/rate/${book.manifest.cid}`)
  else faults.push('清单里没有网页本身')
  const now = hex(sha256(list))
  const state = now === named ? 'same' : announced.some((one) => one.sha256 === now) ? 'announced' : 'changed'
  return { state, scripts: files.length - 1, changes, faults }
}

/** In a sentence. `over` when no ballot can be cast any more: pages that were changed since say nothing of the ballots. */
export function toldOf({ state, scripts, changes, faults }: Served, over: boolean): { good: boolean; text: string } {
  if (faults.length > 0) return { good: false, text: `页面程序核对不符：${faults.join('；')}` }
  const before = changes.length > 0 ? `评价期间更新过 ${changes.length} 次，都有签了名的公告（${changes.join('、')}）；` : ''
  switch (state) {
    case 'unnamed':
      return { good: true, text: '这次评价的活动说明没有登记页面程序，没有核对' }
    case 'same':
      return { good: true, text: `${before}现在的 ${scripts} 个页面程序，和活动说明里登记的一致` }
    case 'announced':
      return { good: true, text: `${before}现在的 ${scripts} 个页面程序，和公告的一致` }
    case 'changed':
      return over
        ? { good: true, text: `${before}评价截止以后页面程序又更新过，和登记的不同，不影响已经投的票` }
        : { good: false, text: '现在的页面程序和活动说明里登记的不一样，也没有更新公告' }
  }
}
