import type { z } from 'zod'
import type { ChannelContent } from '#channels/index.ts'
import { Problem } from '#contract/problem.ts'
import type { StaffView } from '#contract/staff-api.ts'
import type { PreviewMessage, PreviewView, previewInput } from '#contract/staff-outreach.ts'
import { findCustomer } from '#domain/identity/index.ts'
import { contentOf } from './content.ts'
import type { OutreachDeps } from './house.ts'

/** How a message will look on its channel, drawn by the same pen as what is sent. Writes nothing. */
export async function previewOutreach(
  deps: OutreachDeps,
  staff: StaffView,
  input: z.output<typeof previewInput>,
  now: Date,
): Promise<PreviewView> {
  const { db } = deps
  const { customerId, channel } = input
  if (!(await findCustomer(db, customerId))) throw new Problem('not-found', 'There is no such customer.')
  const content = await contentOf(db, input, customerId, now)
  const templateId = content.template?.templateId
  const templates = templateId === undefined ? null : await deps.templates(db, [templateId])
  const { draw, rules } = await deps.shop(db)
  const drawn = draw({
    kind: 'clienteling',
    channel,
    content,
    customerId,
    sender: { type: 'associate', staffId: staff.staffId, name: staff.name },
    template: templates?.get(templateId ?? '') ?? null,
  })
  const characters = input.text.length
  if (!drawn.ok) return { messages: [], problem: drawn.text, characters, segments: 0 }
  const segments = channel === 'sms' ? drawn.segments : 0
  const problem =
    segments > rules.smsMaxSegments
      ? `This takes ${segments} SMS. The most is ${rules.smsMaxSegments}.`
      : null
  return { messages: drawn.contents.map(messageOf), problem, characters, segments }
}

const nothing = { title: null, image: null, choices: [] }

function messageOf(content: ChannelContent): PreviewMessage {
  switch (content.type) {
    case 'text':
    case 'template':
      return { ...nothing, type: content.type, text: content.text }
    case 'image':
      return { ...nothing, type: 'image', text: content.caption, image: content.url }
    case 'choices':
      return {
        ...nothing,
        type: 'choices',
        text: content.text,
        choices: content.choices.map(({ title }) => title),
      }
    case 'email':
      return { ...nothing, type: 'email', title: content.subject, text: content.text }
    case 'push':
      return { ...nothing, type: 'push', title: content.title, text: content.body, image: content.image }
  }
}
