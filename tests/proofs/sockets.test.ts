import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Message } from '#contract/message.ts'
import { findConversation, recentMessages } from '#domain/conversations/index.ts'
import type { RunningServer } from '#server/index.ts'
import { type CuttingProxy, startCuttingProxy } from '../support/cutting-proxy.ts'
import { describeOnBoth } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { signedIn, startTestServer } from '../support/server.ts'
import { type SteadyDesk, startSteadyDesk } from '../support/steady-desk.ts'
import { type SteadyShopper, startSteadyShopper } from '../support/steady-shopper.ts'

const scale = Number(process.env.PROOF_SCALE ?? 0.05)
const CONVERSATIONS = Math.max(20, Math.round(200 * scale))
const DESKS = 8
const MESSAGES = 6
const REPLIES = 4
const LINE_LIVES_MS = 300

/** A repeatable random source (mulberry32), so that a failure can be looked at again. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const seen = (messages: Message[]) => messages.map(({ messageId, seq, text }) => ({ messageId, seq, text }))

describeOnBoth(`${CONVERSATIONS} conversations over lines that are cut at random`, (open) => {
  let server: RunningServer
  let proxy: CuttingProxy
  const shoppers: SteadyShopper[] = []
  const desks: SteadyDesk[] = []
  const random = randomOf(20_261_120)

  beforeAll(async () => {
    const limits = { messageBurst: 1e6, messagesPerSecond: 1e6, messagesPerAddress: 1e6 }
    server = await startTestServer(await open({ poolSize: 10 }), {
      limits: { ...limits, sessionsPerAddress: 1e6, callsPerSocket: 1e6, requestsPerAddress: 1e6 },
    })
    proxy = await startCuttingProxy(server.url, LINE_LIVES_MS, random)
  })
  afterAll(async () => {
    for (const each of [...shoppers, ...desks]) each.close()
    await proxy.close()
    await server.close()
  })

  /** One shopper asks for a person, and both write at the same time. */
  async function talk(index: number, desk: SteadyDesk): Promise<SteadyShopper> {
    const shopper = startSteadyShopper(proxy.url, server.publicKey)
    shoppers.push(shopper)
    shopper.say('can I talk to a person?')
    await shopper.settled()
    const id = shopper.conversationId() ?? ''
    await eventually(async () => (await findConversation(server.store.db, id))?.status === 'queued')
    await desk.watch(id)
    await desk.take(id)
    const writing = (async () => {
      for (let n = 0; n < REPLIES; n++) {
        await pause(random() * 60)
        await desk.reply(id, `reply ${n} to ${index}`)
      }
    })()
    for (let n = 0; n < MESSAGES; n++) {
      await pause(random() * 60)
      shopper.say(`message ${n} of ${index}`)
    }
    await Promise.all([shopper.settled(), writing])
    return shopper
  }

  /** Both screens show what is stored: every message once, in order, and nothing else. */
  async function check(index: number, shopper: SteadyShopper, desk: SteadyDesk): Promise<void> {
    const id = shopper.conversationId() ?? ''
    const conversation = await findConversation(server.store.db, id)
    if (!conversation) throw new Error(`conversation ${index} is gone`)
    const stored = await recentMessages(server.store.db, conversation, 1000)
    await shopper.catchUp()
    await desk.reread()
    expect(seen(shopper.screen())).toEqual(seen(stored))
    expect(seen(desk.screen())).toEqual(seen(stored))
    const said = (who: string) => stored.filter((each) => each.sender === who).map((each) => each.text)
    const mine = Array.from({ length: MESSAGES }, (_, n) => `message ${n} of ${index}`)
    expect(said('customer')).toEqual(['can I talk to a person?', ...mine])
    expect(said('support')).toEqual(Array.from({ length: REPLIES }, (_, n) => `reply ${n} to ${index}`))
    expect(stored.map((each) => each.seq)).toEqual(stored.map((_, n) => n + 1))
  }

  test('every message arrives exactly once and in order, at the shopper’s and at the desk', async () => {
    const queue = Array.from({ length: CONVERSATIONS }, (_, index) => index)
    const person = async (number: number) => {
      const staff = await signedIn(server, ['support'], `Mia${number}`)
      const desk = startSteadyDesk(proxy.url, staff)
      desks.push(desk)
      for (let index = queue.shift(); index !== undefined; index = queue.shift()) {
        const shopper = await talk(index, desk)
        await check(index, shopper, desk)
        if (index > 0) shopper.close() // the first one stays for the next test
      }
    }
    await Promise.all(Array.from({ length: DESKS }, (_, number) => person(number)))
    expect(shoppers).toHaveLength(CONVERSATIONS)
    expect(proxy.cuts()).toBeGreaterThan(CONVERSATIONS) // the lines were really bad
  })

  test('when the lines hold again, what happens is live without asking', async () => {
    proxy.mend()
    const [shopper, desk] = [shoppers[0], desks[0]]
    if (!shopper || !desk) throw new Error('nobody is there')
    await shopper.catchUp()
    await desk.watch(shopper.conversationId() ?? '')
    shopper.say('one more thing')
    await shopper.settled()
    await eventually(() => desk.screen().some((message) => message.text === 'one more thing'))
  })
})
