import vendor from 'whatsapp-web.js'
import { createWhatsappWebAdapter, type InboundChannelMessage, type StatusUpdate } from '#channels/index.ts'
import { type AdapterBench, type AdapterCase, type Behaviour, outgoing } from './adapter-bench.ts'

/** The package has this class; its types only say how one looks. */
const { Message: WebMessage } = vendor as unknown as {
  Message: new (client: vendor.Client, raw: object) => vendor.Message
}

export function webMessage(client: vendor.Client, fields: Record<string, unknown>): vendor.Message {
  return new WebMessage(client, rawMessage(fields))
}

export interface WebBench extends AdapterBench {
  client: vendor.Client
  said: { chat: string; content: unknown; options: unknown }[]
  heard: InboundChannelMessage[]
  statuses: StatusUpdate[]
}

/** The vendor's own client without its browser: it is an emitter until it is initialised. */
export function openWebBench(timeoutMs: number): WebBench {
  const client = new vendor.Client({})
  const said: WebBench['said'] = []
  const heard: InboundChannelMessage[] = []
  const statuses: StatusUpdate[] = []
  let behaviour: Behaviour = 'accepts'
  Object.assign(client, {
    sendMessage: async (chat: string, content: unknown, options: unknown) => {
      said.push({ chat, content, options })
      if (behaviour === 'hangs') return new Promise(() => {})
      if (behaviour === 'cuts') throw new Error('Protocol error: Target closed')
      if (behaviour === 'garbage') return undefined
      if (typeof behaviour === 'object') throw new Error(behaviour.refuses)
      return webMessage(client, { id: idOf(`sent${said.length}`, chat, true) })
    },
    destroy: async () => {},
  })
  const adapter = createWhatsappWebAdapter({
    client,
    pictureFrom: async (url) => {
      if (url.includes('missing')) throw new Error('404')
      return new vendor.MessageMedia('image/png', 'aGVsbG8=', url)
    },
    onMessage: (message) => heard.push(message),
    onStatus: (update) => statuses.push(update),
    perSecond: 1,
    timeoutMs,
  })
  client.emit('ready')
  return {
    client,
    adapter,
    said,
    heard,
    statuses,
    behave: (next) => {
      behaviour = next
      if (next === 'server_error' || next === 'too_many') client.emit('disconnected', 'NAVIGATION')
    },
    received: () => said.length,
    goAway: async () => {
      client.emit('disconnected', 'LOGOUT')
    },
    close: () => adapter.close(),
  }
}

export const idOf = (id: string, remote: string, fromMe = false) => ({
  fromMe,
  remote,
  id,
  _serialized: `${fromMe}_${remote}_${id}`,
})

/** What the page hands over for a text of somebody. */
function rawMessage(fields: Record<string, unknown>) {
  const from = '15035550142@c.us'
  return {
    id: idOf('3EB0A1B2C3', from),
    type: 'chat',
    body: 'Hello',
    t: 1_763_640_000,
    from,
    to: '15035550100@c.us',
    notifyName: 'Ana',
    ack: 1,
    links: [],
    mentionedJidList: [],
    ...fields,
  }
}

export const whatsappWebCase: AdapterCase = {
  name: 'whatsapp_web',
  open: async (timeoutMs) => openWebBench(timeoutMs),
  message: outgoing('whatsapp', { kind: 'phone', value: '+15035550142' }, { type: 'text', text: 'Hello' }),
  uncarriable: {
    type: 'choices',
    style: 'buttons',
    text: 'Which?',
    buttonText: 'Choose',
    choices: [{ id: '1', title: 'Black' }],
  },
  refusals: [['No LID for user', 'unreachable']],
  secrets: [],
}
