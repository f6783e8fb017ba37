import { z } from 'zod'
import { createProposal } from '#domain/conversations/index.ts'
import { issuedInWords, issueOffers } from '#domain/offers/index.ts'
import { inTransaction } from '#store/index.ts'
import { askedBy, offersOnRequest, whyNot } from './access/own-offers.ts'
import { refuse } from './refuse.ts'
import { defineTool, type ToolResult } from './tool.ts'

const input = z.strictObject({ offer: z.string().trim().min(1).max(60).describe('`offer` of list_offers') })
const stored = z.object({ offerId: z.string(), rev: z.number() })

/**
 * Only proposes. The offer is given by `execute`, after the shopper's explicit yes to this very proposal, and
 * only if the rules allow it still: they are asked again under the locks of customer and budget.
 */
export const issueOffer = defineTool({
  name: 'issue_offer',
  description:
    'Proposes to give the customer one offer of list_offers. It gives nothing: he is asked, and his explicit yes does it. Say of it only what `say` says, word for word, and never that he has it before a result says so.',
  trust: 'channel',
  callsPerTurn: 1,
  input,
  async run(ctx, { offer: name }) {
    const found = (await offersOnRequest(ctx)).find(({ offer }) => offer.name === name)
    if (!found) return refuse('not_found')
    const { offer, answer, words } = found
    if (!answer.allowed)
      return refuse(
        'not_allowed_now',
        whyNot(answer.reason, offer) ?? 'this customer cannot have it at present',
      )
    const args = { offerId: offer.offerId, rev: offer.rev }
    const proposal = await createProposal(
      ctx.db,
      ctx.ref,
      { tool: 'issue_offer', arguments: args, summary: words },
      ctx.now,
    )
    const expiresAt = proposal.expiresAt.toISOString()
    return {
      ok: true,
      data: { proposed: true, done: false, summary: words, say: words, needs: 'an explicit yes' },
      parts: [{ type: 'proposal', proposalId: proposal.proposalId, summary: words, expiresAt }],
      facts: [
        { kind: 'offer', words },
        { kind: 'done', what: 'proposal_made' },
      ],
    }
  },
  async execute(ctx, args) {
    const { offerId, rev } = stored.parse(args)
    const found = (await offersOnRequest(ctx)).find(({ offer }) => offer.offerId === offerId)
    // what was said yes to is not what would be given
    if (found?.offer.rev !== rev) return refuse('not_allowed_now', 'the offer has changed since')
    const asked = askedBy(ctx, offerId, `agent ${ctx.turnId} ${offerId}`)
    const answers = await inTransaction(ctx.db, (tx) => issueOffers(tx, [asked], ctx.now))
    const answer = answers.get(asked.key)
    if (!answer?.ok)
      return refuse('not_allowed_now', whyNot(answer?.answer.reason ?? null, found.offer) ?? undefined)
    return given(issuedInWords(answer.issued, ctx.settings), answer.issued.code)
  },
})

function given(words: string, code: string | null): ToolResult {
  return {
    ok: true,
    data: { done: true, given: true, say: words, code },
    facts: [
      { kind: 'offer', words },
      { kind: 'done', what: 'offer_given' },
    ],
  }
}
