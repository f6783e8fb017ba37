import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '#store/index.ts'

/** The shop's help pages, as they lie in `demo/documents`; the name of the file is the slug. */
export function helpPages(): { slug: string; text: string }[] {
  const folder = join(projectRoot, 'demo', 'documents')
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => ({ slug: file.replace(/\.md$/, ''), text: readFileSync(join(folder, file), 'utf8') }))
}
