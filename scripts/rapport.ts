import { FolderInUse, folderHolder } from '#store/index.ts'
import type { Command, CommandInput } from './command.ts'
import { readCommandLine } from './command-line.ts'
import { commands } from './commands.ts'
import { callersFolder, chosenDatabase } from './environment.ts'
import { localContext } from './local-context.ts'
import { runInServer } from './remote/client.ts'
import { report, runCommand } from './run-command.ts'

process.exitCode = await main(process.argv.slice(2))

/** The `rapport` command: reads the line, then runs it here or inside the server that has the folder. */
async function main(argv: string[]): Promise<number> {
  try {
    const asked = readCommandLine(argv, commands)
    if (asked.kind === 'help') {
      process.stdout.write(`${asked.text}\n`)
      return 0
    }
    const socket = socketOfRunningServer(asked.command)
    if (socket) return await runInServer(socket, argv, callersFolder(process.env))
    return await runHere(asked.command, asked.input, asked.json)
  } catch (error) {
    return report(error, (text) => void process.stderr.write(text))
  }
}

/** Where the server on this folder takes commands; null where none runs, or the command is not for it. */
function socketOfRunningServer(command: Command): string | null {
  const { dataDir, databaseUrl } = chosenDatabase(process.env)
  if (command.needs === 'own' || databaseUrl) return null
  const holder = folderHolder(dataDir)
  if (holder && command.needs === 'alone') throw new FolderInUse(dataDir, holder)
  return holder?.commandSocket ?? null
}

async function runHere(command: Command, input: CommandInput, json: boolean): Promise<number> {
  const { context, close } = localContext({ cwd: callersFolder(process.env), json, env: process.env })
  try {
    return await runCommand(command, input, context)
  } finally {
    await close()
  }
}
