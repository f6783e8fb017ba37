import { Readable } from 'node:stream'
import type { House } from '#server/index.ts'
import type { Store } from '#store/index.ts'
import type { CommandContext } from '../../scripts/command.ts'
import { readCommandLine } from '../../scripts/command-line.ts'
import { commands } from '../../scripts/commands.ts'
import { report, runCommand } from '../../scripts/run-command.ts'
import type { Outcome } from './rapport.ts'

/** Runs a command on an open store in this process, as `scripts/rapport.ts` would in its own. */
export async function runOn(
  store: Store,
  args: string[],
  stdin = '',
  cwd = process.cwd(),
  signal = new AbortController().signal,
  house: House | null = null,
): Promise<Outcome> {
  let out = ''
  let err = ''
  const outcome = (code: number): Outcome => ({ code, out, err, json: () => JSON.parse(out) })
  const say = (text: string) => {
    err += text
  }
  try {
    const asked = readCommandLine(args, commands)
    if (asked.kind === 'help') return { ...outcome(0), out: asked.text }
    const context: CommandContext = {
      cwd,
      stdin: Readable.from([Buffer.from(stdin)]),
      out: (text) => {
        out += text
      },
      err: say,
      json: asked.json,
      interactive: false,
      progress: () => ({ set: () => {}, done: () => {} }),
      signal,
      now: () => new Date('2026-02-03T09:00:00Z'),
      db: async () => store.db,
      store: async () => store,
      house: () => (house ? Promise.resolve(house) : Promise.reject(new Error('this test opens no house'))),
      running: house,
    }
    return outcome(await runCommand(asked.command, asked.input, context))
  } catch (error) {
    return outcome(report(error, say))
  }
}
