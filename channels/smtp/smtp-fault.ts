import type { RejectReason, SendResult } from '../adapter.ts'

/** What nodemailer says of a mail that did not go through. */
export interface SmtpFault {
  /** ECONNECTION, EENVELOPE, EAUTH, … */
  code: string
  /** The SMTP reply, where the server gave one. */
  responseCode: number | null
  response: string
  /** The command that was answered: `CONN`, `MAIL FROM`, `RCPT TO`, `DATA`, `AUTH …`, `API` for none. */
  command: string
}

/**
 * What follows from a fault. `begun`: the server had asked for the message and some of it was on its way; without
 * a reply it may have taken it (RFC 5321, 4.2.5: a reply of 4xx or 5xx says it has not).
 */
export function resultOfFault(fault: SmtpFault, begun: boolean): SendResult {
  const { responseCode, response, code } = fault
  const text = (response || code).replace(/\s+/g, ' ').slice(0, 300)
  if (responseCode === null) {
    const reason = ownReason(fault)
    if (reason) return { outcome: 'rejected', reason, code, text }
    return begun ? { outcome: 'unknown', text } : { outcome: 'retry', code, text }
  }
  const said = enhancedCode(response) ?? String(responseCode)
  if (responseCode < 500) return { outcome: 'retry', code: said, text }
  return { outcome: 'rejected', reason: reasonOf(fault), code: said, text }
}

/** What nodemailer itself refuses, before the server is asked. */
function ownReason({ code, command }: SmtpFault): RejectReason | null {
  if (code === 'EAUTH') return 'configuration'
  if (code === 'EENVELOPE' && command === 'API') return 'invalid_address'
  return code === 'EMESSAGE' ? 'content' : null
}

/** By the command, then by the enhanced status code (RFC 3463: 5.1 address, 5.2 mailbox, 5.7 policy). */
function reasonOf({ command, response, responseCode }: SmtpFault): RejectReason {
  const said = enhancedCode(response) ?? ''
  if (/^(AUTH|CONN|EHLO|HELO|STARTTLS|MAIL FROM)/.test(command)) return 'configuration'
  if (/^5\.7\./.test(said)) return 'blocked'
  if (command.startsWith('RCPT')) {
    if (/^5\.1\.[0123]\b/.test(said) || responseCode === 553 || responseCode === 501) return 'invalid_address'
    return 'unreachable'
  }
  return responseCode === 554 && said === '' ? 'blocked' : 'content'
}

function enhancedCode(response: string): string | null {
  return /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? null
}
