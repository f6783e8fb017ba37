import { createServer } from 'node:http'

/** A provider in a process of its own: takes everything, and says on a line of its own when what arrived. */
let count = 0
const server = createServer((req, res) => {
  const at = performance.timeOrigin + performance.now()
  let body = ''
  req.on('data', (chunk) => {
    body += chunk
  })
  req.on('end', () => {
    const { outboxId } = JSON.parse(body) as { outboxId: string }
    res.end(JSON.stringify({ id: `p${++count}` }))
    process.stdout.write(`${outboxId} ${at}\n`)
  })
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address) process.stdout.write(`listening ${address.port}\n`)
})
