import { createSandboxAdapter, type SandboxAnswer } from '#channels/index.ts'
import { type AdapterCase, type Behaviour, outgoing } from './adapter-bench.ts'

const refusals: Record<string, SandboxAnswer> = {
  unreachable: 'unreachable',
  opted_out: 'opted_out',
  window_closed: 'window_closed',
}

function answerTo(behaviour: Behaviour): SandboxAnswer {
  if (typeof behaviour === 'object') return refusals[behaviour.refuses] ?? 'unreachable'
  if (behaviour === 'cuts') return 'answer_lost'
  return behaviour === 'server_error' ? 'server_error' : 'taken'
}

/** The sandbox on the table of all adapters: its phones answer, nobody is connected to. */
export const sandboxCase: AdapterCase = {
  name: 'sandbox',
  open: async () => {
    let behaviour: Behaviour = 'accepts'
    let received = 0
    let there = true
    const adapter = createSandboxAdapter({
      channels: ['sms', 'whatsapp'],
      deliver: async () => {
        if (!there) return 'server_error'
        received += 1
        return answerTo(behaviour)
      },
      status: async () => {},
    })
    return {
      adapter,
      behave: (next) => {
        behaviour = next
      },
      received: () => received,
      goAway: async () => {
        there = false
      },
      close: () => adapter.close(),
    }
  },
  message: outgoing('sms', { kind: 'phone', value: '+15550100' }, { type: 'text', text: 'Hello' }),
  uncarriable: null,
  refusals: [
    ['unreachable', 'unreachable'],
    ['opted_out', 'opted_out'],
    ['window_closed', 'window_closed'],
  ],
  secrets: [],
  unlike: ['too_many', 'hangs', 'garbage'],
}
