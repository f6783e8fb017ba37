import { OPEN_KEY, STORAGE_KEY } from '../remembered.ts'
import type { Unsent } from './outbox.ts'

/** What outlives a page, where the shopper may be remembered; otherwise it lives in this object alone. */
export interface Remembered {
  session: string | null
  /** The shopper has agreed to be remembered. */
  agreed: boolean
  outbox: Unsent[]
}

export interface Memory {
  read(): Remembered
  /** Keeps the change; on the device only while that is allowed. */
  keep(change: Partial<Remembered>): void
  /** Looks whether another tab has begun a session meanwhile; if so it is ours now. */
  reread(): boolean
  /** Clears the device; this page goes on from memory. */
  withdraw(): void
  forget(): void
  /** Whether anything is on the device now. */
  isStored(): boolean
  keepOpen(open: boolean): void
  /** Tells when another tab has changed what is kept; null: it has forgotten. */
  onOtherTab(listener: (remembered: Remembered | null) => void): void
}

const nothing: Remembered = { session: null, agreed: false, outbox: [] }

/** `mayStore` is asked at each write. Nothing is written until there is a session or a message to keep. */
export function createMemory(mayStore: () => boolean): Memory {
  const present = fromDevice()
  let held: Remembered = present ?? nothing
  let stored = present !== null
  const write = () => {
    if (!mayStore() || (held.session === null && held.outbox.length === 0)) return
    stored = toDevice(STORAGE_KEY, JSON.stringify(held)) || stored
  }
  const withdraw = () => {
    clearDevice()
    clearDevice('tab')
    stored = false
  }
  return {
    read: () => held,
    keep(change) {
      // what another tab has begun since this one last looked must not be written over with nothing
      if (!('session' in change) && held.session === null && mayStore()) this.reread()
      held = { ...held, ...change }
      write()
    },
    reread() {
      const session = fromDevice()?.session ?? null
      if (session !== null) held = { ...held, session }
      return session !== null
    },
    withdraw,
    forget() {
      held = nothing
      withdraw()
    },
    isStored: () => stored,
    keepOpen(open) {
      if (open && stored) toDevice(OPEN_KEY, '1', 'tab')
      else clearDevice('tab')
    },
    onOtherTab(listener) {
      addEventListener('storage', (event) => {
        if (event.key !== null && event.key !== STORAGE_KEY) return
        // what the other tab did, not what stands there now: a write of ours may be on its way across it
        const other = event.newValue === null ? null : parseRemembered(event.newValue)
        stored = other !== null
        // each tab delivers its own; and to forget is to remove the key, so no session there takes none away
        if (other) held = { ...other, session: other.session ?? held.session, outbox: held.outbox }
        listener(other && held)
      })
    },
  }
}

function area(where: 'device' | 'tab'): Storage {
  return where === 'tab' ? sessionStorage : localStorage
}

/** Storage may be full or barred; the chat then lives on in memory. */
function toDevice(key: string, value: string, where: 'device' | 'tab' = 'device'): boolean {
  try {
    area(where).setItem(key, value)
    return true
  } catch {
    return false
  }
}

function clearDevice(where: 'device' | 'tab' = 'device'): void {
  try {
    area(where).removeItem(where === 'tab' ? OPEN_KEY : STORAGE_KEY)
  } catch {
    // barred storage holds nothing of ours
  }
}

function fromDevice(): Remembered | null {
  try {
    const text = localStorage.getItem(STORAGE_KEY)
    return text === null ? null : parseRemembered(text)
  } catch {
    return null
  }
}

/** Whatever else may write to the host page's storage cannot break us: the wrong shape counts as nothing. */
export function parseRemembered(text: string): Remembered | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (!isRecord(value)) return null
  const outbox = Array.isArray(value.outbox) ? value.outbox.filter(isUnsent) : []
  const session = typeof value.session === 'string' ? value.session : null
  return { session, agreed: value.agreed === true, outbox }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isUnsent(value: unknown): value is Unsent {
  return isRecord(value) && typeof value.clientMessageId === 'string' && typeof value.text === 'string'
}
