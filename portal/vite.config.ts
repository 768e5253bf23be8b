import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import Components from 'unplugin-vue-components/vite'
import { defineConfig } from 'vitest/config'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const entries: Record<string, string> = { citizen: at('./index.html'), desk: at('./desk/index.html') }
const entry = process.env.SANHANG_ENTRY
const gateway = process.env.SANHANG_GATEWAY ?? 'http://127.0.0.1:8080'

/** Two requests and two dictionaries for what every citizen page uses, instead of a dozen small ones. */
const citizenChunks = [
  { name: 'vue', test: /node_modules[\\/](@vue[\\/](reactivity|runtime|shared)|vue|vue-router)/ },
  {
    name: 'forms',
    includeDependenciesRecursively: false,
    test: /src[\\/](citizen[\\/](components|wallet|views[\\/]rate[\\/]key)|shared[\\/](a11y|use|labels|date|store|faults|api[\\/](problem|http|public)))/,
  },
]

export default defineConfig({
  plugins: [
    vue(),
    // Only the desk uses Element Plus; a citizen page that names an El* tag shows up in tools/budget.mjs.
    Components({ resolvers: [ElementPlusResolver({ importStyle: 'css' })], dirs: [], dts: false }),
  ],
  resolve: { alias: { '@': at('./src') } },
  define: { __VUE_OPTIONS_API__: false, __VUE_PROD_DEVTOOLS__: false },
  build: {
    // Old Android WebView (WeChat) and iOS 13.
    target: ['chrome80', 'safari13.1'],
    modulePreload: { polyfill: false },
    manifest: `.vite/${entry ?? 'all'}.json`,
    reportCompressedSize: false,
    // No data: fonts or scripts, so that the strict content policy holds.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      // Big integers are used by the ballot chunk only; browsers without them are told so before it is loaded.
      onLog: (level, log, handle) => {
        if (!log.message.includes('Big integer literals')) handle(level, log)
      },
      // Fields of classes are set like any other: the standard's way would need a helper in a chunk of its own.
      transform: { assumptions: { setPublicClassFields: true } },
      input: entry ? { [entry]: entries[entry]! } : entries,
      output: { codeSplitting: { groups: entry === 'citizen' ? citizenChunks : [] } },
    },
  },
  server: {
    port: 5173,
    proxy: Object.fromEntries(['/api', '/oauth2', '/login', '/logout'].map((path) => [path, gateway])),
  },
  test: {
    environment: 'happy-dom',
    include: ['test/unit/**/*.spec.ts'],
    // A busy machine is no fault.
    testTimeout: 60_000,
    environmentOptions: { happyDOM: { url: 'http://localhost/' } },
    server: { deps: { inline: ['element-plus'] } },
  },
})
