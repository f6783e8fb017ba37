import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { BadInput, type Command, textOption } from '../command.ts'
import { printTable } from '../print-table.ts'

export const audiencesList: Command = {
  words: ['audiences', 'list'],
  usage: '',
  summary: 'list the lists for ads: who is in them, who is to go, who was refused',
  takes: [0, 0],
  needs: 'database',
  run: async (_input, context) => {
    const { listAudiences } = await import('#domain/audiences/index.ts')
    const audiences = await listAudiences(await context.db())
    if (context.json) context.out(`${JSON.stringify(audiences)}\n`)
    else {
      const rows = audiences.map((one) => [
        one.audienceId,
        one.name,
        one.destination === 'file' ? 'file' : one.destination.webhookId,
        String(one.members),
        String(one.toAdd),
        String(one.toRemove),
        one.state,
      ])
      printTable(context.out, ['audience', 'name', 'to', 'in it', 'to add', 'to remove', ''], rows)
    }
    return 0
  },
}

export const audiencesExport: Command = {
  words: ['audiences', 'export'],
  usage: 'AUDIENCE --out FILE [--delta] [--jsonl] [--removed FILE]',
  summary: 'write the hashed addresses of a list for ads to a file, after judging everybody in it anew',
  options: {
    out: { type: 'string', about: 'file of those who are in it (with --delta: who is to be added)' },
    removed: { type: 'string', about: 'with --delta: file of those who are to be removed' },
    delta: { type: 'boolean', about: 'only what has changed since the last confirmed file' },
    jsonl: { type: 'boolean', about: 'one JSON object a line in place of the platform’s CSV' },
  },
  notes: ['Say `rapport audiences confirm EXPORT` when the platform has taken the files.'],
  takes: [1, 1],
  needs: 'database',
  run: async (input, context) => {
    const { fileText, findAudience, takeFile } = await import('#domain/audiences/index.ts')
    const [audienceId = ''] = input.positionals
    const out = textOption(input, 'out')
    const removed = textOption(input, 'removed')
    const delta = input.values.delta === true
    if (out === undefined) throw new BadInput('--out FILE is missing')
    if (delta && removed === undefined)
      throw new BadInput('--delta needs --removed FILE: a list must be able to shrink')
    if (!delta && removed !== undefined) throw new BadInput('--removed FILE goes with --delta')
    const db = await context.db()
    const audience = await findAudience(db, audienceId)
    if (!audience) throw new BadInput(`there is no audience ${audienceId}; see: rapport audiences list`)
    if (audience.destination !== 'file') throw new BadInput('this audience is sent to an endpoint')
    const { integrations, secrets } = await context.house()
    if (audience.state === 'on') await integrations.audiences.judge(audienceId, context.now())
    const mode = delta ? 'delta' : 'full'
    const by = 'rapport audiences export'
    const taking = { mode, by, suppressionKey: secrets.suppression } as const
    const taken = await takeFile(db, audienceId, taking, context.now())
    const as = input.values.jsonl === true ? 'jsonl' : 'csv'
    const write = (path: string, part: 'added' | 'removed') =>
      writeFileSync(resolve(context.cwd, path), fileText(taken, { format: audience.format, as, part }), {
        mode: 0o600,
      })
    write(out, 'added')
    if (removed !== undefined) write(removed, 'removed')
    const { exportId, added, removed: gone } = taken
    const answer = { exportId, mode, added: added.length, removed: delta ? gone.length : 0 }
    context.out(
      context.json
        ? `${JSON.stringify(answer)}\n`
        : `${exportId}: ${answer.added} in ${out}${removed === undefined ? '' : `, ${answer.removed} in ${removed}`}\n`,
    )
    return 0
  },
}

export const audiencesConfirm: Command = {
  words: ['audiences', 'confirm'],
  usage: 'EXPORT',
  summary: 'say that the platform has taken the files of an export; until then the next ones bring the same',
  takes: [1, 1],
  needs: 'database',
  run: async (input, context) => {
    const { confirmFile } = await import('#domain/audiences/index.ts')
    const confirmed = await confirmFile(await context.db(), input.positionals[0] ?? '', context.now())
    context.out(context.json ? `${JSON.stringify(confirmed)}\n` : 'confirmed\n')
    return 0
  },
}
