import { sql } from 'kysely'
import type { AgentDeps } from '#agent/index.ts'
import { Problem } from '#contract/problem.ts'
import type { StaffView } from '#contract/staff-api.ts'
import type { ConversationRef } from '#domain/conversations/index.ts'
import { applyHandoff } from '#domain/handoff/index.ts'
import { createCustomer } from '#domain/identity/index.ts'
import { openRecommender, type Recommender } from '#domain/recommendation/index.ts'
import { defaultSettings } from '#domain/settings/index.ts'
import { addStaff, seenStaff, staffOffline } from '#domain/staff/index.ts'
import { createInbound, type Inbound, type PublishedEvent } from '#inbound/index.ts'
import { openShelf } from '#knowledge/catalog/index.ts'
import { openSearch, type Search } from '#knowledge/search/index.ts'
import type { Db } from '#store/index.ts'
import { type HeldTurn, heldTurns } from './scripted-agent.ts'
import { noPhones } from './small-outbox.ts'

/** One thing that can happen around a conversation. Those of a batch happen at the same time. */
export type Step =
  | { do: 'say' | 'say again' | 'customer end' | 'sweep' | 'restart' }
  | { do: 'speak'; complete: boolean; replace: boolean }
  | { do: 'answer' | 'hand over' | 'crash' | 'a dead process speaks' }
  | { do: 'a dead process ends'; outcome: 'answered' | 'handed_over' }
  | { do: 'take' | 'reply' | 'release' | 'resolve' | 'seen' | 'offline'; who: 0 | 1 }
  | { do: 'wait'; seconds: number }

const HOUR = 3_600_000

/** A house whose clock, agent and processes are in the test's hands. */
export class World {
  now = new Date('2026-03-02T10:00:00Z')
  readonly db: Db
  readonly staff: StaffView[] = []
  readonly published: PublishedEvent[] = []
  /** What was acknowledged in this run: these and no others must be stored. */
  sent: string[] = []
  /** How often what was tried has really come about, over all runs: a proof must not be of nothing. */
  readonly tally = new Map<string, number>()
  replied: string[] = []
  ref: ConversationRef | null = null
  /** Whether the last batch ended a turn that its process had lost before. */
  endedLostTurn = false
  private processes: { agent: AgentDeps; inbound: Inbound }[] = []
  private search: Search | null = null
  private recommender: Recommender | null = null
  private customerId = ''
  private counter = 0

  constructor(db: Db) {
    this.db = db
  }

  async open(): Promise<void> {
    this.search = await openSearch(this.db, { embedder: null })
    this.recommender = await openRecommender(this.db, { shelf: await openShelf(this.db) })
    for (const name of ['Mia', 'Tom']) {
      const account = { email: `${name}@example.com`, name, roles: ['support' as const] }
      this.staff.push((await addStaff(this.db, account, this.now)).staff)
    }
  }

  async close(): Promise<void> {
    await this.search?.close()
  }

  /** A new customer, a new process, nobody online. */
  async begin(): Promise<void> {
    this.wait(HOUR / 1000)
    this.customerId = (await createCustomer(this.db, { source: 'test' }, this.now)).customerId
    this.ref = null
    this.sent = []
    this.replied = []
    this.published.length = 0
    this.processes = []
    this.restart()
  }

  /** The process is gone with all it held in memory; its turns may still try to speak later. */
  private restart(): void {
    const { search, recommender } = this
    if (!search || !recommender) throw new Error('the world is not open')
    const agent: AgentDeps = { model: null, tools: [], log: { info() {}, warn() {} } }
    const inbound = createInbound({
      db: this.db,
      settings: () => Promise.resolve(defaultSettings),
      agent,
      search,
      recommender,
      outbox: noPhones,
      suppressionKey: 'test',
      publish: (event) => {
        this.published.push(event)
        if (event.type === 'message' && event.message.sender === 'system') this.count(event.message.text)
      },
      clock: () => this.now,
      log: { info() {}, warn() {}, error() {} },
    })
    this.processes.push({ agent, inbound })
  }

  private wait(seconds: number): void {
    this.now = new Date(this.now.getTime() + seconds * 1000)
  }

  get inbound(): Inbound {
    const last = this.processes.at(-1)
    if (!last) throw new Error('no run has begun')
    return last.inbound
  }

  private turns(which: 'live' | 'dead'): HeldTurn[] {
    const chosen = which === 'live' ? this.processes.slice(-1) : this.processes.slice(0, -1)
    return chosen.flatMap(({ agent }) => heldTurns(agent)).filter((turn) => !turn.busy)
  }

  /** All steps of a batch at once; resolves when every process rests again. */
  async together(batch: readonly Step[]): Promise<void> {
    this.endedLostTurn = false
    await Promise.all(batch.map((step) => this.attempt(step)))
    await this.settle()
  }

  /** A refusal is an answer; anything else that is thrown is a failure of the house. */
  private async attempt(step: Step): Promise<void> {
    try {
      await this.take(step)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
    }
  }

  private async take(step: Step): Promise<void> {
    switch (step.do) {
      case 'say':
        return this.say(`client-${++this.counter}`)
      case 'say again':
        return this.say(this.sent.at(-1) ?? `client-${++this.counter}`)
      case 'customer end':
        await this.inbound.customerEnd({ customerId: this.customerId })
        return
      case 'sweep':
        return this.inbound.sweep()
      case 'restart':
        return this.restart()
      case 'wait':
        return this.wait(step.seconds)
      case 'speak':
        return this.speak('live', step)
      case 'a dead process speaks':
        return this.speak('dead', { complete: true, replace: false })
      case 'a dead process ends':
        return this.endDead(step.outcome)
      case 'answer':
        return this.answer()
      case 'hand over':
        return this.turns('live')[0]?.end('handed_over')
      case 'crash':
        return this.turns('live')[0]?.crash()
      default:
        return this.asStaff(step.do, this.staff[step.who])
    }
  }

  private async say(clientMessageId: string): Promise<void> {
    const { conversation } = await this.inbound.message({
      session: { customerId: this.customerId },
      channel: 'web',
      clientMessageId,
      text: `Wish ${clientMessageId}`,
      limiterKeys: [],
    })
    this.ref ??= conversation
    if (!this.sent.includes(clientMessageId)) this.sent.push(clientMessageId)
  }

  private async speak(which: 'live' | 'dead', how: { complete: boolean; replace: boolean }): Promise<void> {
    const heard = await this.turns(which)[0]?.speak(`Words ${++this.counter}.`, how)
    if (heard !== undefined) this.count(`${which} agent ${heard ? 'heard' : 'refused'}`)
  }

  /** A process that stood still for long comes to the end of a turn that may have long been another's. */
  private async endDead(outcome: 'answered' | 'handed_over'): Promise<void> {
    const turn = this.turns('dead')[0]
    if (!turn) return
    const { rows } = await sql<{ turn_id: string | null }>`select turn_id from conversations
      where conversation_id = ${turn.conversationId}`.execute(this.db)
    this.endedLostTurn = rows[0]?.turn_id !== turn.turnId
    if (this.endedLostTurn) this.count('lost turn ended')
    turn.end(outcome)
  }

  private count(what: string): void {
    this.tally.set(what, (this.tally.get(what) ?? 0) + 1)
  }

  private async answer(): Promise<void> {
    const turn = this.turns('live')[0]
    const heard = await turn?.speak(`An answer ${++this.counter}.`, { complete: true, replace: false })
    if (heard) turn?.end('answered')
  }

  private async asStaff(
    act: 'take' | 'reply' | 'release' | 'resolve' | 'seen' | 'offline',
    person: StaffView | undefined,
  ): Promise<void> {
    if (!person) return
    if (act === 'seen') return seenStaff(this.db, person.staffId, this.now)
    if (act === 'offline') return staffOffline(this.db, person.staffId, this.now)
    const conversationId = this.ref?.conversationId
    if (conversationId === undefined) return
    if (act !== 'reply') {
      await this.inbound[act](person, conversationId)
      return
    }
    const clientMessageId = `staff-${++this.counter}`
    await this.inbound.staffReply(person, { conversationId, clientMessageId, text: 'A word from a person.' })
    this.replied.push(clientMessageId)
  }

  /** Until every running turn of every process is held by the test again. */
  private async settle(): Promise<void> {
    for (let spins = 0; spins < 100_000; spins++) {
      const resting = this.processes.every(({ agent, inbound }) => {
        const turns = heldTurns(agent)
        return inbound.load().running === turns.length && turns.every((turn) => !turn.busy)
      })
      if (resting) return
      await new Promise((resolve) => setImmediate(resolve))
    }
    throw new Error('a turn neither ended nor waited')
  }

  /** Everything comes to its end: dead processes fall silent, leases run out, every due turn is answered. */
  async drain(): Promise<void> {
    for (const turn of this.turns('dead')) turn.crash()
    await this.settle()
    this.wait(31)
    await this.together([{ do: 'sweep' }])
    for (let answers = 0; this.turns('live').length > 0; answers++) {
      if (answers > 50) throw new Error('the agent is asked again and again')
      await this.together([{ do: 'answer' }])
    }
  }

  /** Out of the way of the runs to come. */
  async end(): Promise<void> {
    for (const { agent } of this.processes) for (const turn of heldTurns(agent)) turn.crash()
    await this.settle()
    if (this.ref) await applyHandoff(this.db, this.ref, { type: 'close' }, this.now)
  }
}
