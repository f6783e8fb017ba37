import { rmSync } from 'node:fs'
import { inRoot, root } from './root.mjs'

export const serverSources = [
  'agent',
  'channels',
  'contract',
  'demo',
  'domain',
  'inbound',
  'knowledge',
  'measurement',
  'models',
  'orchestrator',
  'scripts',
  'server',
  'store',
  'tools',
]

/**
 * Packages with files of their own beside their code (WebAssembly, weights, workers), optional ones, build tools,
 * and twilio, of which bundling all 8 MB would take longer than everything else.
 */
const external = [
  '@electric-sql/*',
  '@energetic-ai/*',
  'esbuild',
  'pg-native',
  'pino',
  'twilio',
  'vite',
  'whatsapp-web.js',
]

// packages in CommonJS ask for Node's own modules by require
const banner = `import { createRequire as rapportRequire } from 'node:module'; const require = rapportRequire(import.meta.url);`

/** dist/rapport.js and its chunks; what the sources import lazily stays in chunks of its own. */
export async function bundleServer() {
  const esbuild = await import('esbuild')
  rmSync(inRoot('dist', 'chunks'), { recursive: true, force: true })
  const result = await esbuild
    .build({
      absWorkingDir: root,
      entryPoints: ['scripts/rapport.ts', 'scripts/database-template.ts'],
      outbase: 'scripts',
      outdir: 'dist',
      chunkNames: 'chunks/[name]-[hash]',
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      external,
      banner: { js: banner },
      logLevel: 'silent',
      legalComments: 'none',
    })
    .catch((error) => {
      throw new Error(`bundling the server failed\n${messages(error)}`)
    })
  return result
}

function messages(error) {
  if (!Array.isArray(error.errors)) return error.message
  return error.errors
    .slice(0, 10)
    .map(({ location, text }) => `${location ? `${location.file}:${location.line} ` : ''}${text}`)
    .join('\n')
}
