import type { Conversation } from '#domain/conversations/index.ts'
import type { ChatSocket } from './chat-socket.ts'
import type { House } from './house.ts'

/** Everything a shopper's conversation says goes to the room of its customer: all tabs, all processes. */
export function visitorRoom(customerId: string): string {
  return `visitor:${customerId}`
}

/**
 * The socket hears what is said to the visit's customer; to one who goes on with their phone's conversation here,
 * what is said there too, for as long as their sign-in holds; and to nobody else. Answers the conversation they see.
 */
export async function follow(house: House, socket: ChatSocket): Promise<Conversation | null> {
  const { session } = socket.data.visit
  // at once: nothing that is said while we look is missed
  if (session) socket.join(visitorRoom(session.customerId))
  const conversation = session && (await house.inbound.conversation(session))
  const phone = conversation?.phone ? visitorRoom(conversation.customerId) : null
  const rooms = [session && visitorRoom(session.customerId), phone].filter((room) => room !== null)
  for (const joined of socket.rooms)
    if (joined.startsWith(visitorRoom('')) && !rooms.includes(joined)) socket.leave(joined)
  for (const room of rooms) socket.join(room)
  leaveInTime(house, socket, phone)
  return conversation
}

/** What was opened by a token closes with it. */
function leaveInTime(house: House, socket: ChatSocket, room: string | null): void {
  clearTimeout(socket.data.leaving)
  const until = socket.data.visit.session?.accountUntil
  if (room === null || !until) return
  const ms = Math.max(0, until.getTime() - house.clock().getTime())
  socket.data.leaving = setTimeout(() => socket.leave(room), ms).unref()
}
