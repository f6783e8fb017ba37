import { z } from 'zod'
import { draftContent } from '#agent/index.ts'
import { Problem } from '#contract/problem.ts'
import {
  approveMessageInput,
  changedMessageInput,
  checkedMessageInput,
  messageDraftInput,
  messagePreviewInput,
  newMessageInput,
  withdrawMessageInput,
} from '#contract/staff-content.ts'
import {
  approveLinted,
  checkedContent,
  findContent,
  readLintContext,
  saveContent,
  withdrawContent,
} from '#domain/content/index.ts'
import { findProduct } from '#knowledge/catalog/index.ts'
import { readMessageChoices } from '../content/choices.ts'
import { lintContextFor, lintWritten } from '../content/lint.ts'
import { readMessage, readMessages } from '../content/messages-view.ts'
import { previewMessage } from '../content/preview.ts'
import { staffOperation } from '../operation.ts'
import {
  finding,
  messageChoices,
  messageDraft,
  messagePage,
  messagePreview,
  messagesPage,
} from '../schemas/content.ts'

const named = z.object({ id: z.string().max(100) })
const saved = z.object({ contentTemplateId: z.string(), version: z.int(), rev: z.int() })

/** Messages as people write them: saved as drafts, linted, shown as customers would get them, approved. */
export const contentOperations = [
  staffOperation('listMessages', {
    method: 'get',
    path: '/api/messages',
    summary: 'Every message: what is live of it, what is being written, which journeys send it',
    input: z.object({}),
    answer: messagesPage,
    run: (_input, { house }) => readMessages(house.db),
  }),
  staffOperation('readMessageChoices', {
    method: 'get',
    path: '/api/message-choices',
    summary: 'What the form of a message can offer in this shop',
    input: z.object({}),
    answer: messageChoices,
    run: (_input, { house }) => readMessageChoices(house),
  }),
  staffOperation('checkMessage', {
    method: 'post',
    path: '/api/messages/check',
    summary: 'What bars a message from being approved, and what is only pointed out; nothing is written',
    input: z.object({ body: checkedMessageInput }),
    answer: z.object({ findings: z.array(finding) }),
    run: async ({ body }, { house }) => ({ findings: await lintWritten(house, body.content) }),
  }),
  staffOperation('previewMessage', {
    method: 'post',
    path: '/api/messages/preview',
    summary: 'A message as up to three customers would get it now, draft or not; nothing is written',
    input: z.object({ body: messagePreviewInput }),
    answer: z.object({ previews: z.array(messagePreview) }),
    run: async ({ body }, { house, now }) => ({ previews: await previewMessage(house, body, now) }),
  }),
  staffOperation('draftMessage', {
    method: 'post',
    path: '/api/messages/draft',
    summary: 'Words by the model for a person to take or leave; one that the lint bars is kept back',
    input: z.object({ body: messageDraftInput }),
    answer: messageDraft,
    run: async ({ body }, { house, now }) => {
      const { config, db } = house
      const product = body.productId === null ? null : await findProduct(db, body.productId)
      const draft = await draftContent(house.agent, {
        ...{ kind: body.kind, brief: body.brief, language: body.language },
        template: body.content === null ? null : checkedContent(body.content),
        product,
        settings: await house.settings(),
        context: await readLintContext(db, { postalAddress: config.POSTAL_ADDRESS }),
        now,
      })
      if (!draft.offered) return { offered: false, suggestions: [], withheld: 0 }
      const suggestions = draft.ok ? draft.suggestions : []
      return { offered: true, suggestions, withheld: draft.withheld }
    },
  }),
  staffOperation('createMessage', {
    method: 'post',
    path: '/api/messages',
    summary: 'Write the draft of a new message; a name that is taken is a conflict',
    status: 201,
    input: z.object({ body: newMessageInput }),
    answer: saved,
    run: ({ body }, { house, staff, now }) =>
      saveContent(house.db, body.content, { staffId: staff.staffId }, now).then(savedOf),
  }),
  staffOperation('readMessage', {
    method: 'get',
    path: '/api/messages/:id',
    summary:
      'One message by its id or name: its draft, else what is live, else the version that is asked for',
    input: z.object({
      params: named,
      query: z.object({ version: z.coerce.number().int().min(1).optional() }),
    }),
    answer: messagePage,
    run: ({ params, query }, { house }) => readMessage(house.db, params.id, query.version),
  }),
  staffOperation('changeMessage', {
    method: 'put',
    path: '/api/messages/:id',
    summary:
      'Write the draft of a message; what is live stays. A conflict where somebody else changed the draft',
    input: z.object({ params: named, body: changedMessageInput }),
    answer: saved,
    run: ({ params, body }, { house, staff, now }) => {
      const by = { staffId: staff.staffId, contentTemplateId: params.id, rev: body.rev }
      return saveContent(house.db, body.content, by, now).then(savedOf)
    },
  }),
  staffOperation('approveMessage', {
    method: 'post',
    path: '/api/messages/:id/approve',
    summary: 'Make a draft live; a conflict with one entry per error where the lint bars it',
    input: z.object({ params: named, body: approveMessageInput }),
    answer: saved.extend({ findings: z.array(finding) }),
    status: 200,
    run: async ({ params, body }, { house, staff, now }) => {
      const draft = await findContent(house.db, params.id, body.version)
      if (!draft) throw new Problem('not-found', 'There is no such message.')
      const context = await lintContextFor(house, draft)
      const which = { contentTemplateId: draft.contentTemplateId, version: body.version, rev: body.rev }
      const by = { staffId: staff.staffId, context }
      const { version, findings } = await approveLinted(house.db, which, by, now)
      return { ...savedOf(version), findings }
    },
  }),
  staffOperation('withdrawMessage', {
    method: 'post',
    path: '/api/messages/:id/withdraw',
    summary: 'Send a version to nobody any more, whoever waits for it',
    input: z.object({ params: named, body: withdrawMessageInput }),
    answer: null,
    run: ({ params, body }, { house, now }) =>
      withdrawContent(house.db, { contentTemplateId: params.id, version: body.version }, now),
  }),
]

const savedOf = ({ contentTemplateId, version, rev }: z.output<typeof saved>) => ({
  contentTemplateId,
  version,
  rev,
})
