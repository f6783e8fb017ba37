import { createInterface } from 'node:readline'
import { findByIdentifier } from '#domain/identity/index.ts'
import { readTraits } from '#domain/profile/index.ts'
import { segmentsOf } from '#domain/segments/index.ts'
import { startServer } from '#server/index.ts'

/**
 * A server of its own for the bench. Says its address; then answers each line of its input, an e-mail's user
 * id, with whether the profile and the segments of that customer show what the last event said.
 */
const options = JSON.parse(process.argv[2] ?? '{}')
const server = await startServer({
  host: '127.0.0.1',
  port: 0,
  env: { ...process.env, LOG_LEVEL: 'warn' },
  databaseUrl: options.databaseUrl,
  dataDir: options.dataDir,
  embedder: null,
  model: null,
  demo: false,
})
process.stdout.write(`listening ${server.url}\n`)

createInterface({ input: process.stdin }).on('line', (line) => {
  void look(line).catch(() => process.stdout.write(`seen ${line} false false\n`))
})
process.on('SIGTERM', () => {
  void server.close().then(() => process.exit(0))
})

async function look(userId: string): Promise<void> {
  const { db } = server.house
  const customer = await findByIdentifier(db, 'user_id', userId)
  const id = customer?.customerId ?? ''
  const { traits } = await readTraits(db, id, 'service', new Date())
  const segments = await segmentsOf(db, id)
  const inProfile = traits.some(({ name }) => name === 'probe')
  process.stdout.write(`seen ${userId} ${inProfile} ${segments.length > 0}\n`)
}
