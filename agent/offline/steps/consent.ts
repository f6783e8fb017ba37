import { consentResult, proposedResult, readRefusal, readResult } from '../results.ts'
import type { Spoken, Task } from '../task.ts'
import { listed } from '../voice.ts'
import type { Step } from './step.ts'

type ConsentTask = Extract<Task, { do: 'consent' }>

const channelNames: Record<string, string> = {
  email: 'e-mail',
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  push: 'push messages',
}

/** What may be sent, or a word on it: a no holds at once, a yes is asked for once more by the house. */
export const consent: Step<ConsentTask> = {
  next({ words }, done) {
    if (done.length > 0) return null
    if (words.asks) return { name: 'check_consent', args: {} }
    const { channel, purpose, state } = words
    return { name: 'record_consent', args: { channel, purpose, state } }
  },
  say({ words }, done): Spoken {
    if (words.asks) return sayStanding(done[0])
    const proposed = readResult(done[0], proposedResult)
    if (proposed) return { text: `${proposed.summary}: shall I note that? Please answer yes or no.` }
    if (done[0]?.ok)
      return { text: 'All right. From now on I use only what you tell me in this conversation.' }
    return readRefusal(done[0])?.refused === 'needs_sign_in'
      ? { text: 'For that you need to be signed in on our site, so that the address is surely yours.' }
      : { text: 'I could not note that just now. Please try again in a moment.' }
  },
}

function sayStanding(done: Parameters<typeof readResult>[0]): Spoken {
  const found = readResult(done, consentResult)
  if (!found) return { text: 'I could not look that up just now. Please ask me again in a moment.' }
  const names = (wanted: 'promotion' | 'orderMessages') =>
    listed(found.channels.filter((one) => one[wanted]).map(({ channel }) => channelNames[channel] ?? channel))
  const promotion = names('promotion')
  // push needs the app; where it is the only way there is none
  const orders = found.channels.some((one) => one.orderMessages && one.channel !== 'push')
    ? names('orderMessages')
    : ''
  const lines = [
    promotion ? `You get news and offers by ${promotion}.` : 'You get no news or offers from us.',
    ...(orders ? [`Messages about your orders come by ${orders}.`] : []),
    found.personalisation
      ? 'What we know of you shapes what I suggest.'
      : 'What I suggest rests only on this conversation.',
  ]
  return { text: lines.join(' ') }
}
