import { fileURLToPath } from 'node:url'
import { build, defineConfig, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// The hooks of preact/compat are those of preact/hooks; without the rest of it the widget is 2 KB gzip lighter.
const alias = [
  { find: 'react/jsx-runtime', replacement: 'preact/jsx-runtime' },
  { find: 'react-dom/client', replacement: here('./view/preact-root.ts') },
  { find: /^react$/, replacement: 'preact/hooks' },
]
// never the development runtime: built from within a test run, it would be React's own, and draw nothing
const jsx = { jsx: { runtime: 'automatic', importSource: 'react', development: false } } as const
const target = 'es2022'
const cssTarget = ['chrome123', 'safari17.5', 'firefox120'] // these know light-dark()

/** The loader is a classic script that knows the hashed name of the panel, so it is built after it. */
function loader(): Plugin {
  return {
    name: 'rapport-loader',
    async generateBundle(_options, bundle) {
      const panel = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry)
      if (!panel) throw new Error('the panel was not built')
      const source = await buildLoader(panel.fileName)
      this.emitFile({ type: 'asset', fileName: 'widget.js', source })
    },
  }
}

async function buildLoader(panelFile: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    define: { __PANEL_FILE__: JSON.stringify(panelFile) },
    build: {
      write: false,
      target,
      cssTarget,
      lib: { entry: here('./loader.ts'), formats: ['iife'], name: 'rapportLoader' },
    },
  })
  const output = Array.isArray(built) ? built[0] : built
  if (!output || !('output' in output)) throw new Error('the loader was not built')
  return output.output[0].code
}

export default defineConfig({
  root: here('.'),
  base: './',
  publicDir: false,
  resolve: { alias },
  oxc: jsx,
  plugins: [loader()],
  build: {
    target,
    cssTarget,
    outDir: here('../dist/widget'),
    emptyOutDir: true,
    lib: { entry: here('./panel.tsx'), formats: ['es'] }, // as a library: without the helper that preloads styles
    rollupOptions: {
      output: { entryFileNames: 'panel-[hash].js', chunkFileNames: '[name]-[hash].js', minify: true },
    },
  },
})
