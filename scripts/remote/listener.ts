import { mkdirSync, rmSync, statSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { dirname } from 'node:path'
import { PassThrough } from 'node:stream'
import type { House } from '#server/index.ts'
import type { CommandContext } from '../command.ts'
import { readCommandLine } from '../command-line.ts'
import { commands } from '../commands.ts'
import { report, runCommand } from '../run-command.ts'
import { version } from '../version.ts'
import { type FromClient, type FromServer, fromClient, speak } from './protocol.ts'

export interface CommandListener {
  /** Takes no more commands, cancels those that run, and waits for them. */
  close: () => Promise<void>
}

type Send = (message: FromServer) => void
type RunRequest = Extract<FromClient, { type: 'run' }>

/** Takes `rapport` commands for a running house on a local socket that only this user can open. */
export async function listenForCommands(path: string, house: House): Promise<CommandListener> {
  const running = new Set<{ cancel: () => void; done: Promise<void> }>()
  const server = createServer((socket) => {
    const session = serve(socket, house)
    running.add(session)
    void session.done.then(() => running.delete(session))
  })
  if (process.platform !== 'win32') {
    makePrivateFolder(dirname(path))
    rmSync(path, { force: true }) // left by a process that was killed; the folder's lock is ours
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  return {
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const session of running) session.cancel()
      await Promise.all([...running].map((session) => session.done))
      await closed
    },
  }
}

/** Whoever can open the socket can do everything: the folder around it must be this user's alone. */
function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const found = statSync(folder)
  if (found.uid !== process.getuid?.() || (found.mode & 0o077) !== 0) {
    throw new Error(`${folder} must belong to this user alone (chmod 700)`)
  }
}

/** One connection is one command. */
function serve(socket: Socket, house: House): { cancel: () => void; done: Promise<void> } {
  const abort = new AbortController()
  const stdin = new PassThrough()
  let finish = () => {}
  const done = new Promise<void>((resolve) => {
    finish = resolve
  })
  let started = false
  const send = speak<FromClient, FromServer>(socket, fromClient, (message) => {
    if (message.type === 'stdin') stdin.write(Buffer.from(message.base64, 'base64'))
    if (message.type === 'stdin.end') stdin.end()
    if (message.type === 'cancel') abort.abort()
    if (message.type === 'run' && !started) {
      started = true
      void execute(message, { house, send, stdin, signal: abort.signal }).then((code) => {
        send({ type: 'exit', code })
        socket.end()
        finish()
      })
    }
  })
  socket.on('error', () => {}) // `close` follows
  socket.on('close', () => {
    abort.abort()
    stdin.end()
    if (!started) finish()
  })
  return {
    cancel: () => {
      abort.abort()
      stdin.end()
      if (!started) socket.destroy()
    },
    done,
  }
}

async function execute(
  request: RunRequest,
  server: { house: House; send: Send; stdin: PassThrough; signal: AbortSignal },
): Promise<number> {
  const err = (text: string) => server.send({ type: 'stderr', text })
  try {
    if (request.version !== version()) {
      throw new Error(`the running Rapport is version ${version()}, this command ${request.version}`)
    }
    const asked = readCommandLine(request.argv, commands)
    if (asked.kind === 'help' || asked.command.needs !== 'database') {
      throw new Error('this command does not run inside the server')
    }
    return await runCommand(asked.command, asked.input, contextOf(request, asked.json, server, err))
  } catch (error) {
    return report(error, err)
  }
}

function contextOf(
  request: RunRequest,
  json: boolean,
  { house, send, stdin, signal }: { house: House; send: Send; stdin: PassThrough; signal: AbortSignal },
  err: (text: string) => void,
): CommandContext {
  let bars = 0
  let asked = false
  return {
    cwd: request.cwd,
    get stdin() {
      if (!asked) send({ type: 'stdin.wanted' })
      asked = true
      return stdin
    },
    out: (text) => send({ type: 'stdout', text }),
    err,
    json,
    interactive: request.interactive,
    progress: (label, firstTotal) => {
      const bar = ++bars
      if (!request.interactive || json) return { set: () => {}, done: () => {} }
      let total = firstTotal
      return {
        set: (value, newTotal) => {
          total = newTotal ?? total
          send({ type: 'progress', bar, label, value, total })
        },
        done: () => send({ type: 'progress.done', bar }),
      }
    },
    signal,
    now: () => new Date(),
    db: async () => house.db,
    store: async () => house.store,
    house: async () => house,
    running: house,
  }
}
