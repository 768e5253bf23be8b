// What a page costs in script, gzipped: the entry, what it imports, and the chunks of its route. Fails above the budget.
import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const BUDGETS = { citizen: 60, desk: 140 } // KiB
// Whoever counts a whole campaign again downloads far more than script.
const RECOUNT = { key: 'src/citizen/views/Recount.vue', budget: 70 }
const entries = { citizen: 'index.html', desk: 'desk/index.html' }
const sizes = new Map()
let manifest

function size(file) {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(`dist/${file}`), { level: 6 }).length)
  return sizes.get(file)
}

function closure(key, seen = new Set()) {
  if (seen.has(key) || !manifest[key]) return seen
  seen.add(key)
  for (const next of manifest[key].imports ?? []) closure(next, seen)
  return seen
}

const kib = (keys) =>
  [...new Set([...keys].map((key) => manifest[key].file))].filter((file) => file.endsWith('.js')).reduce((sum, file) => sum + size(file), 0) / 1024


let failed = false
for (const [name, entry] of Object.entries(entries)) {
  if (!existsSync(`dist/.vite/${name}.json`)) throw new Error('no dist: run the build first')
  manifest = JSON.parse(readFileSync(`dist/.vite/${name}.json`, 'utf8'))
  const start = closure(entry)
  const ballot = Object.keys(manifest).find((key) => manifest[key].name === 'ballot')
  if (name === 'citizen' && (!ballot || start.has(ballot))) throw new Error('the ballot chunk must be loaded only when needed')
  const lazy = Object.keys(manifest).filter((key) => manifest[key].isDynamicEntry && key.startsWith(`src/${name}/`))
  if (lazy.length === 0) throw new Error(`${name} has no routes`)
  const routes = lazy.map((key) => {
    const keys = closure(key, new Set(start))
    // A rating or check also loads the ballot chunk, and each child route its shell.
    if (name === 'citizen' && /\/(rate\/|item\/|Verify\.vue)/.test(key)) closure(ballot, keys)
    if (/\/rate\//.test(key)) closure('src/citizen/views/rate/RateShell.vue', keys)
    return { key, kib: kib(keys) }
  })
  const recount = routes.find(({ key }) => key === RECOUNT.key)
  if (recount) {
    routes.splice(routes.indexOf(recount), 1)
    console.log(`${name}: ${RECOUNT.key} ${recount.kib.toFixed(1)} KiB, budget ${RECOUNT.budget} KiB`)
    if (recount.kib > RECOUNT.budget) failed = true
  }
  const worst = routes.reduce((one, other) => (one.kib > other.kib ? one : other))
  console.log(`${name}: entry ${kib(start).toFixed(1)} KiB, largest route ${worst.kib.toFixed(1)} KiB (${worst.key}), budget ${BUDGETS[name]} KiB`)
  if (worst.kib > BUDGETS[name]) failed = true
  if (name === 'citizen' && [...start].some((key) => key.includes('element-plus'))) failed = true
}
if (failed) {
  console.error('over the budget')
  process.exit(1)
}
