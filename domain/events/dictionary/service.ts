import { type EventFamily, field, needed, ourEvent, segmentEvent } from './definition.ts'
import { productId, reason, text, time } from './fields.ts'

const purposes = ['transactional', 'service', 'clienteling'] as const
const ticket = {
  ticket_id: needed(text('id of the ticket')),
  subject: text('what it is about'),
  category: text('its kind'),
  priority: text('its priority'),
  order_id: text('the order it is about'),
}
const chat = {
  conversation_id: text('id of the conversation'),
  agent_name: text('who answered'),
  message_id: text('id of the message'),
}
const score = {
  score: needed(field('number', 'the answer', 'CSAT 1 to 5, NPS 0 to 10')),
  comment: text('what was written with it'),
  ticket_id: text('the ticket it is about'),
  conversation_id: text('the conversation it is about'),
  order_id: text('the order it is about'),
}

/** Service, chat and what people answer when asked. */
export const service: EventFamily = {
  title: 'Service and chat',
  events: [
    ourEvent('Service Ticket Opened', 'Asked for help', ticket, { purposes, secretOnly: true }),
    ourEvent(
      'Service Ticket Updated',
      'The ticket was changed',
      { ...ticket, status: text('its state') },
      {
        purposes,
        secretOnly: true,
      },
    ),
    ourEvent(
      'Service Ticket Closed',
      'The ticket was closed',
      { ...ticket, reason },
      { purposes, secretOnly: true },
    ),
    ourEvent('Service Ticket Reopened', 'The ticket is open again', ticket, { purposes, secretOnly: true }),
    ourEvent('CSAT Submitted', 'Said how content they are', score, { purposes, party: 'zero' }),
    ourEvent('NPS Submitted', 'Said whether they would recommend the shop', score, {
      purposes,
      party: 'zero',
    }),
    ourEvent(
      'Warranty Registered',
      'Registered a product',
      { product_id: needed(productId, 'sku'), sku: text('stock number'), order_id: text('its order') },
      { purposes },
    ),
    ourEvent(
      'Repair Completed',
      'A repair is done',
      { product_id: productId, repair_id: needed(text('id of the repair')), ready_at: time('when') },
      { purposes, secretOnly: true },
    ),
    segmentEvent('Live Chat Conversation Started', 'Began a chat', chat, { purposes }),
    segmentEvent('Live Chat Message Sent', 'Wrote in a chat', chat, { purposes }),
    segmentEvent('Live Chat Message Received', 'Was answered in a chat', chat, { purposes }),
    segmentEvent('Live Chat Conversation Ended', 'A chat ended', chat, { purposes }),
  ],
}
