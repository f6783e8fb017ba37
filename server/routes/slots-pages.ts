import { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import { slotName, slotVariantInput } from '#contract/slots.ts'
import {
  changedSlotInput,
  changedVariantInput,
  newSlotInput,
  slotPreviewInput,
  variantOrderInput,
} from '#contract/staff-slots.ts'
import { orderVariants, removeSlot, removeVariant, saveSlot, saveVariant } from '#domain/slots/index.ts'
import { staffOperation } from '../operation.ts'
import { slotChoices, slotPage, slotPreview, slotsPage } from '../schemas/slots.ts'
import { readSlotChoices } from '../slots/choices.ts'
import { previewSlots } from '../slots/preview.ts'
import { readSlotPage, readSlots } from '../slots/slots-view.ts'

const named = z.object({ name: slotName })
const variantOf = z.object({ name: slotName, id: z.string().max(100) })
const savedSlot = z.object({ name: z.string() })
const savedVariant = z.object({ variantId: z.string() })

/** The slots as the CRM team reads and writes them; every write is live here before it is answered. */
export const slotPageOperations = [
  staffOperation('listSlots', {
    method: 'get',
    path: '/api/slots',
    summary: 'Every slot of the site: its default, its variants in order, what became of them in 30 days',
    input: z.object({}),
    answer: slotsPage,
    run: (_input, { house, now }) => readSlots(house, now),
  }),
  staffOperation('createSlot', {
    method: 'post',
    path: '/api/slots',
    summary: 'Add a slot with its default; a name that is taken is a conflict',
    status: 201,
    input: z.object({ body: newSlotInput }),
    answer: savedSlot,
    run: async ({ body }, { house, staff, now }) => {
      const { name } = await saveSlot(house.db, body, staff.staffId, now, 'new')
      await house.slots.follow()
      return { name }
    },
  }),
  staffOperation('previewSlots', {
    method: 'post',
    path: '/api/slots/preview',
    summary: 'What customers and strangers would see on a page now, and why; nothing is counted',
    input: z.object({ body: slotPreviewInput }),
    answer: slotPreview,
    run: ({ body }, { house, now }) => previewSlots(house, body, now),
  }),
  staffOperation('readSlotChoices', {
    method: 'get',
    path: '/api/slot-choices',
    summary: 'What the form of a variant can offer in this shop',
    input: z.object({}),
    answer: slotChoices,
    run: (_input, { house, now }) => readSlotChoices(house, now),
  }),
  staffOperation('readSlot', {
    method: 'get',
    path: '/api/slots/:name',
    summary: 'One slot, and who changed what of it',
    input: z.object({ params: named }),
    answer: slotPage,
    run: ({ params }, { house, now }) => readSlotPage(house, params.name, now),
  }),
  staffOperation('changeSlot', {
    method: 'put',
    path: '/api/slots/:name',
    summary:
      'Write a slot anew; its variants stay. A conflict where somebody else has changed it since it was read',
    input: z.object({ params: named, body: changedSlotInput }),
    answer: savedSlot,
    run: async ({ params, body }, { house, staff, now }) => {
      if (body.slot.name !== params.name)
        throw new Problem('bad-request', 'The name of a slot stays: pages ask for it.', {
          errors: [{ path: 'slot.name', message: 'cannot be changed' }],
        })
      await saveSlot(house.db, body.slot, staff.staffId, now, body.seenAt)
      await house.slots.follow()
      return { name: params.name }
    },
  }),
  staffOperation('removeSlot', {
    method: 'delete',
    path: '/api/slots/:name',
    summary: 'Remove a slot with its variants',
    input: z.object({ params: named }),
    answer: null,
    run: async ({ params }, { house, staff, now }) => {
      await removeSlot(house.db, params.name, staff.staffId, now)
      await house.slots.follow()
    },
  }),
  staffOperation('createSlotVariant', {
    method: 'post',
    path: '/api/slots/:name/variants',
    summary: 'Add a variant at the end of the order',
    status: 201,
    input: z.object({ params: named, body: slotVariantInput }),
    answer: savedVariant,
    run: async ({ params, body }, { house, staff, now }) => {
      const by = { staffId: staff.staffId }
      const { variantId } = await saveVariant(house.db, params.name, body, by, now)
      await house.slots.follow()
      return { variantId }
    },
  }),
  staffOperation('orderSlotVariants', {
    method: 'put',
    path: '/api/slots/:name/order',
    summary: 'Set the order in which variants are tried; all of them, once',
    input: z.object({ params: named, body: variantOrderInput }),
    answer: null,
    run: async ({ params, body }, { house, staff, now }) => {
      await orderVariants(house.db, params.name, body.variantIds, staff.staffId, now)
      await house.slots.follow()
    },
  }),
  staffOperation('changeSlotVariant', {
    method: 'put',
    path: '/api/slots/:name/variants/:id',
    summary: 'Write a variant anew. A conflict where somebody else has changed it since it was read',
    input: z.object({ params: variantOf, body: changedVariantInput }),
    answer: savedVariant,
    run: async ({ params, body }, { house, staff, now }) => {
      const by = { staffId: staff.staffId, variantId: params.id, seenAt: body.seenAt }
      const { variantId } = await saveVariant(house.db, params.name, body.variant, by, now)
      await house.slots.follow()
      return { variantId }
    },
  }),
  staffOperation('removeSlotVariant', {
    method: 'delete',
    path: '/api/slots/:name/variants/:id',
    summary: 'Remove a variant',
    input: z.object({ params: variantOf }),
    answer: null,
    run: async ({ params }, { house, staff, now }) => {
      await removeVariant(house.db, params.name, params.id, staff.staffId, now)
      await house.slots.follow()
    },
  }),
]
