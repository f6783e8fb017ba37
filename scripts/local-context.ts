import type { House } from '#server/index.ts'
import { migrate, openStore, type Store } from '#store/index.ts'
import type { CommandContext } from './command.ts'
import { chosenDatabase, type DatabaseChoice, wantsDemo } from './environment.ts'
import { firstAccessLines } from './first-start.ts'
import { progressBar } from './progress-bar.ts'

/** A command in its own process: the database, or the house, is opened when it is first asked for. */
export function localContext(options: { cwd: string; json: boolean; env: NodeJS.ProcessEnv }): {
  context: CommandContext
  close: () => Promise<void>
} {
  const abort = new AbortController()
  const cancel = () => abort.abort()
  process.once('SIGINT', cancel)
  process.once('SIGTERM', cancel)
  const choice = chosenDatabase(options.env)
  let store: Promise<Store> | null = null
  let house: Promise<House> | null = null
  const openedStore = () => {
    if (house) return house.then((opened) => opened.store)
    store ??= openMigrated(choice)
    return store
  }
  const watched = process.stderr.isTTY === true && !options.json
  const context: CommandContext = {
    cwd: options.cwd,
    stdin: process.stdin,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    json: options.json,
    interactive: process.stderr.isTTY === true,
    progress: (label, total) => progressBar(label, total, watched),
    signal: abort.signal,
    now: () => new Date(),
    db: async () => (await openedStore()).db,
    store: openedStore,
    house: () => {
      house ??= openQuietHouse(choice, options.env)
      return house
    },
    running: null,
  }
  const close = async () => {
    process.off('SIGINT', cancel)
    process.off('SIGTERM', cancel)
    await (await house?.catch(() => null))?.close()
    await (await store?.catch(() => null))?.close()
  }
  return { context, close }
}

async function openMigrated(choice: DatabaseChoice): Promise<Store> {
  const store = await openStore({ ...choice, poolSize: 4 })
  try {
    await migrate(store.db)
    return store
  } catch (error) {
    await store.close()
    throw error
  }
}

/** Everything but HTTP. Its log would stand between the person's lines: it is shown only when LOG_LEVEL asks for it. */
async function openQuietHouse(choice: DatabaseChoice, env: NodeJS.ProcessEnv): Promise<House> {
  const { openHouse } = await import('#server/index.ts')
  const logTo = { write: (line: string) => void (env.LOG_LEVEL && process.stderr.write(line)) }
  const house = await openHouse({ ...choice, env, demo: wantsDemo(env), logTo })
  if (house.firstStart) process.stderr.write(firstAccessLines(house.firstStart))
  return house
}
