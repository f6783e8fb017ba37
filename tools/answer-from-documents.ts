import { z } from 'zod'
import type { MessagePart } from '#contract/message.ts'
import type { PassageHit } from '#knowledge/search/index.ts'
import { placeOfShopper } from './access/place-of-shopper.ts'
import { defineTool, type Fact, type ToolContext } from './tool.ts'

const PASSAGES = 5
const SOURCES = 3

export const answerFromDocuments = defineTool({
  name: 'answer_from_documents',
  description:
    'Finds what the shop’s own pages say: returns, refunds, exchanges, delivery, payment, warranty, care, size guides, stores and opening hours, for the shopper’s country and as it holds today. Call it for every question about how the shop works, with the question in the shopper’s own words and the country where they name one. `answer` is quoted word for word; `confident: false` means the pages do not answer it: say so.',
  trust: 'session',
  callsPerTurn: 6,
  input: z.strictObject({ question: z.string().trim().min(2).max(300) }),
  async run(ctx, { question }) {
    const country = await countryOfShopper(ctx)
    const found = await ctx.search.passages({ text: question, limit: PASSAGES, country, now: ctx.now })
    const passages = found.filter((passage) => passage.confident)
    return {
      ok: true,
      data: { confident: passages.length > 0, passages: passages.map(toData) },
      parts: sourcesOf(passages),
      facts: passages.flatMap(factsOf),
    }
  },
})

/** Where the shopper seems to be; else where the shop is at home, by the region of its language. */
async function countryOfShopper(ctx: ToolContext): Promise<string | null> {
  const place = await placeOfShopper(ctx)
  return place?.country ?? new Intl.Locale(ctx.settings.locale).region ?? null
}

const addressOf = (passage: PassageHit) => passage.url ?? `/documents/${passage.documentId}`

function toData(passage: PassageHit) {
  return {
    documentId: passage.documentId,
    title: passage.title,
    section: passage.section,
    answer: passage.extract.map(asSentence).join(' '),
    text: passage.text,
    /** The day from which this version holds. */
    since: dayOf(passage),
    /** Empty: everywhere. */
    countries: passage.countries,
  }
}

// rows of tables and entries of lists have no mark of their own
const asSentence = (text: string) => (/[.!?:…]["”’)]?$/.test(text) ? text : `${text}.`)

const dayOf = (passage: PassageHit) => passage.updatedAt.toISOString().slice(0, 10)

/** One source a page, the best passages first. */
function sourcesOf(passages: readonly PassageHit[]): MessagePart[] {
  const first = new Map<string, PassageHit>()
  for (const passage of passages) if (!first.has(passage.documentId)) first.set(passage.documentId, passage)
  return [...first.values()].slice(0, SOURCES).map((page) => ({
    type: 'source',
    documentId: page.documentId,
    title: page.title,
    section: page.section,
    url: addressOf(page),
    updatedAt: page.updatedAt.toISOString(),
  }))
}

function factsOf(passage: PassageHit): Fact[] {
  const { documentId, title, section, text } = passage
  return [
    { kind: 'policy', documentId, title, section, text },
    { kind: 'date', name: title, of: 'valid_from', date: dayOf(passage) },
    { kind: 'link', url: addressOf(passage) },
  ]
}
