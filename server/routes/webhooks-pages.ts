import { z } from 'zod'
import { changedWebhookInput, webhookStateInput } from '#contract/staff-integrations.ts'
import { webhookInput } from '#contract/webhooks.ts'
import {
  removeWebhook,
  replayDelivery,
  rotateSecret,
  saveWebhook,
  switchWebhook,
  testWebhook,
} from '#domain/webhooks/index.ts'
import { readDeliveries, readWebhooks } from '../integrations-pages/webhooks-view.ts'
import { staffOperation } from '../operation.ts'
import { deliveriesPage, webhookSecretAnswer, webhooksPage } from '../schemas/integrations.ts'

const webhookOf = z.object({ id: z.string().max(100) })

/** Endpoints of other systems, as staff write them down. */
export const webhookPageOperations = [
  staffOperation('listWebhooks', {
    method: 'get',
    path: '/api/webhooks',
    summary: 'Every endpoint that is told, and all that there is to be told',
    input: z.object({}),
    answer: webhooksPage,
    run: (_input, { house }) => readWebhooks(house.db),
  }),
  staffOperation('createWebhook', {
    method: 'post',
    path: '/api/webhooks',
    summary: 'Add an endpoint; its secret is answered this once',
    status: 201,
    input: z.object({ body: webhookInput }),
    answer: webhookSecretAnswer,
    run: async ({ body }, { house, staff, now }) => {
      const { check, secretOf } = house.integrations
      const webhook = await saveWebhook(house.db, body, { staffId: staff.staffId, check }, now)
      return { webhookId: webhook.webhookId, secret: secretOf(webhook, now) }
    },
  }),
  staffOperation('changeWebhook', {
    method: 'put',
    path: '/api/webhooks/:id',
    summary: 'Write an endpoint anew. A conflict where somebody else has changed it since it was read',
    input: z.object({ params: webhookOf, body: changedWebhookInput }),
    answer: null,
    run: async ({ params, body }, { house, staff, now }) => {
      const { check } = house.integrations
      const saving = { webhookId: params.id, rev: body.rev, staffId: staff.staffId, check }
      await saveWebhook(house.db, body.webhook, saving, now)
    },
  }),
  staffOperation('switchWebhook', {
    method: 'post',
    path: '/api/webhooks/:id/state',
    summary: 'Switch an endpoint on or off; what happens while it is off it is never told',
    input: z.object({ params: webhookOf, body: webhookStateInput }),
    answer: null,
    run: async ({ params, body }, { house, staff, now }) => {
      await switchWebhook(house.db, params.id, body.state, staff.staffId, now)
    },
  }),
  staffOperation('rotateWebhookSecret', {
    method: 'post',
    path: '/api/webhooks/:id/secret',
    summary: 'A new secret, answered this once; the one before it signs as well for a day',
    input: z.object({ params: webhookOf }),
    answer: webhookSecretAnswer,
    run: async ({ params }, { house, staff, now }) => {
      const webhook = await rotateSecret(house.db, params.id, staff.staffId, now)
      return { webhookId: webhook.webhookId, secret: house.integrations.secretOf(webhook, now) }
    },
  }),
  staffOperation('testWebhook', {
    method: 'post',
    path: '/api/webhooks/:id/test',
    summary: 'Send an endpoint a message about nobody, to try it',
    status: 201,
    input: z.object({ params: webhookOf }),
    answer: z.object({ deliveryId: z.string() }),
    run: async ({ params }, { house, now }) => ({
      deliveryId: await testWebhook(house.db, params.id, now),
    }),
  }),
  staffOperation('removeWebhook', {
    method: 'delete',
    path: '/api/webhooks/:id',
    summary: 'Remove an endpoint with all that it was told and was to be told',
    input: z.object({ params: webhookOf }),
    answer: null,
    run: ({ params }, { house }) => removeWebhook(house.db, params.id),
  }),
  staffOperation('listWebhookDeliveries', {
    method: 'get',
    path: '/api/webhooks/:id/deliveries',
    summary: 'What an endpoint was told and is to be told, the latest first',
    input: z.object({ params: webhookOf, query: z.object({ before: z.string().max(30).optional() }) }),
    answer: deliveriesPage,
    run: ({ params, query }, { house }) => readDeliveries(house.db, params.id, query.before),
  }),
  staffOperation('replayWebhookDelivery', {
    method: 'post',
    path: '/api/webhook-deliveries/:id/replay',
    summary: 'Send one again under the same id, so that who had it knows',
    input: z.object({ params: webhookOf }),
    answer: null,
    run: ({ params }, { house, now }) => replayDelivery(house.db, params.id, now),
  }),
]
