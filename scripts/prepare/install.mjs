import { readFileSync } from 'node:fs'
import { inRoot } from './root.mjs'
import { run } from './run.mjs'

/** `npm ci` where node_modules is missing, cut short, or not what package-lock.json names. */
export async function ensureInstalled(announce) {
  if (isInstalled()) return
  announce('Installing packages …')
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], 'npm ci')
}

/** npm writes its own list into node_modules when an installation is complete: that list is compared. */
function isInstalled() {
  const present = packagesOf(inRoot('node_modules', '.package-lock.json'))
  if (!present) return false
  const wanted = packagesOf(inRoot('package-lock.json')) ?? {}
  return Object.entries(wanted).every(
    ([path, entry]) => !isNeeded(path, entry) || present[path]?.version === entry.version,
  )
}

function isNeeded(path, entry) {
  if (path === '' || entry.link || entry.optional || entry.devOptional || entry.peer) return false
  return !(entry.dev && withoutDevelopment)
}

const withoutDevelopment =
  process.env.NODE_ENV === 'production' || /\bdev\b/.test(process.env.npm_config_omit ?? '')

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return null
  }
}
