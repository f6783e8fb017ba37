import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { journalAt, pick, randomFrom } from './world.ts'

/**
 * A provider in a process of its own: writes every request into its own log, then takes it, refuses it, is
 * broken, slow, or cuts the line after taking it; and calls back what became of it, in any order and number.
 * Arguments: its log, where to call back.
 */
const [logPath = '', callback = ''] = process.argv.slice(2)
const log = journalAt(logPath)
let count = 0

export interface StubRequest {
  outboxId: string
  customerId: string
  part: number
  attempt: number
  startedAt: string
  to: string
  channel: string
  type: string
}

type Behaviour = 'accept' | 'slow' | 'cut' | 'broken' | 'busy' | 'unreachable' | 'limit' | 'content'

function behaviourFor(request: StubRequest): Behaviour {
  const { outboxId, part, attempt } = request
  const [a = 0, b = 0] = createHash('sha256').update(`${outboxId}/${part}/${attempt}`).digest()
  const draw = (a * 256 + b) / 65_536
  if (draw < 0.74) return 'accept'
  if (draw < 0.8) return 'slow'
  if (draw < 0.85) return 'cut'
  if (draw < 0.92) return 'broken'
  if (draw < 0.96) return 'busy'
  if (draw < 0.975) return 'limit'
  return draw < 0.998 ? 'content' : 'unreachable'
}

const taken: ReadonlySet<Behaviour> = new Set(['accept', 'slow', 'cut'])

const server = createServer((req, res) => {
  let body = ''
  req.on('data', (chunk) => {
    body += chunk
  })
  req.on('end', () => {
    const request = JSON.parse(body) as StubRequest
    const behaviour = behaviourFor(request)
    const id = `stub_${process.pid}_${++count}`
    log({ ...request, behaviour, taken: taken.has(behaviour), id, arrivedAt: Date.now() })
    if (taken.has(behaviour)) void callBack(request, id)
    if (behaviour === 'cut') return req.socket.destroy()
    const answer = () => {
      res.statusCode =
        behaviour === 'broken' ? 500 : behaviour === 'busy' ? 429 : taken.has(behaviour) ? 200 : 400
      res.end(JSON.stringify({ id, reason: behaviour }))
    }
    if (behaviour === 'slow') setTimeout(answer, 250)
    else answer()
  })
})

/** Half of what was taken is reported on; some of it twice, in any order, sometimes before the answer. */
async function callBack(request: StubRequest, id: string): Promise<void> {
  const random = randomFrom(count * 7919)
  if (random() < 0.5) return
  const story = pick(random, [
    ['sent'],
    ['sent', 'delivered'],
    ['sent', 'delivered', 'read'],
    ['sent', 'failed'],
    ['delivered', 'read'],
  ] as const)
  const told = [...story, ...(random() < 0.3 ? story : [])].sort(() => random() - 0.5)
  await Promise.all(
    told.map(async (status) => {
      await new Promise((resolve) => setTimeout(resolve, random() * 200))
      const said = { ...request, id, status }
      const heard = await fetch(callback, { method: 'POST', body: JSON.stringify(said) }).catch(() => null)
      if (heard?.ok) log({ callback: id, outboxId: request.outboxId, part: request.part, status })
    }),
  )
}

server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address) process.stdout.write(`listening ${address.port}\n`)
})
