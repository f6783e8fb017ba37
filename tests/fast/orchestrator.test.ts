import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conversationStatuses, type MessagePart } from '#contract/message.ts'
import { type ConversationWords, decide } from '#orchestrator/index.ts'

const agentReply: ConversationWords = {
  kind: 'reply',
  channel: 'web',
  speaker: 'agent',
  staffId: null,
  text: 'Here are two jackets.',
  parts: [],
}
const miasReply: ConversationWords = { ...agentReply, speaker: 'support', staffId: 'stf_mia' }
const notice: ConversationWords = { ...agentReply, kind: 'service', speaker: 'system' }

describe('who may speak', () => {
  test('the agent speaks only while the conversation is its own', () => {
    const may = conversationStatuses.filter((status) => decide(agentReply, { status, staffId: null }).allowed)
    expect(may).toEqual(['agent'])
  })

  test('a person speaks only in a conversation that they hold', () => {
    expect(decide(miasReply, { status: 'with_staff', staffId: 'stf_mia' })).toEqual({ allowed: true })
    const others = [
      { status: 'with_staff', staffId: 'stf_jonas' },
      { status: 'with_staff', staffId: null },
      { status: 'queued', staffId: null },
      { status: 'agent', staffId: null },
      { status: 'agent', staffId: 'stf_mia' },
    ] as const
    for (const facts of others)
      expect(decide(miasReply, facts)).toEqual({
        allowed: false,
        gate: 'speaker',
        reason: 'not_this_persons',
      })
  })

  test('a person without an id holds nothing, not even a conversation that nobody holds', () => {
    const nobody = { ...miasReply, staffId: null }
    expect(decide(nobody, { status: 'with_staff', staffId: null }).allowed).toBe(false)
  })

  test('the house gives its notices in every state but a closed one', () => {
    for (const status of ['agent', 'queued', 'with_staff'] as const)
      expect(decide(notice, { status, staffId: null })).toEqual({ allowed: true })
    expect(decide(notice, { status: 'closed', staffId: null })).toMatchObject({
      reason: 'conversation_closed',
    })
  })
})

describe('what the channel takes', () => {
  const facts = { status: 'agent', staffId: null } as const

  test('nothing empty leaves, and a picture without words does', () => {
    expect(decide({ ...agentReply, text: ' \n' }, facts)).toMatchObject({ reason: 'empty' })
    const cards: MessagePart = { type: 'products', products: [] }
    expect(decide({ ...agentReply, text: '', parts: [cards] }, facts).allowed).toBe(true)
  })

  test('exactly up to 4,000 characters', () => {
    expect(decide({ ...agentReply, text: 'x'.repeat(4000) }, facts).allowed).toBe(true)
    expect(decide({ ...agentReply, text: 'x'.repeat(4001) }, facts)).toMatchObject({
      gate: 'channel_rules',
      reason: 'too_long',
    })
  })

  test('no text makes the agent heard where it may not speak', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('queued', 'with_staff', 'closed'), (text, status) => {
        expect(decide({ ...agentReply, text }, { status, staffId: null }).allowed).toBe(false)
      }),
    )
  })
})
