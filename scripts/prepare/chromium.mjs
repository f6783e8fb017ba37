import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** Finds Chromium for the browser tests, else installs it where that is possible, else says so. */
export function ensureChromium(say) {
  if (findChromium() || (canInstall() && install(say) && findChromium())) return
  const missing = 'no Chromium was found (set CHROMIUM_PATH, or install the package chromium)'
  if (process.env.CI === 'true') throw new Error(missing)
  process.stderr.write(`Browser tests will be skipped: ${missing}.\n`)
}

function findChromium() {
  const named = process.env.CHROMIUM_PATH
  if (named) return existsSync(named)
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.some((folder) => names.some((name) => existsSync(join(folder, name))))
}

function canInstall() {
  return process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0
}

function install(say) {
  say('Installing Chromium for the browser tests …')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const get = (...args) => spawnSync('apt-get', ['-qq', ...args], { env, stdio: 'ignore' }).status === 0
  const packages = ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation']
  return get(...packages) || (get('update') && get(...packages))
}
