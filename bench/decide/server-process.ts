import { startServer } from '#server/index.ts'

/** A demo shop in a process of its own for the bench. Says its address and its public key. */
const options = JSON.parse(process.argv[2] ?? '{}')
const server = await startServer({
  host: '127.0.0.1',
  port: 0,
  env: { ...process.env, LOG_LEVEL: 'warn' },
  databaseUrl: options.databaseUrl,
  dataDir: options.dataDir,
  embedder: null,
  model: null,
  demo: true,
  limits: { requestsPerAddress: 1e9 },
})
process.stdout.write(`listening ${server.url} ${server.publicKey}\n`)
process.on('SIGTERM', () => {
  void server.close().then(() => process.exit(0))
})
