import { join } from 'node:path'
import {
  type ChannelAdapter,
  type Compose,
  createCompose,
  createTwilioAdapter,
  createWhatsappCloudAdapter,
  type InboundChannelMessage,
  openWhatsappWeb,
  type PhoneProvider,
  type StatusUpdate,
} from '#channels/index.ts'
import { type DeliveryChannel, deliveryChannels } from '#contract/outbound.ts'
import type { Config } from './config.ts'

export interface ChannelDeps {
  config: Config
  /** Where this server is reached; known once it listens. */
  publicUrl: () => string
  /** Adapters of mail and push, where the environment opens them. */
  others: readonly ChannelAdapter[]
  /** What takes the channels that nobody else carries. */
  sandbox: (channels: readonly DeliveryChannel[]) => ChannelAdapter
  /** For the one adapter that hears by itself; the others are called by their webhooks. Must not throw. */
  onMessage: (message: InboundChannelMessage) => void
  onStatus: (update: StatusUpdate) => void
  log: ChannelLog
  /** true: nothing leaves this machine, whatever the environment says. */
  sandboxOnly?: boolean | undefined
  /** Where a linked session of the pilot adapter is kept. */
  dataDir: string | undefined
}

interface ChannelLog {
  info: (fields: object, text: string) => void
  warn: (fields: object, text: string) => void
  error: (fields: object, text: string) => void
}

export interface Channels {
  /** null: nobody carries this channel. */
  adapterFor: (channel: DeliveryChannel) => ChannelAdapter | null
  /** Draws each channel within the limits of its provider. */
  compose: Compose
  sandboxed: readonly DeliveryChannel[]
  /** Loads what the first messages would wait for. */
  warm: () => Promise<void>
  close: () => Promise<void>
}

/** Opens what the environment has credentials for. Throws an Error of one line where these are not whole. */
export async function openChannels(deps: ChannelDeps): Promise<Channels> {
  const named = deps.sandboxOnly ? [] : await openProviders(deps)
  const carried = new Set(named.flatMap((adapter) => adapter.channels))
  const sandboxed = deliveryChannels.filter((channel) => !carried.has(channel))
  const open = sandboxed.length > 0 ? [...named, deps.sandbox(sandboxed)] : named
  const byChannel = new Map(
    open.flatMap((adapter) => adapter.channels.map((channel) => [channel, adapter] as const)),
  )
  const whatsapp = deps.sandboxOnly ? null : whatsappProvider(deps.config)
  return {
    adapterFor: (channel) => byChannel.get(channel) ?? null,
    compose: createCompose({ whatsapp: whatsapp ?? 'sandbox' }),
    sandboxed,
    warm: async () => {
      for (const adapter of open) await adapter.warm?.()
    },
    close: async () => {
      await Promise.all(open.map((adapter) => adapter.close()))
    },
  }
}

async function openProviders(deps: ChannelDeps): Promise<ChannelAdapter[]> {
  senderNamed(deps.config)
  const sms = smsAdapter(deps)
  const whatsapp = await whatsappAdapter(deps)
  return [...(sms ? [sms] : []), ...(whatsapp ? [whatsapp] : []), ...deps.others]
}

/** Credentials without a sender would go to the sandbox without a word. */
function senderNamed(config: Config): void {
  const { TWILIO_SMS_FROM, TWILIO_MESSAGING_SERVICE_SID, TWILIO_WHATSAPP_FROM } = config
  const hasTwilioSender = TWILIO_SMS_FROM ?? TWILIO_MESSAGING_SERVICE_SID ?? TWILIO_WHATSAPP_FROM
  if ((config.TWILIO_ACCOUNT_SID || config.TWILIO_AUTH_TOKEN) && !hasTwilioSender)
    throw new Error(
      'TWILIO_ACCOUNT_SID needs a sender: TWILIO_SMS_FROM, TWILIO_MESSAGING_SERVICE_SID or TWILIO_WHATSAPP_FROM',
    )
  if (config.WHATSAPP_ACCESS_TOKEN && !config.WHATSAPP_PHONE_NUMBER_ID)
    throw new Error('WHATSAPP_ACCESS_TOKEN needs WHATSAPP_PHONE_NUMBER_ID')
}

function smsAdapter({ config, publicUrl }: ChannelDeps): ChannelAdapter | null {
  const { TWILIO_SMS_FROM: from, TWILIO_MESSAGING_SERVICE_SID: messagingServiceSid } = config
  if (!from && !messagingServiceSid) return null
  return createTwilioAdapter({
    ...twilioAccount(config),
    channel: 'sms',
    from,
    messagingServiceSid,
    statusUrl: () => twilioStatusUrl(config, publicUrl()),
    perSecond: config.SMS_PER_SECOND,
  })
}

/** Which of the ways to WhatsApp the environment has chosen; null: none. */
function whatsappProvider(config: Config): Exclude<PhoneProvider, 'sandbox'> | null {
  const ways: ['twilio' | 'whatsapp_cloud' | 'whatsapp_web', string, boolean][] = [
    ['twilio', 'TWILIO_WHATSAPP_FROM', Boolean(config.TWILIO_WHATSAPP_FROM)],
    ['whatsapp_cloud', 'WHATSAPP_PHONE_NUMBER_ID', Boolean(config.WHATSAPP_PHONE_NUMBER_ID)],
    ['whatsapp_web', 'WHATSAPP_WEB', config.WHATSAPP_WEB === '1'],
  ]
  const [first, second] = ways.filter(([, , chosen]) => chosen)
  if (first && second)
    throw new Error(`${first[1]} and ${second[1]} are two ways to WhatsApp: set one of them`)
  return first?.[0] ?? null
}

async function whatsappAdapter(deps: ChannelDeps): Promise<ChannelAdapter | null> {
  const { config, publicUrl } = deps
  const perSecond = config.WHATSAPP_PER_SECOND
  switch (whatsappProvider(config)) {
    case null:
      return null
    case 'twilio':
      return createTwilioAdapter({
        ...twilioAccount(config),
        channel: 'whatsapp',
        from: config.TWILIO_WHATSAPP_FROM,
        statusUrl: () => twilioStatusUrl(config, publicUrl()),
        perSecond,
      })
    case 'whatsapp_cloud':
      required(config, 'WHATSAPP_APP_SECRET', 'WHATSAPP_PHONE_NUMBER_ID')
      required(config, 'WHATSAPP_VERIFY_TOKEN', 'WHATSAPP_PHONE_NUMBER_ID')
      return createWhatsappCloudAdapter({
        phoneNumberId: required(config, 'WHATSAPP_PHONE_NUMBER_ID', 'WHATSAPP_PHONE_NUMBER_ID'),
        accessToken: required(config, 'WHATSAPP_ACCESS_TOKEN', 'WHATSAPP_PHONE_NUMBER_ID'),
        apiVersion: config.WHATSAPP_API_VERSION,
        apiUrl: config.WHATSAPP_API_URL,
        perSecond,
      })
    case 'whatsapp_web':
      return pilotAdapter(deps)
  }
}

function pilotAdapter({ config, log, dataDir, onMessage, onStatus }: ChannelDeps): Promise<ChannelAdapter> {
  log.warn(
    {},
    'WHATSAPP_WEB=1: this client is unofficial and against the terms of WhatsApp, which may ban the number. Use it for a pilot only, never with a number you need.',
  )
  return openWhatsappWeb({
    phone: required(config, 'WHATSAPP_WEB_PHONE', 'WHATSAPP_WEB=1'),
    browserPath: required(config, 'WHATSAPP_WEB_BROWSER', 'WHATSAPP_WEB=1'),
    sessionDir: join(dataDir === undefined || dataDir === 'memory' ? 'data' : dataDir, 'whatsapp-web'),
    perSecond: Math.min(1, config.WHATSAPP_PER_SECOND), // faster than a person is how accounts are found
    onMessage,
    onStatus,
    onPairingCode: (code) => log.info({ code }, 'type this code on the phone under Linked devices'),
    onTrouble: (error) => log.error({ error }, 'the browser client of WhatsApp failed'),
  })
}

function twilioAccount(config: Config) {
  return {
    accountSid: required(config, 'TWILIO_ACCOUNT_SID', 'Twilio'),
    authToken: required(config, 'TWILIO_AUTH_TOKEN', 'Twilio'),
    apiUrl: config.TWILIO_API_URL,
  }
}

/** Twilio refuses an address that it cannot reach: without a public one it is told none. */
function twilioStatusUrl(config: Config, publicUrl: string): string | null {
  const isReachable = config.PUBLIC_URL !== undefined || config.TWILIO_API_URL !== undefined
  return isReachable && publicUrl !== '' ? `${publicUrl}/webhooks/twilio/status` : null
}

function required(config: Config, name: keyof Config, why: string): string {
  const value = config[name]
  if (typeof value === 'string' && value !== '') return value
  throw new Error(`${name} is needed for ${why}`)
}
