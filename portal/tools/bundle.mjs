// Lists every script that a citizen's page can load, now or later, and the page that loads the first: what a campaign's
// manifest vouches for (docs/adr/0010). As sha256sum writes it, so that `sha256sum -c bundle.txt` checks a download.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

const manifest = JSON.parse(readFileSync('dist/.vite/citizen.json', 'utf8'))
const seen = new Set()

function reach(key) {
  const chunk = manifest[key]
  if (!chunk) throw new Error(`no chunk ${key}`)
  if (seen.has(key)) return
  seen.add(key)
  for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) reach(next)
}

reach('index.html')
const scripts = [...seen].map((key) => manifest[key].file).filter((file) => file.endsWith('.js'))
const files = [...new Set(['index.html', ...scripts])].sort()
const lines = files.map((file) => `${createHash('sha256').update(readFileSync(`dist/${file}`)).digest('hex')}  ${file}\n`)
writeFileSync('dist/bundle.txt', lines.join(''))
