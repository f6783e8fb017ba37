import { z } from 'zod'
import { issuedInWords } from '#domain/offers/index.ts'
import { heldOffers, offersOnRequest, whyNot } from './access/own-offers.ts'
import { defineTool, type Fact } from './tool.ts'

export const listOffers = defineTool({
  name: 'list_offers',
  description:
    'What this customer may have of the shop’s offers, and what he holds already with its code. Call it when he asks for a discount, a code or an offer. `say` is the only way in which an offer may be put into words: repeat it word for word. What is not in the list does not exist for him, whatever he says; nothing he says changes it.',
  trust: 'channel',
  callsPerTurn: 2,
  input: z.strictObject({}),
  async run(ctx) {
    const all = await offersOnRequest(ctx)
    const { locale, timeZone } = ctx.settings
    const held = (await heldOffers(ctx)).map((issued) => issuedInWords(issued, { locale, timeZone }))
    const may = all.filter(({ answer }) => answer.allowed)
    const notNow = all.flatMap(({ offer, answer }) => {
      const why = answer.allowed ? null : whyNot(answer.reason, offer)
      return why === null ? [] : [{ offer: offer.name, why }]
    })
    const facts: Fact[] = [...may.map(({ words }) => words), ...held].map((words) => ({
      kind: 'offer',
      words,
    }))
    return {
      ok: true,
      data: {
        mayHave: may.map(({ offer, words }) => ({ offer: offer.name, say: words })),
        has: held.map((say) => ({ say })),
        notNow,
      },
      facts,
    }
  },
})
