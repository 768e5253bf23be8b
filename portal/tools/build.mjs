// The citizen pages and the desk are built apart: in one build they share Vue, and every citizen would load the parts of
// it that only the desk's components use.
import { build } from 'vite'

for (const [at, entry] of ['citizen', 'desk'].entries()) {
  process.env.SANHANG_ENTRY = entry
  await build({ logLevel: 'warn', build: { emptyOutDir: at === 0, copyPublicDir: at === 0 } })
}
await import('./preload.mjs')
await import('./bundle.mjs')
