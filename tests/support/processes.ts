import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { projectRoot } from '#store/index.ts'

export interface Child {
  pid: number
  process: ChildProcessByStdio<Writable, Readable, Readable>
  /** Every line of stdout so far. */
  lines: string[]
  /** Everything of stderr so far. */
  errors: () => string
  /** The next line of stdout for which `wanted` holds, those already there included; fails at its end. */
  line: (wanted: (line: string) => boolean) => Promise<string>
  /** Ends it and waits until it is gone. Answers the exit code, null after a signal. */
  end: (signal?: NodeJS.Signals) => Promise<number | null>
  ended: Promise<number | null>
}

/** Starts a TypeScript file of the project as a process of its own. */
export function startProcess(file: string, args: string[], env: Record<string, string> = {}): Child {
  return startCommand(process.execPath, ['--import', 'tsx', join(projectRoot, file), ...args], env)
}

export function startCommand(command: string, args: string[], env: Record<string, string> = {}): Child {
  const child = spawn(command, args, {
    cwd: projectRoot,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  const lines: string[] = []
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const waiting: ((line: string | null) => void)[] = []
  const reader = createInterface({ input: child.stdout })
  reader.on('line', (line) => {
    lines.push(line)
    for (const waiter of [...waiting]) waiter(line)
  })
  reader.on('close', () => {
    for (const waiter of [...waiting]) waiter(null)
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)))
  return {
    pid: child.pid ?? 0,
    process: child,
    lines,
    errors: () => errors,
    line: (wanted) =>
      new Promise((resolve, reject) => {
        const found = lines.find(wanted)
        if (found !== undefined) return resolve(found)
        const waiter = (line: string | null) => {
          if (line !== null && !wanted(line)) return
          waiting.splice(waiting.indexOf(waiter), 1)
          if (line !== null) resolve(line)
          else reject(new Error(`the process ended first: ${lines.join('\n')}\n${errors}`))
        }
        waiting.push(waiter)
      }),
    end: (signal = 'SIGTERM') => {
      child.kill(signal)
      return ended
    },
    ended,
  }
}

/** A new folder under the system's temporary one, and how to remove it. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'rapport-test-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
