import type { Readable } from 'node:stream'
import type { ChannelAdapter, OutgoingMessage, SendResult } from '../adapter.ts'
import { mailOf, messageIdOf } from './mail.ts'
import { resultOfFault, type SmtpFault } from './smtp-fault.ts'

export interface SmtpOptions {
  /** smtp://user:password@host:587, or smtps:// for TLS from the first byte. */
  url: string
  /** The domain of the address also names our messages. */
  from: { name: string; address: string }
  replyTo: string | null
  perSecond?: number
  /** How long a server may be silent. */
  silenceMs?: number
}

const PER_SECOND = 10
const CONNECTIONS = 3
const SILENCE_MS = 30_000
const WHOLE_LIMIT_MS = 120_000

/**
 * E-mail by SMTP. A message is given once: where the connection broke while the server was taking it, nobody can
 * say whether it was taken, and it is `unknown`.
 */
export function createSmtpAdapter(options: SmtpOptions): ChannelAdapter {
  let opening: Promise<MailLine> | null = null
  const send = async (message: OutgoingMessage): Promise<SendResult> => {
    const mail = mailOf(message, options)
    if ('outcome' in mail) return mail
    opening ??= openLine(options)
    const line = await opening.catch(() => null)
    if (!line) return { outcome: 'retry', code: 'smtp', text: 'The mail client could not be opened.' }
    const id = messageIdOf(message, options.from.address)
    try {
      await line.transport.sendMail({ ...mail, signal: AbortSignal.timeout(WHOLE_LIMIT_MS) })
      return { outcome: 'accepted', providerMessageId: id }
    } catch (error) {
      return resultOfFault(faultOf(error), line.hasBegun(id))
    } finally {
      line.forget(id)
    }
  }
  return {
    provider: 'smtp',
    channels: ['email'],
    perSecond: options.perSecond ?? PER_SECOND,
    send,
    close: async () => (await opening)?.transport.close(),
  }
}

type MailLine = Awaited<ReturnType<typeof openLine>>

/** The connections to the server; nodemailer is loaded with the first mail. */
async function openLine(options: SmtpOptions) {
  const { createTransport } = await import('nodemailer')
  const silenceMs = options.silenceMs ?? SILENCE_MS
  const transport = createTransport({
    url: options.url,
    pool: true,
    maxConnections: CONNECTIONS,
    maxRequeues: 1, // only messages of which nothing was read
    connectionTimeout: Math.min(10_000, silenceMs),
    greetingTimeout: Math.min(10_000, silenceMs),
    socketTimeout: silenceMs,
    socketCloseTimeout: 1000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  // a message is read from its stream when the server has said "go ahead", and not before
  const streams = new Map<string, Readable[]>()
  transport.use('stream', (mail, done) => {
    const id = bare(mail.message.messageId())
    const make = mail.message.createReadStream.bind(mail.message)
    mail.message.createReadStream = (...given) => {
      const stream = make(...given)
      streams.set(id, [...(streams.get(id) ?? []), stream])
      return stream
    }
    done()
  })
  return {
    transport,
    hasBegun: (id: string) => (streams.get(id) ?? []).some((stream) => stream.readableDidRead),
    forget: (id: string) => streams.delete(id),
  }
}

const bare = (messageId: string) => messageId.replace(/^<|>$/g, '')

function faultOf(error: unknown): SmtpFault {
  const given = typeof error === 'object' && error !== null ? error : {}
  const text = (name: string) => {
    const value = Object.entries(given).find(([key]) => key === name)?.[1]
    return typeof value === 'string' ? value : ''
  }
  const reply = 'responseCode' in given ? Number(given.responseCode) : 0
  return {
    code: text('code') || 'ESMTP',
    responseCode: reply >= 400 ? reply : null,
    response: text('response') || (error instanceof Error ? error.message : ''),
    command: text('command'),
  }
}
