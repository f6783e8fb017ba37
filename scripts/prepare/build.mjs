import { existsSync, readdirSync } from 'node:fs'
import { fingerprint, isFresh, noteBuilt } from './fingerprint.mjs'
import { inRoot } from './root.mjs'
import { run } from './run.mjs'
import { bundleServer, serverSources } from './server-bundle.mjs'

const settings = ['package-lock.json', 'tsconfig.json']

const targets = [
  {
    name: 'server',
    sources: serverSources,
    skip: ['demo/storefront'],
    outputs: ['dist/rapport.js'],
    build: async () => {
      await bundleServer()
      await run(process.execPath, ['dist/database-template.js'], 'making the database template')
    },
  },
  app('widget', 'web-widget'),
  app('console', 'staff-console'),
  app('storefront', 'demo/storefront'),
]

/** A browser app brings its own vite.config.ts, which says where in dist/ it is built to. */
function app(name, folder) {
  const config = `${folder}/vite.config.ts`
  return {
    name,
    sources: [folder, 'contract'],
    outputs: [`dist/${name}`],
    isThere: () => existsSync(inRoot(config)),
    build: () =>
      run(
        process.execPath,
        ['node_modules/vite/bin/vite.js', 'build', '--config', config, '--logLevel', 'warn'],
        `building the ${name}`,
      ),
  }
}

/** Builds, side by side, what is not up to date with its sources. */
export async function buildStale(say) {
  const stale = targets
    .filter((target) => target.isThere?.() ?? true)
    .map((target) => ({ ...target, print: fingerprint([...settings, ...target.sources], target.skip) }))
    .filter((target) => !isFresh(target.name, target.print) || !target.outputs.every(isBuilt))
  if (stale.length === 0) return
  const started = performance.now()
  say(`Building ${stale.map((target) => target.name).join(', ')} …`)
  const outcomes = await Promise.allSettled(stale.map(buildOne))
  const failures = outcomes.filter((outcome) => outcome.status === 'rejected')
  if (failures.length > 0) throw new Error(failures.map((failure) => failure.reason.message).join('\n'))
  say(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.`)
}

async function buildOne(target) {
  await target.build()
  noteBuilt(target.name, target.print)
}

function isBuilt(output) {
  const path = inRoot(output)
  return existsSync(path) && (output.endsWith('.js') || readdirSync(path).length > 0)
}
