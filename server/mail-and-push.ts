import { readFileSync } from 'node:fs'
import { z } from 'zod'
import {
  type ChannelAdapter,
  createPushAdapter,
  createSmtpAdapter,
  type PushOptions,
  type ServiceAccount,
} from '#channels/index.ts'
import type { Config } from './config.ts'
import type { Secrets } from './secrets.ts'

/** The adapters of mail and push that the environment opens. Throws an Error of one line where it is not whole. */
export function openMailAndPush(config: Config, secrets: Secrets, clock: () => Date): ChannelAdapter[] {
  return [mailAdapter(config), pushAdapter(config, secrets, clock)].filter((adapter) => adapter !== null)
}

function mailAdapter(config: Config): ChannelAdapter | null {
  const { SMTP_URL: url, MAIL_FROM: from, POSTAL_ADDRESS, REPLY_TO, MAIL_PER_SECOND } = config
  if (!url) return null
  if (!from) throw new Error('MAIL_FROM is needed for SMTP_URL: Shop name <hello@shop.example>')
  if (POSTAL_ADDRESS === '')
    throw new Error('POSTAL_ADDRESS is needed for SMTP_URL: mails must say where the shop is')
  return createSmtpAdapter({
    url,
    from: mailbox(from, 'MAIL_FROM'),
    replyTo: REPLY_TO ? mailbox(REPLY_TO, 'REPLY_TO').address : null,
    perSecond: MAIL_PER_SECOND,
  })
}

const MAILBOX = /^(?:"?([^"<>\r\n]*?)"?\s*<([^\s<>@]+@[^\s<>@]+)>|([^\s<>@]+@[^\s<>@]+))$/

function mailbox(text: string, name: string): { name: string; address: string } {
  const found = MAILBOX.exec(text)
  const address = found?.[2] ?? found?.[3]
  if (!address) throw new Error(`${name}: write Shop name <hello@shop.example>`)
  return { name: found?.[1]?.trim() ?? '', address }
}

function pushAdapter(config: Config, secrets: Secrets, clock: () => Date): ChannelAdapter | null {
  const services: Omit<PushOptions, 'clock'> = {
    web: webPush(config, secrets),
    fcm: fcm(config),
    apns: apns(config),
  }
  const isOpen = Object.values(services).some((service) => service !== undefined)
  return isOpen ? createPushAdapter({ ...services, clock }) : null
}

function webPush({ PUSH_CONTACT: subject }: Config, { vapid }: Secrets): PushOptions['web'] {
  if (!subject) return undefined
  if (!vapid) throw new Error('VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY are needed for PUSH_CONTACT')
  return { ...vapid, subject }
}

const accountFile = z
  .object({
    project_id: z.string().min(1),
    client_email: z.string().min(1),
    private_key: z.string().includes('PRIVATE KEY'),
    token_uri: z.url({ protocol: /^https$/ }).default('https://oauth2.googleapis.com/token'),
  })
  .transform(
    (file): ServiceAccount => ({
      projectId: file.project_id,
      clientEmail: file.client_email,
      privateKey: file.private_key,
      tokenUri: file.token_uri,
    }),
  )

function fcm({ FCM_SERVICE_ACCOUNT: given }: Config): PushOptions['fcm'] {
  if (!given) return undefined
  const text = given.startsWith('{') ? given : readGiven(given, 'FCM_SERVICE_ACCOUNT')
  try {
    return { account: accountFile.parse(JSON.parse(text)) }
  } catch {
    throw new Error('FCM_SERVICE_ACCOUNT is not the JSON of a service account')
  }
}

function apns(config: Config): PushOptions['apns'] {
  const { APNS_KEY: given, APNS_KEY_ID: keyId, APNS_TEAM_ID: teamId, APNS_SANDBOX } = config
  if (!given) return undefined
  if (!keyId || !teamId) throw new Error('APNS_KEY_ID and APNS_TEAM_ID are needed for APNS_KEY')
  const isText = given.includes('PRIVATE KEY')
  const privateKey = isText ? given.replaceAll('\\n', '\n') : readGiven(given, 'APNS_KEY')
  return { key: { keyId, teamId, privateKey }, sandbox: APNS_SANDBOX === '1' }
}

function readGiven(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new Error(`${name}: the file cannot be read`)
  }
}
