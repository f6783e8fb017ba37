import {
  AIMessage,
  type BaseMessage,
  HumanMessage,
  SystemMessage,
  ToolMessage,
} from '@langchain/core/messages'
import type { MessagePart } from '#contract/message.ts'
import { type HouseNotes, isHouseNotes, noNotes } from './notes.ts'

export interface Said {
  by: 'customer' | 'agent'
  text: string
  parts: MessagePart[]
}

/** A tool call of this turn, and its answer where it has come. */
export interface DoneCall {
  name: string
  args: Record<string, unknown>
  ok: boolean
  data: unknown
}

export interface History {
  notes: HouseNotes
  /** Before the message that is to be answered. */
  before: Said[]
  /** What is to be answered; messages that came one after the other are one. */
  asked: string
  /** By tool call id. */
  done: Map<string, DoneCall>
}

/** Reads the messages a model is given into what was said and what the tools of this turn have answered. */
export function readHistory(messages: readonly BaseMessage[]): History {
  const lastHuman = messages.findLastIndex((message) => message instanceof HumanMessage)
  const said = messages.slice(0, lastHuman + 1).flatMap(readSaid)
  let start = said.length
  while (start > 0 && said[start - 1]?.by === 'customer') start--
  return {
    notes: readNotes(messages),
    before: said.slice(0, start),
    asked: said
      .slice(start)
      .map((entry) => entry.text)
      .join('\n'),
    done: readDone(messages.slice(lastHuman + 1)),
  }
}

function readNotes(messages: readonly BaseMessage[]): HouseNotes {
  for (const message of messages) {
    const notes = message instanceof SystemMessage ? message.additional_kwargs.notes : undefined
    if (isHouseNotes(notes)) return notes
  }
  return noNotes
}

function readSaid(message: BaseMessage): Said[] {
  if (message instanceof HumanMessage) return [{ by: 'customer', text: message.text, parts: [] }]
  if (!(message instanceof AIMessage)) return []
  const { parts } = message.additional_kwargs
  return [{ by: 'agent', text: message.text, parts: Array.isArray(parts) ? parts.filter(isPart) : [] }]
}

function isPart(value: unknown): value is MessagePart {
  return typeof value === 'object' && value !== null && 'type' in value
}

function readDone(messages: readonly BaseMessage[]): Map<string, DoneCall> {
  const done = new Map<string, DoneCall>()
  for (const message of messages) {
    if (message instanceof AIMessage) {
      for (const call of message.tool_calls ?? []) {
        done.set(call.id ?? '', { name: call.name, args: call.args, ok: false, data: null })
      }
    } else if (message instanceof ToolMessage) {
      const call = done.get(message.tool_call_id)
      if (call) Object.assign(call, { ok: message.status !== 'error', data: parse(message.text) })
    }
  }
  return done
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
