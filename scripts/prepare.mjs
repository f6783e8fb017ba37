// Runs before npm start, test, rapport and bench, on a fresh clone too: installs and builds what is missing or
// stale. Plain JavaScript without a package, because nothing may be installed yet. Says everything on stderr:
// stdout belongs to the command that follows.
import { buildStale } from './prepare/build.mjs'
import { ensureChromium } from './prepare/chromium.mjs'
import { ensureInstalled } from './prepare/install.mjs'
import { oneAtATime } from './prepare/turn.mjs'

const wanted = new Set(process.argv.slice(2))
const say = wanted.has('--quiet') ? () => {} : (text) => process.stderr.write(`${text}\n`)
// what takes long is said even when quiet
const announce = (text) => process.stderr.write(`${text}\n`)

try {
  await oneAtATime(async () => {
    await ensureInstalled(announce)
    if (wanted.has('build')) await buildStale(say)
  })
  if (wanted.has('browser')) ensureChromium(say)
} catch (error) {
  announce(`Rapport could not be prepared: ${error.message}`)
  process.exitCode = 1
}
