import type { RunningServer } from '#server/index.ts'
import { removeLeftCopies } from '../backup-beside.ts'
import type { Command, CommandContext } from '../command.ts'
import { BadInput } from '../command.ts'
import { chosenDatabase, wantsDemo } from '../environment.ts'
import { firstAccessLines } from '../first-start.ts'
import { readableLog } from '../readable-log.ts'
import { type CommandListener, listenForCommands } from '../remote/listener.ts'

/** `npm start`: the whole shop in one process, until Ctrl-C. */
export const start: Command = {
  words: ['start'],
  usage: '',
  summary: 'start the server: chat, console, API, and the demo shop on an empty embedded database',
  notes: [
    'PORT (3000), HOST (127.0.0.1), DATA_DIR (./data), DATABASE_URL, DEMO=1,',
    'OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL, PUBLIC_URL',
  ],
  takes: [0, 0],
  needs: 'own',
  run: async (_input, context) => {
    const env = process.env
    // 1. read where to listen and which database to use
    const address = { host: env.HOST || '127.0.0.1', port: portOf(env.PORT) }
    const choice = chosenDatabase(env)
    // 2. open the house and listen
    const { startServer } = await import('#server/index.ts')
    const say = (text: string) => context.out(`${text}\n`)
    const logTo = process.stdout.isTTY ? readableLog(context.out) : undefined
    const server = await startServer({ ...address, ...choice, demo: wantsDemo(env), env, onStep: say, logTo })
    // 3. take `rapport` commands beside it
    const listener = await takeCommands(server, choice.dataDir)
    // 4. say where it is, and what is shown once only
    say(`Rapport is at ${server.url}   console: ${server.url}/console`)
    if (server.firstStart) say(firstAccessLines(server.firstStart))
    // 5. until Ctrl-C: finish what runs, then give everything back
    await untilAsked(context)
    say('Closing: running turns are finished first.')
    await listener?.close()
    await server.close()
    return 0
  },
}

async function takeCommands(server: RunningServer, dataDir: string): Promise<CommandListener | null> {
  const socket = server.store.commandSocket
  if (!socket) return null
  try {
    removeLeftCopies(dataDir)
    return await listenForCommands(socket, server.house)
  } catch (error) {
    await server.close()
    throw error
  }
}

function portOf(text: string | undefined): number {
  const port = Number(text || 3000)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new BadInput(`PORT must be 0-65535, not "${text}"`)
  return port
}

function untilAsked({ signal }: CommandContext): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
