import type { DecideInput } from '../../../contract/decide.ts'

type Facts = { page?: Partial<DecideInput['page']>; session?: DecideInput['session'] }
type Call =
  | ['refresh', Facts]
  | ['identify', (() => Promise<string>) | null]
  | ['consent', boolean]
  | ['track', string, object]

interface Calls {
  push: (call: Call) => unknown
}

/** Calls for rapport.js: a list until it has loaded, then the script itself. */
export function onSlots(...call: Call): void {
  const present: Calls | undefined = Reflect.get(globalThis, 'RapportSlots')
  const waiting: Call[] = []
  const calls = present ?? waiting
  Reflect.set(globalThis, 'RapportSlots', calls)
  calls.push(call)
}

/** Tells an event of the shop; it goes nowhere before the shopper has agreed. */
export function track(event: string, properties: object): void {
  onSlots('track', event, properties)
}

const MOST_VIEWED = 20
// of this visit: it lives as long as the page, and stands nowhere else
let viewed: string[] = []
let cart: string[] = []
let planned: Facts['page'] | null = null

export function noteViewed(productId: string): void {
  viewed = [...viewed.filter((id) => id !== productId), productId].slice(-MOST_VIEWED)
}

/** Products looked at in this visit, the newest first. */
export const lastViewed = (): string[] => [...viewed].reverse()

export function noteCart(productIds: string[]): void {
  cart = productIds
}

/** Asks for the slots that were drawn; those of one page go in one question. */
export function askForSlots(page: Facts['page'] = {}): void {
  const isFirst = planned === null
  planned = { ...planned, ...page }
  if (!isFirst) return
  queueMicrotask(() => {
    const about = { path: location.pathname, ...planned }
    planned = null
    const { productId } = about
    onSlots('refresh', {
      page: about,
      session: { viewed: viewed.filter((id) => id !== productId), cart },
    })
  })
}
