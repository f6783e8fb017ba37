import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder, found from this file upwards, so that bundle and source find the same assets. */
export const projectRoot: string = findRoot(dirname(fileURLToPath(import.meta.url)))

function findRoot(from: string): string {
  const file = join(from, 'package.json')
  if (existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === 'rapport') return from
  const parent = dirname(from)
  if (parent === from)
    throw new Error('Rapport must run from inside its own folder: no package.json was found')
  return findRoot(parent)
}
