import { z } from 'zod'
import { outboundChannels } from '#contract/outbound.ts'
import type { NextActionView, NextForCustomer } from '#contract/staff-next.ts'
import { productCard, timestamp } from './message.ts'
import { gateView } from './outreach.ts'

const nextAction: z.ZodType<NextActionView> = z.object({
  actionId: z.string(),
  source: z.enum(['journey', 'offer', 'reply']),
  title: z.string(),
  channel: z.enum(outboundChannels),
  dueAt: timestamp.nullable().describe('when it would be said by itself'),
  gates: z.array(gateView),
  against: z.string().nullable().describe('the first gate that says no, in words'),
  prepared: z
    .object({ text: z.string(), subject: z.string(), products: z.array(productCard) })
    .describe('what a message about it may begin with'),
  hasOffer: z.boolean().describe('an offer goes with it where it is sent by itself'),
  conversationId: z.string().nullable().describe('that waits for an answer'),
})

export const nextForCustomer: z.ZodType<NextForCustomer> = z.object({
  best: nextAction.nullable(),
  others: z.array(nextAction),
})
