import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '#store/index.ts'

export interface TestDatabase {
  url: string
  stop: () => Promise<void>
}

const script = join(projectRoot, 'scripts', 'postgres-for-tests.sh')

/** The PostgreSQL of TEST_DATABASE_URL, or one started here; null, with the reason noted, where neither can be. */
export async function testDatabase(note: (text: string) => void): Promise<TestDatabase | null> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given, stop: async () => {} }
  const port = await freePort()
  // not in the project: as root the server runs as another user, who may not read there
  const folder = mkdtempSync(join(tmpdir(), 'rapport-bench-'))
  const outcome = await run(['start', folder, String(port)])
  if (outcome.code !== 0) {
    note(`No PostgreSQL to measure on: ${outcome.errors.trim().split('\n').at(-1) ?? 'it did not start'}`)
    return null
  }
  const url = outcome.said.trim()
  note(`Started a PostgreSQL on port ${port} for this bench.`)
  const stop = async () => {
    await run(['stop', folder])
    rmSync(folder, { recursive: true, force: true })
  }
  return { url, stop }
}

function run(args: string[]): Promise<{ code: number | null; said: string; errors: string }> {
  return new Promise((resolve) => {
    const child = spawn('bash', [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    let errors = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
    })
    child.stderr.on('data', (chunk) => {
      errors += chunk
    })
    child.on('error', (error) => resolve({ code: null, said, errors: error.message }))
    child.on('close', (code) => resolve({ code, said, errors }))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
