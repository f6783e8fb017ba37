import { z } from 'zod'
import { consentChannels, consentPage } from '#domain/consent/index.ts'
import { defineTool } from './tool.ts'

const contacts = consentChannels.filter((channel) => channel !== 'web')

/** What this conversation's customer gets from us and may be sent; nothing of anybody else, no address. */
export const checkConsent = defineTool({
  name: 'check_consent',
  description:
    'Says which messages this customer gets from the shop on each channel (e-mail, SMS, WhatsApp, push), and whether his data is used to personalise. Call it when he asks what he gets, or before you promise to write to him.',
  trust: 'session',
  callsPerTurn: 1,
  input: z.strictObject({}),
  async run(ctx) {
    // without account trust a session stands for itself alone, whatever it was once linked to
    const members = ctx.trust === 'account' ? {} : { members: [ctx.ref.customerId] }
    const page = await consentPage(ctx.db, ctx.ref.customerId, ctx.suppressionKey, ctx.now, members)
    const use = (channel: string, purpose: string) =>
      page.lines.find((line) => line.channel === channel && line.purpose === purpose)?.use
    return {
      ok: true,
      data: {
        channels: contacts.map((channel) => {
          const promotion = use(channel, 'marketing')
          return {
            channel,
            orderMessages: use(channel, 'transactional')?.allowed === true,
            promotion: promotion?.allowed === true,
            ...(promotion?.allowed === false && { why: promotion.reason }),
          }
        }),
        personalisation: use('web', 'personalisation')?.allowed === true,
        pausedUntil: page.pausedUntil?.toISOString().slice(0, 10) ?? null,
      },
    }
  },
})
