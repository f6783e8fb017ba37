import { useRef, useState } from 'react'
import { RequestError } from '../api/http.ts'
import { type DeviceKey, writeAsCustomer } from '../api/sandbox.ts'
import { texts } from '../texts.ts'

export interface Writing {
  busy: boolean
  problem: string | null
  /** Answers whether it was received. */
  send: (text: string, choiceId: string | null) => Promise<boolean>
}

/** Sends as the customer. What failed is sent again under its first id: it never comes in twice. */
export function useWriting(device: DeviceKey, onSent: () => void): Writing {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const failed = useRef<{ text: string; choiceId: string | null; clientMessageId: string } | null>(null)
  const send = async (text: string, choiceId: string | null) => {
    if (busy) return false
    const again = failed.current
    const same = again !== null && again.text === text && again.choiceId === choiceId
    const written = same ? again : { text, choiceId, clientMessageId: crypto.randomUUID() }
    setBusy(true)
    try {
      await writeAsCustomer(device, written)
      failed.current = null
      setProblem(null)
      onSent()
      return true
    } catch (error) {
      failed.current = written
      setProblem(problemOf(error))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, send }
}

function problemOf(error: unknown): string {
  if (!(error instanceof RequestError) || error.reason === 'offline') return texts.app.noConnection
  const { status } = error.problem ?? {}
  return status !== undefined && status < 500 ? error.message : texts.sandbox.notSent
}
