import type { Server } from 'socket.io'

/** Socket rooms of the namespace `/staff`. */
export const deskRoom = 'desk'
export const watchRoom = (conversationId: string) => `conversation:${conversationId}`
/** Whoever may look at the phones of the sandbox. */
export const sandboxRoom = 'sandbox'
export const staffRoom = (staffId: string) => `staff:${staffId}`

/** The shopper is typing: told to those who have the conversation open. */
export function customerTyping(io: Server, conversationId: string, on: boolean): void {
  io.of('/staff').to(watchRoom(conversationId)).emit('typing', { conversationId, on })
}
