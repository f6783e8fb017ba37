import type { NextShown, Visitor } from '#domain/slots/index.ts'
import type { NextBestAction, ScoredAction } from '#orchestrator/index.ts'
import type { NextBest } from '../next-best.ts'

/** What the shop would say next to visitors of the site, in memory: a page never waits for it. */
export interface NextOnSite {
  /** At once: what is known of this visitor by now; null: nothing is, and it is found for the next page. */
  of: (visitor: Visitor | null) => NextShown | null
  /** The same, waited for: what a member of staff looks at. */
  find: (visitor: Visitor) => Promise<NextShown | null>
  /** They looked at something: found anew, and shown as it was until then. */
  outdate: (customerIds: readonly string[]) => void
  /** They bought, said no, or are no more: what was found for them is shown no more. */
  forget: (customerIds: readonly string[]) => void
  /** When all that is being found has been found; for tests. */
  settled: () => Promise<void>
}

interface Entry {
  shown: NextShown | null
  members: readonly string[]
  at: number
  rev: number
  outdated: boolean
}

const FRESH_MS = 20_000
/** Prices and offers move: older than this it is not shown. */
const USABLE_MS = 120_000
const MOST = 5000
/** A rush of visitors waits for none of it, and the database has other work. */
const AT_ONCE = 2

export function createNextOnSite(deps: {
  nextBest: NextBest
  /** Counts up whenever the catalog in memory is another: what was drawn before is not shown. */
  rev: () => number
  clock: () => Date
  log: { warn: (fields: object, text: string) => void }
}): NextOnSite {
  const entries = new Map<string, Entry>()
  const reading = new Map<string, { run: Promise<void>; forgotten: Set<string> }>()

  const begin = (person: string, members: readonly string[]) => {
    if (reading.has(person) || reading.size >= AT_ONCE) return
    const forgotten = new Set<string>()
    const rev = deps.rev()
    const read = async () => {
      try {
        const all = await deps.nextBest({ customerIds: [person], surface: 'slot' }, deps.clock())
        if (members.some((id) => forgotten.has(id))) return
        const shown = shownOf(all.get(person))
        entries.delete(person)
        entries.set(person, { shown, members, at: performance.now(), rev, outdated: false })
        const [oldest] = entries.size > MOST ? entries.keys() : []
        if (oldest !== undefined) entries.delete(oldest)
      } catch (error) {
        deps.log.warn({ error, step: 'slots' }, 'what is best for a visitor could not be found')
      } finally {
        reading.delete(person)
      }
    }
    reading.set(person, { run: read(), forgotten })
  }
  return {
    of: (visitor) => {
      if (!visitor || visitor.person === null) return null
      const { person, members } = visitor
      const entry = entries.get(person)
      const age = entry ? performance.now() - entry.at : Number.POSITIVE_INFINITY
      const isOld = !entry || entry.outdated || age > FRESH_MS || entry.rev !== deps.rev()
      if (isOld) begin(person, members)
      return entry && age <= USABLE_MS && entry.rev === deps.rev() ? entry.shown : null
    },
    find: async ({ person }) => {
      if (person === null) return null
      const all = await deps.nextBest({ customerIds: [person], surface: 'slot' }, deps.clock())
      return shownOf(all.get(person))
    },
    outdate: (customerIds) => {
      const ids = new Set(customerIds)
      for (const entry of entries.values()) if (entry.members.some((id) => ids.has(id))) entry.outdated = true
    },
    forget: (customerIds) => {
      const ids = new Set(customerIds)
      for (const { forgotten } of reading.values()) for (const id of ids) forgotten.add(id)
      for (const [person, { members }] of entries)
        if (members.some((id) => ids.has(id))) entries.delete(person)
    },
    settled: async () => {
      await Promise.all([...reading.values()].map(({ run }) => run))
    },
  }
}

/**
 * As it stands on a page. Only what a journey would say: an offer alone is told by who is asked for one. Words that
 * carry an offer are left out, for no code has been issued by looking.
 */
function shownOf(next: NextBestAction | undefined): NextShown | null {
  const best = next?.best
  if (best?.action.source !== 'journey') return null
  const { title, text, link } = wordsOf(best)
  const cards = best.content.parts.flatMap((part) => (part.type === 'products' ? part.products : []))
  return {
    title,
    text,
    link,
    image: cards[0]?.image ?? null,
    productIds: [...new Set(cards.map(({ productId }) => productId))],
  }
}

/** A button in words, to a page that a slot may lead to. */
const BUTTON =
  /^\[([^\]]+)\]\((https:\/\/[^\s)]+|http:\/\/(?:localhost|127\.0\.0\.1)[:/][^\s)]*|\/(?![/\\])[^\s)]*)\)$/

function wordsOf({ content, offer }: ScoredAction): Pick<NextShown, 'title' | 'text' | 'link'> {
  const paragraphs = content.text.split('\n\n')
  const buttons = paragraphs.map((each) => BUTTON.exec(each))
  const button = buttons.find((found) => found !== null)
  const [, label = '', url = ''] = button ?? []
  const heading = paragraphs
    .map((each) => /^\*\*(.+)\*\*$/.exec(each)?.[1])
    .find((each) => each !== undefined)
  const plain = paragraphs.find((each) => /^[^[*“]/.test(each))
  const hasOffer = offer !== null
  return {
    title: hasOffer ? null : (heading ?? null),
    text: hasOffer ? null : (plain ?? null),
    link: button ? { label, url } : null,
  }
}
