import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** Served at `/console/` under a strict Content-Security-Policy: files only, nothing inlined. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/console/',
  build: {
    outDir: fileURLToPath(new URL('../dist/console', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2022',
  },
})
