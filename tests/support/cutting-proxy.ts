import { connect, createServer, type Socket } from 'node:net'

const LONG_LIVED = 0.3

export interface CuttingProxy {
  url: string
  /** Connections that were cut so far. */
  cuts: () => number
  /** From now on lines hold. */
  mend: () => void
  close: () => Promise<void>
}

/**
 * A TCP proxy that cuts its connections at random, at any byte in either direction: what was on its way is
 * lost, and neither side learns how far it came. Most live `meanMs` on average, some ten times as long, so
 * that there is progress on a busy machine too.
 */
export async function startCuttingProxy(
  targetUrl: string,
  meanMs: number,
  random: () => number,
): Promise<CuttingProxy> {
  const target = new URL(targetUrl)
  const open = new Set<Socket>()
  let cutting = true
  let cuts = 0
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname)
    const both = [client, upstream]
    const end = () => {
      for (const socket of both) {
        socket.destroy()
        open.delete(socket)
      }
    }
    for (const socket of both) {
      open.add(socket)
      socket.on('error', end)
      socket.on('close', end)
    }
    client.pipe(upstream)
    upstream.pipe(client)
    if (!cutting) return
    const timer = setTimeout(
      () => {
        if (cutting && !client.destroyed) cuts++
        if (cutting) end()
      },
      -Math.log(1 - random()) * meanMs * (random() < LONG_LIVED ? 10 : 1),
    )
    client.on('close', () => clearTimeout(timer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    cuts: () => cuts,
    mend: () => {
      cutting = false
    },
    close: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
