import type { DecideInput } from '../../contract/decide.ts'
import type { Said } from './said.ts'

const KEY = 'rapport.id'

declare global {
  interface Navigator {
    globalPrivacyControl?: boolean
  }
}

/** Whether this browser may be told from others, and its id where it may. */
export interface Visitor {
  mayTrack(): boolean
  /** What is said of consent to the server: only what takes away, or a yes that the page was given. */
  consent(): DecideInput['consent']
  /** Undefined where there may be none, or, unless `make`, where there is none yet. */
  id(make?: boolean): string | undefined
  /** The server's word on whether a yes is needed where the page has said nothing. */
  learn(mayTrack: boolean): void
  forget(): void
}

/** Nothing is stored before it is allowed, and then only when there is something to report. */
export function createVisitor(said: Said): Visitor {
  let held = stored()
  let allowed = held !== undefined // it was, when it was made
  const barred = () => navigator.globalPrivacyControl || !(said.consent ?? !said.consentRequired)
  const mayTrack = () => !barred() && (said.consent === true || allowed)
  return {
    mayTrack,
    consent: () =>
      barred() ? { personalisation: false, tracking: false } : { tracking: said.consent ?? undefined },
    id(make) {
      if (!mayTrack()) return undefined
      if (make && held === undefined) {
        held = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(36)).join('')
        inStorage((storage) => storage.setItem(KEY, held ?? ''))
      }
      return held
    },
    learn(may) {
      allowed = may
    },
    forget() {
      held = undefined
      allowed = false
      inStorage((storage) => storage.removeItem(KEY))
    },
  }
}

const stored = () => inStorage((storage) => storage.getItem(KEY)) ?? undefined

/** Storage may be barred altogether: then the id lives as long as the page. */
function inStorage<T>(work: (storage: Storage) => T): T | undefined {
  try {
    return work(localStorage)
  } catch {
    return undefined
  }
}
