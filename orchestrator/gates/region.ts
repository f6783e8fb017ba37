import { quietHoursFor } from '#domain/consent/index.ts'
import type { Gate, OutboundFacts, OutboundMessage } from '../outbound.ts'
import { isUsAddress, regionsOf } from '../whereabouts.ts'
import { allowed, refused } from './answer.ts'
import { countedTouches, isTouch } from './touches.ts'

/** What a law or a network allows in one place and not in another, beside consent and hours. */
export const region: Gate = (message, facts) => {
  if (isBarredTemplate(message)) return refused('no_marketing_templates')
  return isTouch(message) ? subjectLimit(message, facts) : allowed
}

/** WhatsApp delivers no marketing templates to US numbers since April 2025; what answers a message is none. */
function isBarredTemplate({ channel, template, to }: OutboundMessage): boolean {
  return channel === 'whatsapp' && template?.category === 'marketing' && to !== null && isUsAddress(to)
}

/** So many on one subject in 24 hours (Florida: Fla. Stat. 501.059(8)(b)); no subject is one too. */
function subjectLimit(message: OutboundMessage, facts: OutboundFacts) {
  for (const code of regionsOf(message.to, facts.person)) {
    const hours = quietHoursFor(code, message.channel)
    const limit = hours?.maxIn24Hours ?? null
    if (!hours || limit === null) continue
    const count = countedTouches(message, facts, 24).filter(
      ({ channel, subject }) => hours.channels.includes(channel) && subject === message.subject,
    ).length
    if (count >= limit) return refused('subject_limit', { count, limit, hours: 24 })
  }
  return allowed
}
