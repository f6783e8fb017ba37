import { io, type Socket } from 'socket.io-client'
import type { StaffClientEvents, StaffServerEvents } from '#contract/staff-api.ts'
import { readSession } from '../api/session.ts'
import { createStore, type Store } from '../state/store.ts'

export type Connection = 'connecting' | 'online' | 'offline'

export interface Live {
  socket: Socket<StaffServerEvents, StaffClientEvents>
  connection: Store<Connection>
  close: () => void
}

// shorter breaks are healed silently: a bar that flickers says nothing
const PATIENCE_MS = 2000
const RETRY_MS = 2000

/**
 * The namespace `/staff`, kept open once `socket.connect()` was called. `onRefused` is called when the server turns this
 * session away, after `GET /api/session` has confirmed that it is gone.
 */
export function connectLive(onRefused: () => void): Live {
  const socket: Live['socket'] = io('/staff', {
    autoConnect: false,
    reconnectionDelay: 300,
    reconnectionDelayMax: 4000,
  })
  const connection = createStore<Connection>('connecting')
  const timers = { patience: 0, retry: 0 }
  const stopTimers = () => {
    window.clearTimeout(timers.patience)
    window.clearTimeout(timers.retry)
    timers.patience = 0
    timers.retry = 0
  }
  const lost = () => {
    timers.patience ||= window.setTimeout(() => connection.update(() => 'offline'), PATIENCE_MS)
    if (socket.active) return
    // socket.io does not come back by itself after the server has closed or refused
    window.clearTimeout(timers.retry)
    timers.retry = window.setTimeout(() => retry(socket, onRefused), RETRY_MS)
  }
  socket.on('connect', () => {
    stopTimers()
    connection.update(() => 'online')
  })
  socket.on('disconnect', lost)
  socket.on('connect_error', lost)
  const wentOffline = () => connection.update(() => 'offline')
  // a network that came back is often another one: the old connection may be dead and not know it
  const cameBack = () => {
    if (socket.active || socket.connected) socket.disconnect().connect()
  }
  window.addEventListener('offline', wentOffline)
  window.addEventListener('online', cameBack)
  return {
    socket,
    connection,
    close: () => {
      stopTimers()
      window.removeEventListener('offline', wentOffline)
      window.removeEventListener('online', cameBack)
      socket.removeAllListeners()
      socket.disconnect()
    },
  }
}

async function retry(socket: Live['socket'], onRefused: () => void): Promise<void> {
  const session = await readSession().catch(() => undefined)
  if (session === null) onRefused()
  else if (!socket.connected) socket.connect()
}
