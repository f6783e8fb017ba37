import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { BadInput } from './command.ts'

/** A file as the person named it, and where it is. */
export interface InputFile {
  name: string
  path: string
}

/** The file a person named, found from their folder; BadInput where it cannot be read. */
export function inputFile(cwd: string, name: string): string {
  const path = resolve(cwd, name)
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) throw new BadInput(`${name}: there is no such file`)
  if (found.isDirectory()) throw new BadInput(`${name}: this is a folder, not a file`)
  return path
}
