import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inRoot } from './root.mjs'

/** A hash of every file under the named files and folders: a checkout changes times, not contents. */
export function fingerprint(places, skip = []) {
  const hash = createHash('sha256')
  for (const place of places) {
    for (const file of filesUnder(place, skip)) hash.update(`${file}\0`).update(readFileSync(inRoot(file)))
  }
  return hash.digest('hex')
}

function filesUnder(place, skip) {
  if (skip.includes(place) || !existsSync(inRoot(place))) return []
  if (statSync(inRoot(place)).isFile()) return [place]
  return readdirSync(inRoot(place))
    .sort()
    .flatMap((name) => filesUnder(join(place, name), skip))
}

const noteOf = (target) => inRoot('dist', '.built', target)

/** Whether the target was last built from this very fingerprint. */
export function isFresh(target, print) {
  try {
    return readFileSync(noteOf(target), 'utf8') === print
  } catch {
    return false
  }
}

export function noteBuilt(target, print) {
  mkdirSync(dirname(noteOf(target)), { recursive: true })
  writeFileSync(noteOf(target), print)
}
