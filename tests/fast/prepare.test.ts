import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { projectRoot } from '#store/index.ts'
import { temporaryFolder } from '../support/processes.ts'

interface Fingerprints {
  fingerprint: (places: string[], skip?: string[]) => string
}

let folder: ReturnType<typeof temporaryFolder>
let prints: Fingerprints
const inFolder = (...parts: string[]) => join(relative(projectRoot, folder.path), ...parts)

beforeEach(async () => {
  folder = temporaryFolder()
  prints = await import(join(projectRoot, 'scripts', 'prepare', 'fingerprint.mjs'))
  mkdirSync(join(folder.path, 'room'))
  writeFileSync(join(folder.path, 'room', 'a.ts'), 'one')
  writeFileSync(join(folder.path, 'room', 'b.ts'), 'two')
})
afterEach(() => folder.remove())

describe('what a build is made from', () => {
  const print = () => prints.fingerprint([inFolder('room')])

  test('is the same after a checkout that only touched the times', () => {
    const before = print()
    utimesSync(join(folder.path, 'room', 'a.ts'), new Date(0), new Date(0))
    expect(print()).toBe(before)
  })

  test('differs when a file changes, appears or moves its content to its neighbour', () => {
    const before = print()
    writeFileSync(join(folder.path, 'room', 'a.ts'), 'onetwo')
    writeFileSync(join(folder.path, 'room', 'b.ts'), '')
    const moved = print()
    writeFileSync(join(folder.path, 'room', 'c.ts'), '')
    expect(new Set([before, moved, print()]).size).toBe(3)
  })

  test('leaves out what it is told to skip, and a folder that is not there', () => {
    const without = prints.fingerprint([inFolder('room'), inFolder('none')], [inFolder('room', 'b.ts')])
    writeFileSync(join(folder.path, 'room', 'b.ts'), 'other')
    expect(prints.fingerprint([inFolder('room')], [inFolder('room', 'b.ts')])).toBe(without)
  })
})
