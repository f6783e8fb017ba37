import { open } from 'node:fs/promises'
import { restoreFrom } from '#store/index.ts'
import type { Command } from '../command.ts'
import { inputFile } from '../files.ts'

export const restore: Command = {
  words: ['restore'],
  usage: 'FILE [--replace]',
  summary: 'load a backup into an empty database; the server must be stopped',
  options: { replace: { type: 'boolean', about: 'throw away what the database holds now' } },
  notes: ['All or nothing: a file that is cut short or damaged changes nothing.'],
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
      if (context.json) context.out(`${JSON.stringify({ file: name, ...result })}\n`)
      else context.out(`${result.rows} rows of ${result.tables} tables restored, as of ${result.createdAt}\n`)
      return 0
    } finally {
      bar.done()
    }
  },
}
