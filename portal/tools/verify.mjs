// Builds bin/verify-campaign's program: one file that needs nothing but Node.
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
await build({
  configFile: false,
  root: here('..'),
  logLevel: 'warn',
  resolve: { alias: { '@': here('../src') } },
  ssr: { noExternal: true },
  build: { ssr: 'src/verify/main.ts', outDir: process.argv[2] ?? 'target/verify', target: 'node20', copyPublicDir: false, rollupOptions: { output: { entryFileNames: 'verify.mjs' } } },
})
