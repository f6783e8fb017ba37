import { renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { backupTo } from '#store/index.ts'
import { backupBeside } from '../backup-beside.ts'
import type { Command } from '../command.ts'

export const backup: Command = {
  words: ['backup'],
  usage: 'FILE',
  summary: 'write everything into one compressed file, also while the server runs',
  notes: [
    'The file restores into the embedded database or a PostgreSQL server, whichever it came from.',
    'It holds personal data and hashed passwords: only its owner can read it.',
  ],
  takes: [1, 1],
  needs: 'database',
  run: async (input, context) => {
    const name = input.positionals[0] ?? ''
    const path = resolve(context.cwd, name)
    const draft = `${path}.unfinished`
    const store = await context.store()
    if (context.running && store.kind === 'pglite') return backupBeside(context.running.store, path, context)
    const bar = context.progress('backing up', 1)
    try {
      const file = (await open(draft, 'w', 0o600)).createWriteStream({ flush: true })
      const result = await backupTo(
        store.db,
        file,
        context.now(),
        ({ done, total }) => bar.set(done, total),
        context.signal,
      )
      renameSync(draft, path)
      bar.done()
      const bytes = result.bytes
      if (context.json) context.out(`${JSON.stringify({ file: path, ...result })}\n`)
      else context.out(`${result.rows} rows of ${result.tables} tables in ${name} (${megabytes(bytes)})\n`)
      return 0
    } catch (error) {
      bar.done()
      rmSync(draft, { force: true })
      throw error
    }
  },
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
