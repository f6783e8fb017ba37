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

/** Scripts whose address a page writes down; the loader knows the hashed name of the panel, so it comes after it. */
function scripts(): Plugin {
  return {
    name: 'rapport-scripts',
    async generateBundle(_options, bundle) {
      const panel = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry)
      if (!panel) throw new Error('the panel was not built')
      const emit = (fileName: string, source: string) => this.emitFile({ type: 'asset', fileName, source })
      const known = { __PANEL_FILE__: JSON.stringify(panel.fileName) }
      emit('widget.js', await buildScript('./loader.ts', 'iife', known))
      emit('rapport.js', await buildScript('./slots/script.ts', 'iife'))
      emit('rapport-more.js', await buildScript('./slots/more.ts', 'es'))
    },
  }
}

async function buildScript(
  path: string,
  format: 'iife' | 'es',
  define: Record<string, string> = {},
): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    define,
    build: {
      write: false,
      target,
      cssTarget,
      lib: { entry: here(path), formats: [format], name: 'rapportScript' },
      rollupOptions: { output: { minify: true } },
    },
  })
  const output = Array.isArray(built) ? built[0] : built
  if (!output || !('output' in output)) throw new Error(`${path} was not built`)
  return output.output[0].code
}

export default defineConfig({
  root: here('.'),
  base: './',
  publicDir: false,
  resolve: { alias },
  oxc: jsx,
  plugins: [scripts()],
  build: {
    target,
    cssTarget,
    outDir: here('../dist/widget'),
    emptyOutDir: true,
    lib: { entry: here('./panel.tsx'), formats: ['es'] }, // as a library: without the helper that preloads styles
    rollupOptions: {
      preserveEntrySignatures: 'allow-extension', // what the comparison shares with the panel stays in the panel
      output: { entryFileNames: 'panel-[hash].js', chunkFileNames: '[name]-[hash].js', minify: true },
    },
  },
})
