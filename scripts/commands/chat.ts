import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import type { Message, MessagePart } from '#contract/message.ts'
import { Problem } from '#contract/problem.ts'
import type { Conversation } from '#domain/conversations/index.ts'
import type { House } from '#server/index.ts'
import type { Command, CommandContext } from '../command.ts'
import { partLines } from '../part-text.ts'

const SWEEP_MS = 1_000

export const chat: Command = {
  words: ['chat'],
  usage: '',
  summary: 'talk to the agent in the terminal, as a shopper who has just arrived',
  notes: ['With --json: a message a line on stdin, one JSON line a reply: text, parts, toolCalls, status.'],
  takes: [0, 0],
  needs: 'database',
  run: async (_input, context) => {
    const house = await context.house()
    const { createCustomer } = await import('#domain/identity/index.ts')
    const { customerId } = await createCustomer(house.db, { source: 'terminal' }, context.now())
    const sweeping = context.running ? null : setInterval(() => void house.inbound.sweep(), SWEEP_MS)
    try {
      return context.json
        ? await answerLines(house, customerId, context)
        : await talk(house, customerId, context)
    } finally {
      if (sweeping) clearInterval(sweeping)
    }
  },
}

/** One JSON line per line of stdin. A refused message answers its problem and the next one goes on. */
async function answerLines(house: House, customerId: string, context: CommandContext): Promise<number> {
  let exit = 0
  for await (const text of linesOf(context)) {
    const reply = await replyTo(house, customerId, text)
    if ('problem' in reply) exit = 2
    context.out(`${JSON.stringify(reply)}\n`)
  }
  return exit
}

interface Reply {
  text: string
  parts: MessagePart[]
  toolCalls: { tool: string; arguments: unknown; ok: boolean }[]
  status: Conversation['status'] | null
  problem?: string
}

async function replyTo(house: House, customerId: string, text: string): Promise<Reply> {
  const { currentConversation, messagesAfter, toolCallsOf } = await import('#domain/conversations/index.ts')
  try {
    const { message, conversation } = await send(house, customerId, text)
    await house.inbound.turnDone(conversation.conversationId)
    const said = (await messagesAfter(house.db, conversation, message.rev)).filter(isForShopper)
    const calls = await toolCallsOf(house.db, conversation)
    const now = await currentConversation(house.db, customerId)
    return {
      text: said.map((one) => one.text).join('\n\n'),
      parts: said.flatMap((one) => one.parts),
      toolCalls: calls
        .filter((call) => call.messageSeq >= message.seq)
        .map((call) => ({ tool: call.tool, arguments: call.arguments, ok: call.ok })),
      status: now?.status ?? null,
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { text: '', parts: [], toolCalls: [], status: null, problem: error.message }
  }
}

/** A person types; what is said to them is shown as it comes, also while they think. */
async function talk(house: House, customerId: string, context: CommandContext): Promise<number> {
  context.out(`${(await house.settings()).greeting}\n(Ctrl-D ends)\n\nYou: `)
  const shown = new Set<string>()
  const stop = house.onPublished((event) => {
    if (event.ref.customerId !== customerId || event.type !== 'message') return
    const { message } = event
    if (!isForShopper(message) || message.status !== 'complete' || shown.has(message.messageId)) return
    shown.add(message.messageId)
    context.out(`\n${spoken(message)}\n`)
  })
  try {
    for await (const text of linesOf(context)) {
      await sendAndWait(house, customerId, text, context)
      context.out('\nYou: ')
    }
  } finally {
    stop()
  }
  context.out('\n')
  return 0
}

async function sendAndWait(house: House, customerId: string, text: string, context: CommandContext) {
  try {
    const { conversation } = await send(house, customerId, text)
    await house.inbound.turnDone(conversation.conversationId)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    context.out(`${error.message}\n`)
  }
}

function send(house: House, customerId: string, text: string) {
  return house.inbound.message({
    session: { customerId },
    channel: 'terminal',
    clientMessageId: randomUUID(),
    text,
    limiterKeys: [`terminal:${customerId}`],
  })
}

/** Lines of stdin until it ends or the person presses Ctrl-C; empty ones say nothing. */
async function* linesOf(context: CommandContext): AsyncGenerator<string> {
  const lines = createInterface({ input: context.stdin, crlfDelay: Number.POSITIVE_INFINITY })
  const close = () => lines.close()
  context.signal.addEventListener('abort', close)
  try {
    for await (const line of lines) if (line.trim() !== '') yield line
  } finally {
    context.signal.removeEventListener('abort', close)
    lines.close()
  }
}

function isForShopper(message: Message): boolean {
  return message.sender !== 'customer'
}

function spoken(message: Message): string {
  const name = message.staffName ?? (message.sender === 'agent' ? 'Agent' : null)
  const text = name ? `${name}: ${message.text}` : message.text
  return [text, ...message.parts.flatMap(partLines)].join('\n')
}
