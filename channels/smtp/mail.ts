import { domainToASCII } from 'node:url'
import type { SendMailOptions } from 'nodemailer'
import type { OutgoingMessage, SendResult } from '../adapter.ts'

export interface MailSender {
  from: { name: string; address: string }
  replyTo: string | null
}

// one address and nothing that could end it; quoted names are not taken, as no shopper has one
const ADDRESS = /^[^\s<>()[\]\\,;:"@]+@[^\s<>()[\]\\,;:"@]+$/u
const MAX_ADDRESS = 254 // RFC 5321

/** The mail as nodemailer takes it, or why it can be none. Nothing given can begin a header of its own. */
export function mailOf(message: OutgoingMessage, sender: MailSender): SendMailOptions | SendResult {
  const { to, content } = message
  if (content.type !== 'email') return refused('content', 'no_mail', 'Only a mail can be sent as a mail.')
  const address = asciiDomain(to.value)
  if (address === null) return refused('invalid_address', 'address', 'This is not an e-mail address.')
  return {
    from: sender.from,
    to: { name: '', address },
    envelope: { from: sender.from.address, to: [address] },
    ...(sender.replyTo !== null && { replyTo: sender.replyTo }),
    messageId: `<${messageIdOf(message, sender.from.address)}>`,
    date: message.reference.startedAt,
    subject: content.subject.replace(/\s+/g, ' ').trim(),
    text: content.text,
    html: content.html,
    headers: content.unsubscribe ? unsubscribeHeaders(content.unsubscribe.url) : {},
  }
}

/** The address as mail servers take it, its domain in ASCII; null: it is none. */
function asciiDomain(address: string): string | null {
  if (!ADDRESS.test(address) || address.length > MAX_ADDRESS) return null
  const at = address.indexOf('@')
  const domain = domainToASCII(address.slice(at + 1))
  return domain === '' ? null : `${address.slice(0, at)}@${domain}`
}

/** One click, by RFC 8058; both headers belong inside the DKIM signature, which the mail server makes. */
function unsubscribeHeaders(url: string): Record<string, string> {
  if (!/^https?:\/\/[^\s<>]+$/.test(url)) return {}
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
}

/** The same for every try: a mailbox that has a message already can tell. */
export function messageIdOf({ reference }: OutgoingMessage, from: string): string {
  const domain = from.slice(from.lastIndexOf('@') + 1)
  return `${reference.outboxId}.${reference.part}@${domain}`
}

function refused(reason: 'content' | 'invalid_address', code: string, text: string): SendResult {
  return { outcome: 'rejected', reason, code, text }
}
