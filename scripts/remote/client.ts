import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Progress } from '../command.ts'
import { progressBar } from '../progress-bar.ts'
import { version } from '../version.ts'
import { type FromClient, type FromServer, fromServer, speak } from './protocol.ts'

const STARTING_MS = 15_000 // how long a server that has the folder may take until it listens

/**
 * Runs the command inside the server that holds the folder, as if it ran here: same files, same streams,
 * same exit code. Ctrl-C cancels it there.
 */
export async function runInServer(socketPath: string, argv: string[], cwd: string): Promise<number> {
  const socket = await connectTo(socketPath)
  return new Promise((resolve) => {
    const bars = new Map<number, Progress>()
    let exit = 1
    const send = speak<FromServer, FromClient>(socket, fromServer, (message) => {
      if (message.type === 'exit') exit = message.code
      else if (message.type === 'stdin.wanted') streamStdin(send)
      else show(message, bars)
    })
    const cancel = () => send({ type: 'cancel' })
    process.on('SIGINT', cancel)
    process.on('SIGTERM', cancel)
    socket.on('error', () => {}) // `close` follows
    socket.on('close', () => {
      process.off('SIGINT', cancel)
      process.off('SIGTERM', cancel)
      process.stdin.destroy()
      for (const bar of bars.values()) bar.done()
      resolve(exit)
    })
    const interactive = process.stderr.isTTY === true
    send({ type: 'run', version: version(), argv, cwd, interactive })
  })
}

async function connectTo(path: string): Promise<Socket> {
  const until = Date.now() + STARTING_MS
  for (;;) {
    try {
      return await attempt(path)
    } catch {
      if (Date.now() > until) throw new Error('the running Rapport takes no commands; is it still starting?')
      await wait(200)
    }
  }
}

function attempt(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path)
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(socket)
    })
  })
}

function streamStdin(send: (message: FromClient) => void): void {
  process.stdin.on('data', (chunk: Buffer) => send({ type: 'stdin', base64: chunk.toString('base64') }))
  process.stdin.on('end', () => send({ type: 'stdin.end' }))
  process.stdin.on('error', () => send({ type: 'stdin.end' }))
}

function show(message: FromServer, bars: Map<number, Progress>): void {
  if (message.type === 'stdout') process.stdout.write(message.text)
  if (message.type === 'stderr') process.stderr.write(message.text)
  if (message.type === 'progress') {
    const bar = bars.get(message.bar) ?? progressBar(message.label, message.total, true)
    bars.set(message.bar, bar)
    bar.set(message.value, message.total)
  }
  if (message.type === 'progress.done') {
    bars.get(message.bar)?.done()
    bars.delete(message.bar)
  }
}
