import { createAdapter } from '@socket.io/postgres-adapter'
import pg from 'pg'
import type { Server } from 'socket.io'
import type { House } from './house.ts'

const CONNECTIONS = 3
/** The adapter waits at most 3 s before it listens again. */
const LISTENS_AGAIN_MS = 4000

/**
 * Carries what one process emits to the sockets of the others, through PostgreSQL's NOTIFY. When the
 * listening connection was lost, something may have been missed: every connection is cut, and each client
 * comes back and asks for what it lacks.
 */
export async function bridgeProcesses(
  io: Server,
  databaseUrl: string,
  house: House,
): Promise<{ close: () => Promise<void> }> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: CONNECTIONS })
  let lost = false
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    client.on('error', (error) => {
      lost = true
      house.log.warn({ error }, 'the connection between processes was lost')
    })
    if (lost) {
      lost = false
      setTimeout(() => cutAll(io), LISTENS_AGAIN_MS).unref()
    }
  })
  io.adapter(
    createAdapter(pool, {
      errorHandler: (error) => house.log.warn({ error }, 'the connection between processes failed'),
    }),
  )
  return { close: () => pool.end() }
}

/** Cut below the protocol, so that clients take it for a bad line and come back by themselves. */
function cutAll(io: Server): void {
  for (const namespace of ['/chat', '/staff'])
    for (const socket of io.of(namespace).sockets.values()) socket.conn.close()
}
