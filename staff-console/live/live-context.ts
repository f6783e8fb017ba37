import { createContext, use } from 'react'
import type { Live } from './socket.ts'

export const LiveContext = createContext<Live | null>(null)

/** The line to the server of whoever is signed in. */
export function useLive(): Live {
  const live = use(LiveContext)
  if (!live) throw new Error('there is no line to the server here')
  return live
}
