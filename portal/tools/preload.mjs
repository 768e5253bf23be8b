// What the pages that people open from a message or a code need at once. The gateway names it in the answer's Link header,
// so that on a slow line the page's own scripts come together with the common ones and not after them.
import { readFileSync, writeFileSync } from 'node:fs'

// Patterns of Spring's PathPattern, no two of which fit the same path.
const PAGES = {
  '/': ['views/Home.vue'],
  '/rate': ['views/rate/RateList.vue'],
  '/rate/{cid}': ['views/rate/RateShell.vue', 'views/rate/RateStart.vue'],
  '/rate/{cid}/units/{unit}': ['views/rate/RateShell.vue', 'views/rate/RateUnit.vue', 'ballot'],
  '/idea': ['views/idea/IdeaShell.vue', 'views/idea/IdeaKind.vue'],
  '/query': ['views/query/QueryShell.vue', 'views/query/QueryCode.vue'],
  '/result/{cid}': ['views/Result.vue'],
}

const manifest = JSON.parse(readFileSync('dist/.vite/citizen.json', 'utf8'))
const ballot = Object.keys(manifest).find((key) => manifest[key].name === 'ballot')

function needed(key, seen) {
  if (!manifest[key]) throw new Error(`no chunk ${key}`)
  if (seen.has(key)) return seen
  seen.add(key)
  for (const next of manifest[key].imports ?? []) needed(next, seen)
  return seen
}

const entry = needed('index.html', new Set())
const pages = Object.entries(PAGES).map(([pattern, views]) => {
  const chunks = new Set(entry)
  for (const view of views) needed(view === 'ballot' ? ballot : `src/citizen/${view}`, chunks)
  const own = [...chunks].filter((key) => !entry.has(key)).map((key) => manifest[key])
  const links = [
    ...own.map(({ file }) => `</${file}>; rel=modulepreload`),
    ...own.flatMap(({ css = [] }) => css).map((file) => `</${file}>; rel=preload; as=style`),
  ]
  return [pattern, links.join(', ')]
})
writeFileSync('dist/preload.json', JSON.stringify(Object.fromEntries(pages)))
