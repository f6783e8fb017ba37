import { z } from 'zod'
import type { DeliveryChannel } from '#contract/outbound.ts'
import { Problem } from '#contract/problem.ts'
import {
  type SandboxDeviceView,
  type SandboxPage,
  sandboxDeviceInput,
  sandboxFaultInput,
  seeSandboxInput,
  writeSandboxInput,
} from '#contract/staff-sandbox.ts'
import {
  backdateDevice,
  findDevice,
  findSandboxMessage,
  listDevices,
  markSeen,
  messagesOf,
  setFault,
} from '#domain/sandbox/index.ts'
import { setLastInbound } from '#orchestrator/index.ts'
import { contentSecurityPolicy } from '../csp.ts'
import type { House } from '../house.ts'
import { staffOperation } from '../operation.ts'
import { addressOn } from '../sandbox/address.ts'
import { cursorOf, readCursor } from '../sandbox/cursor.ts'
import { deviceView, mailForFrame, rowView } from '../sandbox/view.ts'
import { canAnswer, writeAsCustomer } from '../sandbox/write.ts'
import { sandboxDevice, sandboxPage } from '../schemas/sandbox.ts'

const DEVICES = 40
const MESSAGES = 60
/** Longer than the window of any channel. */
const A_DAY_AND_MORE_MS = 25 * 3_600_000

type Key = z.output<typeof sandboxDeviceInput>

/** A device of a channel that stays here; a real one is nobody's business on this page. */
function keyOf(house: House, { channel, address }: Key): Key {
  if (!house.sandbox.channels().includes(channel))
    throw new Problem('not-found', 'This channel has no sandbox here: its messages are real')
  const canonical = addressOn(channel, address)
  if (canonical === null) throw new Problem('bad-request', 'This is no address of this channel')
  return { channel, address: canonical }
}

async function listPage(house: House, query: string, cursor: string | undefined): Promise<SandboxPage> {
  const channels = house.sandbox.channels()
  const filter = { channels, query, after: readCursor(cursor), limit: DEVICES + 1 }
  const devices = await listDevices(house.db, filter)
  const shown = devices.slice(0, DEVICES)
  const last = shown.at(-1)
  return {
    channels: [...channels],
    devices: shown.map(rowView),
    next: devices.length > DEVICES && last ? cursorOf(last) : null,
  }
}

async function devicePage(
  house: House,
  key: Key,
  before: string | undefined,
  now: Date,
): Promise<SandboxDeviceView> {
  const device = await findDevice(house.db, key.channel, key.address)
  const messages = await messagesOf(house.db, key, { before, limit: MESSAGES + 1 })
  const answers = canAnswer(house, key.channel)
  const more = messages.length > MESSAGES
  return deviceView(key, device, {
    answers,
    messages: messages.slice(0, MESSAGES),
    more,
    publicUrl: house.publicUrl(),
    now,
  })
}

/** WhatsApp alone tells who sent a message that it was read. */
const tellsRead = (channel: DeliveryChannel) => channel === 'whatsapp'

async function see(house: House, key: Key, providerMessageId: string | null, now: Date): Promise<void> {
  const seen = await markSeen(house.db, key, providerMessageId, now)
  if (tellsRead(key.channel)) for (const id of seen) await house.sandbox.report(id, 'read', now)
  if (seen.length > 0) house.sandbox.changed({ ...key, typing: null })
}

export const sandboxOperations = [
  staffOperation('listSandbox', {
    method: 'get',
    path: '/api/sandbox',
    summary: 'Phones and mailboxes of the sandbox, the newest first',
    input: z.object({
      query: z.object({ q: z.string().trim().max(200).default(''), cursor: z.string().max(3000).optional() }),
    }),
    answer: sandboxPage,
    run: ({ query }, { house }) => listPage(house, query.q, query.cursor),
  }),
  staffOperation('readSandboxDevice', {
    method: 'get',
    path: '/api/sandbox/device',
    summary: 'What stands on one of them; `before` goes on to what is older',
    input: z.object({ query: sandboxDeviceInput.extend({ before: z.string().max(200).optional() }) }),
    answer: sandboxDevice,
    run: ({ query }, { house, now }) => devicePage(house, keyOf(house, query), query.before, now),
  }),
  staffOperation('writeAsCustomer', {
    method: 'post',
    path: '/api/sandbox/device/messages',
    summary: 'Answer as its owner, on the road of a provider’s webhook',
    input: z.object({ body: writeSandboxInput }),
    answer: null,
    run: ({ body }, { house, now }) => writeAsCustomer(house, { ...body, ...keyOf(house, body) }, now),
  }),
  staffOperation('seeSandboxDevice', {
    method: 'post',
    path: '/api/sandbox/device/seen',
    summary: 'Its owner has looked at it',
    input: z.object({ body: seeSandboxInput }),
    answer: null,
    run: ({ body }, { house, now }) => see(house, keyOf(house, body), body.providerMessageId, now),
  }),
  staffOperation('setSandboxFault', {
    method: 'put',
    path: '/api/sandbox/device/fault',
    summary: 'Let it answer with a fault from now on, or with none',
    input: z.object({ body: sandboxFaultInput }),
    answer: null,
    run: async ({ body }, { house }) => {
      const key = keyOf(house, body)
      if (!(await setFault(house.db, key, body.fault)))
        throw new Problem('not-found', 'Nothing stands on this phone yet: write from it first')
      house.sandbox.changed({ ...key, typing: null })
    },
  }),
  staffOperation('passSandboxDay', {
    method: 'post',
    path: '/api/sandbox/device/day',
    summary: 'As if its owner had last written 25 hours ago: closes a WhatsApp window',
    input: z.object({ body: sandboxDeviceInput }),
    answer: null,
    run: async ({ body }, { house, now }) => {
      const key = keyOf(house, body)
      const at = new Date(now.getTime() - A_DAY_AND_MORE_MS)
      // the shop's own memory with the provider's: both judge the window
      if (await backdateDevice(house.db, key, at)) await setLastInbound(house.db, key, at)
      house.sandbox.changed({ ...key, typing: null })
    },
  }),
  staffOperation('readSandboxMail', {
    method: 'get',
    path: '/api/sandbox/mails/:providerMessageId',
    summary: 'The HTML of a mail, for a frame that runs no script and loads nothing from elsewhere',
    input: z.object({ params: z.object({ providerMessageId: z.string().max(200) }) }),
    answer: 'text/html; charset=utf-8',
    run: async ({ params }, { house, res }) => {
      const found = await findSandboxMessage(house.db, params.providerMessageId)
      if (found?.content.type !== 'email') throw new Problem('not-found', 'There is no such mail')
      res.setHeader('Content-Security-Policy', contentSecurityPolicy('mail'))
      res.setHeader('X-Frame-Options', 'SAMEORIGIN')
      return mailForFrame(found.content.html, house.publicUrl())
    },
  }),
]
