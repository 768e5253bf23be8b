// The services' contracts as types. What is generated is not committed; the contracts are.
import { mkdirSync, writeFileSync } from 'node:fs'
import openapi, { astToString } from 'openapi-typescript'

const SERVICES = ['identity', 'task', 'evaluation', 'feedback', 'notification']
const to = new URL('../src/shared/api/generated/', import.meta.url)
mkdirSync(to, { recursive: true })
for (const service of SERVICES) {
  const contract = new URL(`../../openapi/${service}-service.yaml`, import.meta.url)
  writeFileSync(new URL(`${service}.ts`, to), astToString(await openapi(contract)))
}
