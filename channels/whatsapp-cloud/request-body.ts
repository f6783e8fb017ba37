import type { ChannelContent, OutgoingMessage, ProviderTemplate } from '../adapter.ts'
import { writeReference } from '../reference.ts'

/** The body of `POST /<phone number id>/messages`; null: WhatsApp carries nothing of the kind. */
export function requestBody({ to, content, reference }: OutgoingMessage): object | null {
  const drawn = contentBody(content)
  if (!drawn) return null
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipientOf(to.value),
    ...drawn,
    biz_opaque_callback_data: writeReference(reference),
  }
}

/** Numbers go to `to`; a business-scoped user id (`US.1349…`) has its own field. */
function recipientOf(address: string): { to: string } | { recipient: string } {
  return /^\+?\d+$/.test(address) ? { to: address } : { recipient: address }
}

function contentBody(content: ChannelContent): object | null {
  switch (content.type) {
    case 'text':
      return { type: 'text', text: { body: content.text, preview_url: /https?:\/\//.test(content.text) } }
    case 'image':
      return {
        type: 'image',
        image: { link: content.url, ...(content.caption && { caption: content.caption }) },
      }
    case 'choices':
      return { type: 'interactive', interactive: interactiveBody(content) }
    case 'template':
      return { type: 'template', template: templateBody(content.template) }
    case 'email':
    case 'push':
      return null
  }
}

function interactiveBody(content: Extract<ChannelContent, { type: 'choices' }>): object {
  const body = { text: content.text }
  if (content.style === 'buttons') {
    const buttons = content.choices.map(({ id, title }) => ({ type: 'reply', reply: { id, title } }))
    return { type: 'button', body, action: { buttons } }
  }
  // one section needs no title
  return { type: 'list', body, action: { button: content.buttonText, sections: [{ rows: content.choices }] } }
}

/** Named parameters say their name, numbered ones only their place; a template without any has no components. */
function templateBody({ reference, language, parameters }: ProviderTemplate): object {
  const filled = parameters.map(({ name, value }) => ({
    type: 'text',
    ...(!/^\d+$/.test(name) && { parameter_name: name }),
    text: value,
  }))
  return {
    name: reference,
    language: { code: language },
    ...(filled.length > 0 && { components: [{ type: 'body', parameters: filled }] }),
  }
}
