import { aucOf } from './quality.ts'

export const engagementChannels = ['email', 'sms', 'whatsapp', 'push'] as const
export type EngagementChannel = (typeof engagementChannels)[number]

/** Which events say that a message arrived, and that somebody did something with it. */
export const messageEvents: Record<EngagementChannel, { arrived: string[]; engaged: string[] }> = {
  email: { arrived: ['Email Delivered'], engaged: ['Email Opened', 'Email Link Clicked'] },
  sms: { arrived: ['SMS Delivered'], engaged: ['SMS Link Clicked'] },
  whatsapp: {
    arrived: ['WhatsApp Message Delivered'],
    engaged: ['WhatsApp Message Read', 'WhatsApp Link Clicked'],
  },
  push: { arrived: ['Push Notification Received'], engaged: ['Push Notification Tapped'] },
}

/** What arrived at a customer by one channel, and with how much of it they did something. */
export interface Engagement {
  customerId: string
  arrived: number
  engaged: number
}

/** Everybody's rate before their own counts: engaged ~ binomial(arrived, rate), rate ~ beta(a, b). */
export interface EngagementModel {
  a: number
  b: number
}

export const LEAST_MESSAGES = 500
export const LEAST_CUSTOMERS = 100

/** Everybody's rate and how far it varies, by moments (a beta-binomial; method of Kleinman 1973). */
export function fitEngagement(counts: readonly Engagement[]): EngagementModel {
  const heard = counts.filter(({ arrived }) => arrived > 0)
  const total = heard.reduce((sum, { arrived }) => sum + arrived, 0)
  const mean =
    heard.reduce((sum, { arrived, engaged }) => sum + Math.min(engaged, arrived), 0) / Math.max(1, total)
  const weighted = heard.reduce((sum, { arrived, engaged }) => {
    const rate = Math.min(engaged, arrived) / arrived
    return sum + arrived * (rate - mean) ** 2
  }, 0)
  const ownNoise = mean * (1 - mean) * (heard.length - 1)
  const squares = heard.reduce((sum, { arrived }) => sum + arrived * (1 - arrived / total), 0)
  const between = squares <= heard.length - 1 ? 0 : (weighted - ownNoise) / (squares - (heard.length - 1))
  const variance = Math.max(1e-6, Math.min(between, mean * (1 - mean) * 0.99))
  const strength = Math.max(0.5, (mean * (1 - mean)) / variance - 1)
  const inside = Math.min(1 - 1e-6, Math.max(1e-6, mean))
  return { a: inside * strength, b: (1 - inside) * strength }
}

/** The probability that this customer does something with the next message. */
export function engages(
  { a, b }: EngagementModel,
  { arrived, engaged }: Omit<Engagement, 'customerId'>,
): number {
  return (a + Math.min(engaged, arrived)) / (a + b + arrived)
}

export interface EngagementTest {
  messages: number
  customers: number
  /** Mean squared error over messages of the later period; beside "everybody alike". */
  brier: number
  everybody: number
  auc: number
  better: boolean
}

/** Fitted to an earlier period, tested on a later one, message by message. */
export function testEngagement(earlier: readonly Engagement[], later: readonly Engagement[]): EngagementTest {
  const model = fitEngagement(earlier)
  const known = new Map(earlier.map((counts) => [counts.customerId, counts]))
  const prior = model.a / (model.a + model.b)
  let [messages, own, alike] = [0, 0, 0]
  const said: number[] = []
  const happened: number[] = []
  for (const { customerId, arrived, engaged } of later.filter((counts) => counts.arrived > 0)) {
    const p = engages(model, known.get(customerId) ?? { arrived: 0, engaged: 0 })
    const yes = Math.min(engaged, arrived)
    messages += arrived
    own += yes * (1 - p) ** 2 + (arrived - yes) * p ** 2
    alike += yes * (1 - prior) ** 2 + (arrived - yes) * prior ** 2
    said.push(p)
    happened.push(yes > 0 ? 1 : 0)
  }
  const n = Math.max(1, messages)
  return {
    messages,
    customers: said.length,
    brier: own / n,
    everybody: alike / n,
    auc: aucOf(said, happened),
    better: messages > 0 && own < alike,
  }
}
