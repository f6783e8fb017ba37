import { join } from 'node:path'
import { projectRoot } from '#store/index.ts'
import { type Child, startCommand } from './processes.ts'

export interface Outcome {
  code: number | null
  out: string
  err: string
  /** stdout as the one JSON document it must be. */
  json: () => unknown
}

/** Builds what is stale, as `npm run rapport` would. Call it once before the others. */
export async function prepareRapport(): Promise<void> {
  const child = startCommand(process.execPath, [
    join(projectRoot, 'scripts', 'prepare.mjs'),
    'build',
    '--quiet',
  ])
  const code = await child.ended
  if (code !== 0) throw new Error(`the build failed: ${child.errors()}`)
}

/** Starts the built `rapport` command as a process of its own. */
export function startRapport(args: string[], env: Record<string, string>): Child {
  return startCommand(process.execPath, [join(projectRoot, 'dist', 'rapport.js'), ...args], {
    DATABASE_URL: '',
    OPENAI_API_KEY: '',
    OPENAI_BASE_URL: '',
    ...env,
  })
}

export async function rapport(args: string[], env: Record<string, string>, stdin?: string): Promise<Outcome> {
  const child = startRapport(args, env)
  let out = ''
  child.process.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.process.stdin.end(stdin ?? '')
  const code = await child.ended
  return { code, out, err: child.errors(), json: () => JSON.parse(out) }
}

/** `rapport start` on a free port; resolves when it says where it is. */
export async function startRapportServer(
  env: Record<string, string>,
): Promise<{ url: string; child: Child; stop: () => Promise<number | null> }> {
  const child = startRapport(['start'], { PORT: '0', HOST: '127.0.0.1', DEMO: '0', ...env })
  const line = await child.line((text) => text.includes('Rapport is at '))
  const url = /Rapport is at (\S+)/.exec(line)?.[1] ?? ''
  return { url, child, stop: () => child.end('SIGTERM') }
}
