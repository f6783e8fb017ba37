import type { DefaultEventsMap, Namespace, Server, Socket } from 'socket.io'
import { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import type { StaffClientEvents, StaffServerEvents, StaffView } from '#contract/staff-api.ts'
import { findConversation, findMessage } from '#domain/conversations/index.ts'
import { readStaffSession, seenStaff } from '#domain/staff/index.ts'
import type { PublishedEvent } from '#inbound/index.ts'
import { visitorRoom } from './chat-follow.ts'
import { withDelivery } from './desk/delivery.ts'
import { forStaff } from './desk/for-staff.ts'
import { deskRoom, sandboxRoom, staffRoom, watchRoom } from './desk/rooms.ts'
import { createRowFeed, type RowFeed } from './desk/row-feed.ts'
import type { House } from './house.ts'
import { ownOrigins } from './origins.ts'
import { mayDo } from './policy.ts'
import { tellTyping } from './sandbox/typing.ts'
import { hear, refusal } from './socket-call.ts'
import { staffCookieOf } from './staff-cookie.ts'

interface StaffData {
  staff: StaffView
  secret: string
}
type Desk = Namespace<StaffClientEvents, StaffServerEvents, DefaultEventsMap, StaffData>
type StaffSocket = Socket<StaffClientEvents, StaffServerEvents, DefaultEventsMap, StaffData>

const HEARTBEAT_MS = 20_000

/** The namespace `/staff` (events in contract/staff-api.ts): by session cookie, from our own pages. */
export function createStaffSocket(io: Server, house: House): { count: () => number; close: () => void } {
  const desk: Desk = io.of('/staff')
  const feed = createRowFeed(house, (row) => desk.to(deskRoom).emit('conversation.changed', row))
  desk.use((socket, next) => {
    admit(house, socket).then(
      () => next(),
      (error: unknown) => next(refusal(error)),
    )
  })
  desk.on('connection', (socket) => connect(house, io, socket))
  const stops = [
    house.onPublished((event) => carry(house, desk, feed, event)),
    house.onStaffChanged((staffId) => void beat(house, desk, staffId)),
    house.onPublished((event) => tellTyping(house, event)),
    house.sandbox.onChanged((change) => desk.to(sandboxRoom).emit('sandbox.changed', change)),
  ]
  const heartbeat = setInterval(() => void beat(house, desk), HEARTBEAT_MS)
  heartbeat.unref()
  return {
    count: () => desk.sockets.size,
    close: () => {
      clearInterval(heartbeat)
      for (const stop of stops) stop()
      feed.close()
    },
  }
}

async function admit(house: House, socket: StaffSocket): Promise<void> {
  const { origin, host, cookie } = socket.handshake.headers
  if (origin !== undefined && !ownOrigins(house.config.PUBLIC_URL, host).includes(origin))
    throw new Problem('forbidden', 'This connection comes from another site.')
  const secret = staffCookieOf(cookie)
  const session = secret === null ? null : await readStaffSession(house.db, secret, house.clock())
  if (secret === null || !session) throw new Problem('unauthenticated', 'Sign in first.')
  socket.data = { staff: session.staff, secret }
  await seenStaff(house.db, session.staff.staffId, house.clock())
}

const watchInput = z.string().max(100).nullable()
const staffTyping = z.object({ conversationId: z.string().max(100), on: z.boolean() })

function connect(house: House, io: Server, socket: StaffSocket): void {
  const { staff } = socket.data
  socket.join(staffRoom(staff.staffId))
  if (mayDo(staff.roles, 'listSandbox')) socket.join(sandboxRoom)
  if (!mayDo(staff.roles, 'readConversation')) return
  socket.join(deskRoom)
  socket.on('watch', (input, ack) => {
    hear(house, watchInput, input, async (conversationId) => {
      const ok = await watch(house, socket, conversationId)
      if (typeof ack === 'function') ack({ ok })
    })
  })
  socket.on('typing', (input) => {
    hear(house, staffTyping, input, async ({ conversationId, on }) => {
      const conversation = await findConversation(house.db, conversationId)
      if (conversation?.status !== 'with_staff' || conversation.staffId !== staff.staffId) return
      const room = io.of('/chat').to(visitorRoom(conversation.customerId))
      room.emit('typing', { who: 'staff', name: staff.name, on })
    })
  })
}

/** A console looks at one conversation at a time. */
async function watch(house: House, socket: StaffSocket, conversationId: string | null): Promise<boolean> {
  for (const room of socket.rooms) if (room.startsWith(watchRoom(''))) socket.leave(room)
  if (conversationId === null) return true
  if (!(await findConversation(house.db, conversationId))) return false
  await socket.join(watchRoom(conversationId))
  return true
}

function carry(house: House, desk: Desk, feed: RowFeed, event: PublishedEvent): void {
  const { conversationId } = event.ref
  if (event.type === 'message' || event.type === 'message.replaced')
    desk.to(watchRoom(conversationId)).emit('message', forStaff(event.message))
  if (event.type === 'message' || event.type === 'conversation') feed.touch(conversationId)
  if (event.type === 'delivery') void tellDelivery(house, desk, event)
}

/** The message again, at the same rev, with how far it has come by now. */
async function tellDelivery(
  house: House,
  desk: Desk,
  { ref, messageId }: Extract<PublishedEvent, { type: 'delivery' }>,
): Promise<void> {
  try {
    const message = await findMessage(house.db, ref, messageId)
    const [delivered] = message ? await withDelivery(house.db, [forStaff(message)]) : []
    if (delivered) desk.to(watchRoom(ref.conversationId)).emit('message', delivered)
  } catch (error) {
    house.log.warn({ error }, 'the delivery of a message could not be told')
  }
}

/**
 * An open console means its person is there. A session that has ended closes its socket; where the roles have
 * changed the line is cut, and the console comes back with the new ones.
 */
async function beat(house: House, desk: Desk, staffId?: string): Promise<void> {
  const now = house.clock()
  for (const socket of desk.sockets.values()) {
    const { secret, staff } = socket.data
    if (staffId !== undefined && staff.staffId !== staffId) continue
    try {
      const session = await readStaffSession(house.db, secret, now)
      if (!session) socket.disconnect(true)
      else if (String(session.staff.roles) !== String(staff.roles)) socket.conn.close()
      else await seenStaff(house.db, staff.staffId, now)
    } catch (error) {
      house.log.warn({ error }, 'a heartbeat of the desk failed')
    }
  }
}
