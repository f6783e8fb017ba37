import express, { type RequestHandler, Router } from 'express'
import { readMetaWebhook, readTwilioMessage, readTwilioStatus } from '#channels/index.ts'
import { Problem } from '#contract/problem.ts'
import { signedForm, signedJson, verifyAddress, type WebhookDeps } from './webhook-signatures.ts'

const LIMIT = '1mb'
const raw = express.raw({ type: () => true, limit: LIMIT })
const NOTHING_TO_SAY = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'

/**
 * The addresses that providers call. What is signed is stored first and answered then; a fault of ours is a 5xx,
 * so that it is brought again; what nobody signed is refused and counted.
 */
export function webhookRoutes(deps: WebhookDeps): Router {
  const router = Router()
  router.post('/webhooks/twilio/messages', only(deps.twilio), raw, async (req, res) => {
    const { form } = await signedForm(deps, req)
    const message = readTwilioMessage(form)
    if (message) await keep(deps, () => deps.message(message))
    res.type('text/xml').send(NOTHING_TO_SAY)
  })
  router.post('/webhooks/twilio/status', only(deps.twilio), raw, async (req, res) => {
    const { form, url } = await signedForm(deps, req)
    const status = readTwilioStatus(form, url)
    if (status) await keep(deps, () => deps.status(status))
    res.status(204).end()
  })
  router.get('/webhooks/whatsapp', only(deps.meta), async (req, res) => verifyAddress(deps, req, res))
  router.post('/webhooks/whatsapp', only(deps.meta), raw, async (req, res) => {
    await keepAll(deps, await signedJson(deps, req))
    res.status(200).end()
  })
  return router
}

/** Without an account there is nothing here. */
function only(account: object | null): RequestHandler {
  return (_req, _res, next) => next(account ? undefined : 'router')
}

/** What cannot be taken now or ever is no reason to be brought again; everything else is. */
async function keep(deps: WebhookDeps, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    deps.log.warn({ reason: error.message }, 'a webhook said what cannot be taken')
  }
}

/** One that fails keeps the others from nothing: they are kept, and all are brought again. */
async function keepAll(deps: WebhookDeps, body: unknown): Promise<void> {
  const { messages, statuses, templates } = readMetaWebhook(body, deps.meta?.phoneNumberId)
  const works = [
    ...messages.map((each) => () => deps.message(each)),
    ...statuses.map((each) => () => deps.status(each)),
    ...templates.map((each) => () => deps.template(each)),
  ]
  const faults: unknown[] = []
  for (const work of works) await keep(deps, work).catch((error: unknown) => faults.push(error))
  if (faults.length > 0) throw faults[0]
}
