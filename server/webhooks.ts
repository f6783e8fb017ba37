import type { Request } from 'express'
import type { TemplateStatusUpdate } from '#channels/index.ts'
import { setTemplateStatus } from '#domain/content/index.ts'
import type { House } from './house.ts'
import { networkOf } from './network.ts'
import type { WebhookDeps } from './routes/webhook-signatures.ts'
import { keyedHash } from './secrets.ts'

/** What the providers' addresses lead to in this house. */
export function webhooksOf(house: House): WebhookDeps {
  const { TWILIO_AUTH_TOKEN, WHATSAPP_APP_SECRET, WHATSAPP_VERIFY_TOKEN, WHATSAPP_PHONE_NUMBER_ID } =
    house.config
  return {
    twilio: TWILIO_AUTH_TOKEN ? { authToken: TWILIO_AUTH_TOKEN } : null,
    meta:
      WHATSAPP_APP_SECRET && WHATSAPP_VERIFY_TOKEN
        ? {
            appSecret: WHATSAPP_APP_SECRET,
            verifyToken: WHATSAPP_VERIFY_TOKEN,
            ...(WHATSAPP_PHONE_NUMBER_ID && { phoneNumberId: WHATSAPP_PHONE_NUMBER_ID }),
          }
        : null,
    publicUrl: house.publicUrl,
    message: (message) => house.inbound.channelMessage(message),
    status: (update) => house.inbound.status(update),
    template: (update) => noteTemplate(house, update),
    countUnsigned: (req) => countUnsigned(house, req),
    log: house.log,
  }
}

/** A template that the shop does not keep here is nobody's business. */
async function noteTemplate(house: House, update: TemplateStatusUpdate): Promise<void> {
  const { provider, reference, language, status, category, note } = update
  const which = provider === 'twilio' ? { provider, reference } : { provider, reference, language }
  const word = { ...(status && { status }), ...(category && { category }), ...(note !== null && { note }) }
  await setTemplateStatus(house.db, which, word, house.clock())
}

/** Of one address few are heard; what is signed is never counted. */
function countUnsigned(house: House, req: Request): Promise<void> {
  const address = keyedHash(house.secrets, 'address', networkOf(req.ip ?? ''))
  return house.limits.consume('wrongKeys', `webhook ${address}`)
}
