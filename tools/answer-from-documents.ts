import { z } from 'zod'
import type { MessagePart } from '#contract/message.ts'
import { defineTool, type Fact } from './tool.ts'

const PASSAGES = 5
const SOURCES = 3

export const answerFromDocuments = defineTool({
  name: 'answer_from_documents',
  description:
    'Finds passages of the shop’s own pages: returns, refunds, exchanges, delivery, payment, warranty, care, size guides, stores and opening hours. Call it for every question about how the shop works. `confident: false` means the pages do not answer it: say so.',
  trust: 'session',
  callsPerTurn: 6,
  input: z.strictObject({ question: z.string().trim().min(2).max(300) }),
  async run(ctx, { question }) {
    const found = await ctx.search.passages({ text: question, limit: PASSAGES })
    const passages = found.filter((passage) => passage.confident)
    const pages = [
      ...new Map(passages.toReversed().map((passage) => [passage.documentId, passage])).values(),
    ].reverse()
    const parts = pages.slice(0, SOURCES).map(
      (page): MessagePart => ({
        type: 'source',
        documentId: page.documentId,
        title: page.title,
        section: page.section,
        url: page.url ?? `/documents/${page.documentId}`,
        updatedAt: page.updatedAt.toISOString(),
      }),
    )
    const facts = passages.flatMap((passage): Fact[] => [
      {
        kind: 'policy',
        documentId: passage.documentId,
        title: passage.title,
        section: passage.section,
        text: passage.text,
      },
      { kind: 'link', url: passage.url ?? `/documents/${passage.documentId}` },
    ])
    return {
      ok: true,
      data: {
        confident: passages.length > 0,
        passages: passages.map(({ title, section, text, documentId }) => ({
          documentId,
          title,
          section,
          text,
        })),
      },
      parts,
      facts,
    }
  },
})
