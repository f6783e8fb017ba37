import { ask } from './ask.ts'
import type { More } from './more.ts'
import { fill, holdBack, show } from './place.ts'
import { type Report, watch } from './report.ts'
import type { PageFacts, Said, TokenSource } from './said.ts'
import { createVisitor } from './visitor.ts'

type Call = ['refresh' | 'identify' | 'consent' | 'track', never, never?]

declare global {
  interface Window {
    RapportSlots?: { push: (...calls: Call[]) => unknown }
  }
}

/** `window.RapportSlots`, for the host page; before the script is there, an array to push calls on. */
function install(said: Said): void {
  const visitor = createVisitor(said)
  let token: string | undefined

  const tell: Report = (event, properties) => {
    const anonymousId = visitor.id(true)
    if (anonymousId === undefined) return false
    const send = (identityToken?: string): void => {
      fetch(`${said.base}v1/track?key=${said.key}`, {
        method: 'POST',
        keepalive: true,
        body: JSON.stringify({ event, properties, anonymousId, identityToken }),
      }).then(
        ({ status }) => status === 401 && identityToken && send(), // it has run out: the browser's own word is left
        () => {},
      )
    }
    send(token)
    return true
  }
  const watching = watch(tell)

  /** Every slot of the page that was not asked for yet, in one request. */
  const refresh = async (facts?: PageFacts): Promise<void> => {
    Object.assign(said.facts, facts)
    const found = document.querySelectorAll<HTMLElement>('[data-rapport-slot]:not([data-rapport-state])')
    const elements = [...found]
    const nameOf = ({ dataset }: HTMLElement) => dataset.rapportSlot ?? ''
    if (!elements[0]) return
    for (const { dataset } of elements) dataset.rapportState = ''
    const mayChange = holdBack(elements, firstSeen())
    try {
      const source = said.identity
      const own = typeof source === 'function' ? await source() : (source ?? undefined)
      const answer = await ask(said, visitor, elements.map(nameOf), own)
      if (own && source !== said.identity) throw own // who has signed out meanwhile is neither drawn for nor told of
      token = own
      visitor.learn(answer.mayTrack)
      for (const element of elements) {
        const slot = nameOf(element)
        const decided = answer.slots[slot]
        if (!decided?.html) continue
        const what = { slot, variant_id: decided.variantId ?? undefined, decision_id: answer.decisionId }
        if (decided.quietDays !== undefined) {
          const more: More = await import(/* @vite-ignore */ `${said.base}rapport-more.js`)
          more.offer(element, decided, { tell, what, mayKeep: visitor.mayTrack, fill, add: watching.add })
        } else if (mayChange(element)) {
          fill(element, decided.html)
          watching.add(element, what)
        }
      }
    } catch {
      // the defaults stand
    }
    elements.forEach(show)
  }

  const api = {
    refresh,
    /** An event of the page's own, where the browser may be told from others; else false. */
    track: tell,
    /** The signed token of who is signed in, or a function that fetches one; null on sign-out. */
    identify(source: TokenSource | null) {
      said.identity = source
      token = undefined
    },
    consent(granted: boolean) {
      said.consent = granted
      if (granted) watching.again()
      else visitor.forget()
    },
    push(...calls: Call[]) {
      for (const [name, ...given] of calls) api[name](...(given as [never, never]))
    },
  }
  const queued = window.RapportSlots
  window.RapportSlots = api
  if (Array.isArray(queued)) api.push(...queued)
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => refresh())
  else void refresh()
}

let first = true
/** When the defaults came before the reader's eye: with the first page, when it was painted. */
function firstSeen(): number {
  const painted = first ? performance.getEntriesByName('first-contentful-paint')[0]?.startTime : undefined
  first = false
  return painted ?? performance.now()
}

const tag = document.currentScript // of a classic script, however it came into the page
if (tag instanceof HTMLScriptElement)
  install({
    key: tag.dataset.key ?? '',
    base: new URL('.', tag.src).href,
    consentRequired: tag.dataset.consent === 'required',
    consent: null,
    identity: null,
    facts: {},
  })
