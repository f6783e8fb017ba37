import { createHash, timingSafeEqual } from 'node:crypto'
import type { Request, Response } from 'express'
import {
  checkMetaSignature,
  checkTwilioSignature,
  type InboundChannelMessage,
  type StatusUpdate,
  type TemplateStatusUpdate,
} from '#channels/index.ts'
import { Problem } from '#contract/problem.ts'
import type { Log } from '../log.ts'

/** What providers tell us. Each resolves when it is kept; the provider hears of it after that. */
export interface WebhookDeps {
  /** null: there is no account, and its addresses are not there. */
  twilio: { authToken: string } | null
  meta: { appSecret: string; verifyToken: string; phoneNumberId?: string } | null
  /** As providers call us: what they sign begins with it. */
  publicUrl: () => string
  message: (message: InboundChannelMessage) => Promise<unknown>
  status: (update: StatusUpdate) => Promise<unknown>
  template: (update: TemplateStatusUpdate) => Promise<unknown>
  /** Counts a call that nobody signed; throws where it is one too many. */
  countUnsigned: (req: Request) => Promise<void>
  log: Pick<Log, 'warn'>
}

/** The fields of a form that Twilio signed for this public address; fields that are new to us count too. */
export async function signedForm(
  deps: WebhookDeps,
  req: Request,
): Promise<{ form: Record<string, string>; url: string }> {
  const rawBody = bodyOf(req).toString('utf8')
  const url = deps.publicUrl() + req.originalUrl
  const form = Object.fromEntries(new URLSearchParams(rawBody))
  const signature = req.get('x-twilio-signature')
  const { authToken = '' } = deps.twilio ?? {}
  await refuseUnsigned(deps, req, checkTwilioSignature({ authToken, signature, url, params: form, rawBody }))
  return { form, url }
}

export async function signedJson(deps: WebhookDeps, req: Request): Promise<unknown> {
  const bytes = bodyOf(req)
  const signature = req.get('x-hub-signature-256')
  const { appSecret = '' } = deps.meta ?? {}
  await refuseUnsigned(deps, req, checkMetaSignature({ appSecret, signature, raw: bytes }))
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new Problem('bad-request', 'The body is not valid JSON.')
  }
}

function bodyOf(req: Request): Buffer {
  return Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0)
}

async function refuseUnsigned(
  deps: WebhookDeps,
  req: Request,
  check: 'ok' | 'missing' | 'bad',
): Promise<void> {
  if (check === 'ok') return
  await deps.countUnsigned(req)
  if (check === 'missing') throw new Problem('bad-request', 'The signature is missing.')
  throw new Problem('forbidden', 'The signature does not fit.')
}

/** Meta asks once whether the address is ours. */
export async function verifyAddress(deps: WebhookDeps, req: Request, res: Response): Promise<void> {
  const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = req.query
  const fits = typeof token === 'string' && isSame(token, deps.meta?.verifyToken ?? '')
  if (mode !== 'subscribe' || !fits || typeof challenge !== 'string') {
    await deps.countUnsigned(req)
    throw new Problem('forbidden', 'The token does not fit.')
  }
  res.type('text/plain').send(challenge)
}

/** In constant time, whatever their lengths. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return wanted !== '' && timingSafeEqual(digest(given), digest(wanted))
}
