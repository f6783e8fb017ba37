import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '#store/index.ts'

/** The version of package.json. */
export function version(): string {
  const parsed: unknown = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'))
  if (typeof parsed === 'object' && parsed !== null && 'version' in parsed) return String(parsed.version)
  return 'unknown'
}
