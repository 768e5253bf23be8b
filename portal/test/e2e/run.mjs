// The pages in a real browser: every step of the journeys, under the gateway's content policy, checked with axe.
// SHOTS=1 writes pictures to test/e2e/shots. Names of journeys after the command run only these: `npm run e2e -- item desk`.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import assert from 'node:assert/strict'
import { chromium } from 'playwright-core'
import { Platform } from './platform.mjs'
import { bundle } from './bundle.mjs'
import { citizen } from './citizen.mjs'
import { desk } from './desk.mjs'
import { sheets } from './paperballots.mjs'
import { todo } from './todo.mjs'
import { busy } from './register.mjs'
import { scanned, tablet, windowPhone } from './window.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const SHOTS = new URL('./shots/', import.meta.url).pathname
if (process.env.SHOTS) mkdirSync(SHOTS, { recursive: true })
const started = Date.now()
let checked = 0

/** One person with one device. Faults of the page fail the run: script errors, refused content, sideways scrolling. */
async function person(browser, platform, { width, height, whole }) {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', acceptDownloads: true, hasTouch: width < 700 })
  // Two devices that lack something: an address without https, and a browser that keeps no database.
  if (!whole && width < 700) await context.addInitScript(() => Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined }))
  else if (!whole) await context.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }))
  const page = await context.newPage()
  page.setDefaultTimeout(30000)
  const faults = []
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) faults.push(`console: ${message.text()}`)
  })
  const shot = async (name) => process.env.SHOTS && page.screenshot({ path: `${SHOTS}${name}-${width}.png`, fullPage: true })
  /** What every page must satisfy, whatever it shows. */
  const check = async (name) => {
    await page.waitForFunction(() => document.querySelector('h1') && !document.body.innerText.includes('正在打开') && !document.body.innerText.includes('正在读取'))
    // A list that was chosen from is still there while it fades.
    await page.waitForFunction(() => [...document.querySelectorAll('.el-popper')].every((one) => !one.checkVisibility()) && document.getAnimations().every(({ playState }) => playState !== 'running'))
    await shot(name)
    // In the page's own world a strict policy would refuse a script tag; evaluate is not subject to it.
    if (await page.evaluate(() => window.axe === undefined)) await page.evaluate(axe)
    const result = await page.evaluate(() =>
      window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }),
    )
    const found = result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, any }) => html.slice(0, 140) + ' ' + (any[0]?.message ?? '')).join(' | ')}`)
    assert.deepEqual(found, [], `axe on ${name} at ${width}`)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    assert.ok(over <= 0, `${name} scrolls sideways by ${over} px at ${width}`)
    assert.deepEqual(faults, [], `faults on ${name}`)
    checked++
  }
  return { page, context, check, shot, platform, url: platform.url, width, faults }
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
})
const wanted = process.argv.slice(2)
let failed = false
async function run(name, journey, size) {
  if (wanted.length > 0 && !wanted.includes(name)) return
  const platform = await new Platform().start()
  const one = await person(browser, platform, size)
  try {
    await journey(one)
    console.log(`ok ${name} at ${size.width} px`)
  } catch (thrown) {
    failed = true
    console.error(`FAILED ${name} at ${size.width} px, on ${one.page.url()}\n`, thrown)
    await one.shot(`failed-${name}`).catch(() => undefined)
  }
  await one.context.close()
  platform.stop()
}
const PHONE = { width: 390, height: 844 }
const SCREEN = { width: 1366, height: 768 }
/** Lacks nothing: what it keeps is looked for. */
const TABLET = { width: 1024, height: 768, whole: true }
/** One after the other; the lanes run side by side, the two long ones each in its own. */
async function lane(...runs) {
  for (const [name, journey, size] of runs) await run(name, journey, size)
}
await Promise.all([
  lane(['desk', desk, SCREEN]),
  lane(['desk', desk, PHONE]),
  lane(
    ...[PHONE, SCREEN].flatMap((size) => [['citizen', citizen, size], ['sheets', sheets, size], ['window-phone', windowPhone, size], ['todo', todo, size]]),
    ['item', scanned, PHONE],
    ['tablet', tablet, TABLET],
    ['tablet', tablet, { width: 768, height: 1024, whole: true }],
    ['bundle', bundle, PHONE],
    ['busy', busy, PHONE],
  ),
])
await browser.close()
console.log(`${checked} pages without an axe violation, ${((Date.now() - started) / 1000).toFixed(1)} s`)
process.exit(failed ? 1 : 0)
