import { z } from 'zod'
import { isPushService } from '#channels/index.ts'
import { Problem } from '#contract/problem.ts'
import { observe, readVisitorSession, sessionTrust, verifyIdentityToken } from '#domain/identity/index.ts'
import { registerPush, removePush } from '#orchestrator/index.ts'
import type { House } from '../house.ts'
import { type Call, operation } from '../operation.ts'

const key = z.string().max(200).describe('the public key')
const endpoint = z.string().max(1000).refine(isPushService, 'no endpoint of a push service')
const base64url = (bytes: number) =>
  z
    .string()
    .max(200)
    .transform((text) => text.replace(/=+$/, ''))
    .refine(
      (text) => /^[\w-]+$/.test(text) && Buffer.from(text, 'base64url').length === bytes,
      `${bytes} bytes in base64url`,
    )

const subscription = z
  .object({ endpoint, keys: z.object({ p256dh: base64url(65), auth: base64url(16) }) })
  .describe('what pushManager.subscribe() answered')

const browser = z.object({
  subscription,
  session: z.string().max(200).optional().describe('the session that the chat has opened'),
  identityToken: z.string().max(4000).optional().describe('signed by the shop, of who is signed in'),
})

const device = z
  .object({
    userId: z.string().min(1).max(254).optional(),
    anonymousId: z.string().min(1).max(254).optional(),
    service: z.enum(['fcm', 'apns']),
    token: z
      .string()
      .min(16)
      .max(1000)
      .regex(/^[\w:.-]+$/, 'a device token'),
    topic: z.string().max(200).optional().describe('the app’s bundle id; needed for apns'),
  })
  .refine((body) => body.userId !== undefined || body.anonymousId !== undefined, {
    message: 'userId or anonymousId is needed',
    path: ['userId'],
  })
  .refine((body) => body.service !== 'apns' || body.topic !== undefined, {
    message: 'is needed for apns',
    path: ['topic'],
  })

type DeviceBody = z.output<typeof device>

/** Whom a browser may register for: the person that its session or its identity token proves. */
async function customerOfBrowser(house: House, body: z.output<typeof browser>, now: Date): Promise<string> {
  if (body.identityToken !== undefined) {
    const verified = await verifyIdentityToken(house.secrets.identityAccepted, body.identityToken, now)
    if (!verified.ok) throw new Problem('unauthenticated', 'The identity token does not hold.')
    return customerOf(house, { kind: 'user_id', value: verified.claims.sub }, 'identity token', now)
  }
  const session = body.session === undefined ? null : await readVisitorSession(house.db, body.session, now)
  if (!session) throw new Problem('unauthenticated', 'Send the session of the chat, or an identity token.')
  const isAccount = sessionTrust(session, now) === 'account'
  return (isAccount && session.accountCustomerId) || session.customerId
}

async function customerOf(
  house: House,
  identifier: { kind: 'user_id' | 'anonymous_id'; value: string },
  source: string,
  now: Date,
): Promise<string> {
  const seen = { identifiers: [identifier], occurredAt: now, source, evidence: 'push registration' }
  const [person] = (await observe(house.db, [seen], now)).people
  if (!person) throw new Problem('bad-request', 'This id stands for nobody in particular.')
  return person.customerId
}

async function registerDevice(body: DeviceBody, { house, now }: Call): Promise<void> {
  const { userId, anonymousId, service, token, topic } = body
  const identifier =
    userId === undefined
      ? { kind: 'anonymous_id' as const, value: anonymousId ?? '' }
      : { kind: 'user_id' as const, value: userId }
  const customerId = await customerOf(house, identifier, 'api', now)
  const target = service === 'fcm' ? { service } : { service, topic: topic ?? '' }
  await registerPush(house.db, { customerId, token, target }, now)
}

export const pushOperations = [
  operation('readPushKey', 'public_key', {
    method: 'get',
    path: '/v1/push',
    summary: 'What pushManager.subscribe() needs; null where web push is not set up',
    input: z.object({ query: z.object({ key }) }),
    answer: z.object({ publicKey: z.string().nullable() }),
    run: async (_input, { house }) => ({
      publicKey: house.config.PUSH_CONTACT ? (house.secrets.vapid?.publicKey ?? null) : null,
    }),
  }),
  operation('registerBrowser', 'public_key', {
    method: 'post',
    path: '/v1/push',
    summary: 'Push messages of this person go to this browser too; gives no consent by itself',
    input: z.object({ query: z.object({ key }), body: browser }),
    answer: null,
    run: async ({ body }, { house, now }) => {
      const customerId = await customerOfBrowser(house, body, now)
      const { endpoint: token, keys } = body.subscription
      const target = { service: 'web' as const, endpoint: token, ...keys }
      await registerPush(house.db, { customerId, token, target }, now)
    },
  }),
  operation('removeBrowser', 'public_key', {
    method: 'delete',
    path: '/v1/push',
    summary: 'No more push messages to this browser; its endpoint is known to it alone',
    input: z.object({ query: z.object({ key }), body: z.object({ endpoint: z.string().max(1000) }) }),
    answer: null,
    run: ({ body }, { house }) => removePush(house.db, body.endpoint),
  }),
  operation('registerDevice', 'secret_key', {
    method: 'post',
    path: '/v1/push/devices',
    summary: 'Push messages of this person go to this phone; a token belongs to whom it was sent for last',
    input: z.object({ body: device }),
    answer: null,
    run: ({ body }, call) => registerDevice(body, call),
  }),
  operation('removeDevice', 'secret_key', {
    method: 'delete',
    path: '/v1/push/devices',
    summary: 'No more push messages to this phone',
    input: z.object({ body: z.object({ token: z.string().min(1).max(1000) }) }),
    answer: null,
    run: ({ body }, { house }) => removePush(house.db, body.token),
  }),
]
