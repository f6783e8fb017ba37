import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Migration, readMigrations } from './migrate.ts'
import { projectRoot } from './root.ts'

/** Names a state of the migrations: a database made from others must not be taken for it. */
export function migrationsHash(migrations: Migration[] = readMigrations()): string {
  return createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 16)
}

/** Where the build keeps a migrated, empty embedded database: copying it is ten times quicker than making one. */
export function templateFolder(): string {
  return join(projectRoot, 'dist', `pglite-${migrationsHash()}`)
}

/**
 * Fills `target` (the folder of the database itself) from the template where it is new. Copied beside it
 * and renamed, so that a start cut short leaves no half database.
 */
export function copyTemplate(target: string): boolean {
  const template = join(templateFolder(), 'pglite')
  if (existsSync(target) || !existsSync(template)) return false
  const draft = `${target}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(join(target, '..'), { recursive: true })
  cpSync(template, draft, { recursive: true })
  renameSync(draft, target)
  return true
}
