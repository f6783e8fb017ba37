import type { Gate, OutboundFacts, OutboundMessage } from '../outbound.ts'
import type { GateAnswer } from '../reasons.ts'
import { allowed, refused } from './answer.ts'
import { DAY_MS, isTouch } from './touches.ts'

/** What the channel takes: an address, what its composer can draw, and the network's own rules. */
export const channelRules: Gate = (message, facts) => {
  if (message.to === null) return refused(message.channel === 'web' ? 'no_open_chat' : 'no_address')
  const { composed } = message
  if (!composed.ok) return refused(composed.reason)
  if (message.channel === 'whatsapp') return whatsappRules(message, facts)
  if (message.channel === 'sms' && isTouch(message) && composed.segments > facts.rules.smsMaxSegments)
    return refused('too_many_segments', { count: composed.segments, limit: facts.rules.smsMaxSegments })
  return allowed
}

/** Free words for 24 hours after the last message from that address, else an approved template (Meta 131047, Twilio 63016). */
function whatsappRules({ to, template, ...message }: OutboundMessage, { now }: OutboundFacts): GateAnswer {
  if (template) {
    // mixed content counts as marketing: what sells may not go as a notice, nor as the answer to anything
    const wrong = isTouch(message) !== (template.category === 'marketing')
    return wrong ? refused('template_category') : allowed
  }
  const heard = to?.lastInboundAt ?? null
  const open = heard !== null && now.getTime() - heard.getTime() < DAY_MS
  return open ? allowed : refused('window_closed')
}
