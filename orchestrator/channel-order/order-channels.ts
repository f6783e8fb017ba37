import type { OutboundChannel } from '#contract/outbound.ts'
import type { Engagement } from '../engagement/engagement.ts'
import { COST_SCALE } from '../message-cost.ts'

/** What is taken before anything is known: how often a message of a channel is answered with a click. */
const atFirst: Record<OutboundChannel, number> = {
  web: 0.1,
  whatsapp: 0.08,
  sms: 0.05,
  push: 0.03,
  email: 0.02,
}
/** As many messages as weigh like what everybody does, and of everybody as weigh like what is taken at first. */
const OWN_PRIOR = 10
const SHOP_PRIOR = 200

export interface ChannelAsked {
  channel: OutboundChannel
  /** It has an address that may be used. */
  reachable: boolean
  /** Of one message, in thousandths of a minor unit. */
  cost: number
}

export interface OrderedChannel {
  channel: OutboundChannel
  /** How likely an answer is, from 0 to 1. */
  rate: number
  /** What is to be expected of one message less its cost, in minor units. */
  worth: number
  /** For staff. */
  words: string
}

/**
 * How likely somebody answers a message of a channel: the mean of the Beta posterior (Gelman et al., Bayesian Data
 * Analysis, 3rd ed., section 2.4), their own answers shrunk towards everybody's, and those towards a guess:
 * (answered + strength × prior) / (sent + strength).
 */
export function answerRate(channel: OutboundChannel, own: Engagement, everybody: Engagement): number {
  const shrunk = ({ uses }: Engagement, prior: number, strength: number) => {
    const { sent, answered } = uses.get(channel) ?? { sent: 0, answered: 0 }
    return (Math.min(answered, sent) + strength * prior) / (sent + strength)
  }
  return shrunk(own, shrunk(everybody, atFirst[channel], SHOP_PRIOR), OWN_PRIOR)
}

/**
 * The channels that reach somebody, the best first: rate of answers × value of an answer − cost of the message.
 * Where nothing is expected of an answer, the rate decides, and of rates alike the cost.
 */
export function orderChannels(
  asked: readonly ChannelAsked[],
  { own, everybody, value }: { own: Engagement; everybody: Engagement; value: number },
): OrderedChannel[] {
  return asked
    .filter(({ reachable }) => reachable)
    .map(({ channel, cost }) => {
      const rate = answerRate(channel, own, everybody)
      const minor = cost / COST_SCALE
      return { channel, rate, worth: rate * value - (value > 0 ? minor : 0), minor }
    })
    .sort((a, b) => b.worth - a.worth || b.rate - a.rate || a.minor - b.minor)
    .map(({ minor, ...ordered }) => ({ ...ordered, words: wordsOf(ordered.rate, minor) }))
}

const wordsOf = (rate: number, minor: number) =>
  `answered ${(rate * 100).toFixed(1)} times in 100, for ${minor.toFixed(1)} each`
