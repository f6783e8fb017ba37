import { open } from 'node:fs/promises'
import { type Db, restoreFrom } from '#store/index.ts'
import type { Command, CommandContext } from '../command.ts'
import { chosenDatabase } from '../environment.ts'
import { inputFile } from '../files.ts'

export const restore: Command = {
  words: ['restore'],
  usage: 'FILE [--replace]',
  summary: 'load a backup into an empty database; the server must be stopped',
  options: { replace: { type: 'boolean', about: 'throw away what the database holds now' } },
  notes: [
    'All or nothing: a file that is cut short or damaged changes nothing.',
    'Who was erased after the backup was made is erased again, as DATA_DIR/erasures.jsonl (or ERASURES_FILE) says.',
  ],
  takes: [1, 1],
  needs: 'alone',
  run: async (input, context) => {
    const name = input.positionals[0] ?? ''
    const path = inputFile(context.cwd, name)
    const { db } = await context.store()
    const file = (await open(path)).createReadStream()
    const bar = context.progress('restoring', 1)
    try {
      const result = await restoreFrom(db, file, {
        replace: input.values.replace === true,
        onProgress: ({ done, total }) => bar.set(done, total),
        signal: context.signal,
      })
      bar.done()
      const erasedAgain = await eraseAgain(db, new Date(result.createdAt), context)
      if (context.json) context.out(`${JSON.stringify({ file: name, ...result, erasedAgain })}\n`)
      else {
        context.out(`${result.rows} rows of ${result.tables} tables restored, as of ${result.createdAt}\n`)
        if (erasedAgain) context.out(`Erased again, as the journal of erasures says: ${erasedAgain}\n`)
      }
      return 0
    } finally {
      bar.done()
    }
  },
}

/** A backup from before an erasure brings the person back: it is done again. null: no journal is kept. */
async function eraseAgain(db: Db, since: Date, context: CommandContext): Promise<number | null> {
  const { openErasures } = await import('#server/index.ts')
  const { reapplyErasures } = await import('#inbound/index.ts')
  const { journal, suppressionKey } = openErasures(process.env, chosenDatabase(process.env))
  if (journal.path === null) {
    context.err('No journal of erasures is kept (ERASURES_FILE): who was erased since may be back.\n')
    return null
  }
  return reapplyErasures(db, journal.since(since), suppressionKey, context.now())
}
