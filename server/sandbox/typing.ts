import { findConversation } from '#domain/conversations/index.ts'
import type { PublishedEvent } from '#inbound/index.ts'
import type { House } from '../house.ts'

/** That somebody writes to a WhatsApp phone of the sandbox is seen there; SMS knows nothing of it. */
export function tellTyping(house: House, event: PublishedEvent): void {
  if (event.type !== 'typing' || !house.sandbox.channels().includes('whatsapp')) return
  const tell = async () => {
    const conversation = await findConversation(house.db, event.ref.conversationId)
    if (conversation?.phone?.channel !== 'whatsapp' || conversation.channel !== 'whatsapp') return
    house.sandbox.changed({ channel: 'whatsapp', address: conversation.phone.value, typing: event.on })
  }
  // nothing is lost with it
  tell().catch((error: unknown) => house.log.warn({ error }, 'typing was not told to the sandbox'))
}
