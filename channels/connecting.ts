import type { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Duplex } from 'node:stream'

/**
 * Lets the agent give up while it is still connecting, with an error that says so: nothing can have been read
 * then, and the message may be tried again. Without it a provider behind a dead line looks like one whose answer
 * was lost.
 */
export function giveUpConnecting<A extends HttpAgent>(agent: A, connectMs: number): A {
  const connect = agent.createConnection.bind(agent)
  const connected = agent instanceof HttpsAgent ? 'secureConnect' : 'connect'
  agent.createConnection = (...given) => {
    const socket = connect(...given)
    if (socket) inTime(socket, connected, connectMs)
    return socket
  }
  return agent
}

function inTime(socket: Duplex, connected: string, connectMs: number): void {
  const late = () => {
    const error = new Error('the provider could not be reached in time')
    socket.destroy(Object.assign(error, { code: 'ETIMEDOUT', syscall: 'connect' }))
  }
  const timer = setTimeout(late, connectMs)
  const stop = () => clearTimeout(timer)
  socket.once(connected, stop).once('close', stop)
}
