// `npm ci` only when the lockfile changed since the last one: a Maven run that changes no dependency
// then costs nothing here.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const stamp = 'node_modules/.lock-sha256'
const wanted = createHash('sha256').update(readFileSync('package-lock.json')).update(process.version).digest('hex')
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) process.exit(0)

const npm = process.argv[2] ?? 'npm'
const result = spawnSync(npm, ['ci', '--no-progress'], { stdio: 'inherit', shell: process.platform === 'win32' })
if (result.error) console.error(`cannot run ${npm}: ${result.error.message}`)
if (result.status !== 0) process.exit(result.status ?? 1)
writeFileSync(stamp, wanted)
