import { createSmtpAdapter } from '#channels/index.ts'
import { type MailBehaviour, openMailServer } from '../mail-server.ts'
import { type AdapterCase, type Behaviour, outgoing } from './adapter-bench.ts'

const replies: Record<string, MailBehaviour> = {
  '550 5.1.1': { rcpt: '550 5.1.1 No such user' },
  '553': { rcpt: '553 Mailbox name not allowed' },
  '550 5.2.1': { rcpt: '550 5.2.1 Mailbox disabled' },
  '554 5.7.1': { data: '554 5.7.1 Looks like spam' },
  '552 5.3.4': { data: '552 5.3.4 Too large' },
  '452': { rcpt: '452 4.2.2 Mailbox full' },
}

function behaviourOf(behaviour: Behaviour): MailBehaviour {
  if (typeof behaviour === 'object') return replies[behaviour.refuses] ?? {}
  if (behaviour === 'server_error') return { data: '451 4.3.0 Later' }
  if (behaviour === 'too_many') return { rcpt: '450 4.7.1 Slowly' }
  if (behaviour === 'cuts') return { afterData: 'drop' }
  return behaviour === 'hangs' ? { afterData: 'silence' } : {}
}

export const smtpCase: AdapterCase = {
  name: 'smtp',
  open: async (timeoutMs) => {
    const server = await openMailServer({ password: 'letmein' })
    const url = server.url.replace('smtp://', 'smtp://shop:letmein@')
    const from = { name: 'Heron', address: 'hello@shop.example' }
    const adapter = createSmtpAdapter({ url, from, replyTo: null, silenceMs: timeoutMs })
    return {
      adapter,
      behave: (behaviour) => {
        server.behaviour = behaviourOf(behaviour)
      },
      received: () => server.asked,
      goAway: server.close,
      close: async () => {
        await adapter.close()
        await server.close()
      },
    }
  },
  message: outgoing(
    'email',
    { kind: 'email', value: 'ann@example.com' },
    { type: 'email', subject: 'Hello', text: 'Hello', html: '<p>Hello</p>', unsubscribe: null },
  ),
  uncarriable: { type: 'text', text: 'Hello' },
  refusals: [
    ['550 5.1.1', 'invalid_address'],
    ['553', 'invalid_address'],
    ['550 5.2.1', 'unreachable'],
    ['554 5.7.1', 'blocked'],
    ['552 5.3.4', 'content'],
    ['452', 'retry'],
  ],
  secrets: ['letmein'],
  unlike: ['garbage'], // SMTP has no yes without an id: the id is ours
}
