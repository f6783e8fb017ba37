import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { ContactRules } from '#contract/contact-rules.ts'
import { listOutbox, type Outbox, type OutboxRow, outboxCounts } from '#orchestrator/index.ts'
import { openStore, type Store } from '#store/index.ts'
import { type Child, startProcess, temporaryFolder } from '../processes.ts'
import { type AttemptEntry, attempt, makeAttempts } from './attempts.ts'
import { judge, type Verdicts } from './checker.ts'
import { type Deed, doSomething, populate } from './deeds.ts'
import { openOutbox } from './house.ts'
import type { StubRequest } from './provider-stub.ts'
import type { SenderOrders } from './sender.ts'
import {
  clockOf,
  crowdedRules,
  type FastTime,
  journalAt,
  proofRules,
  randomFrom,
  readJournal,
  type Somebody,
} from './world.ts'

export interface Trial {
  people: number
  attempts: number
  /** Of the wall; the world's ten days pass meanwhile. */
  seconds: number
  kills: number
  /**
   * Everybody is willing and in one zone, nobody changes their mind, and what is asked for before the shop's
   * hours is due with their first second: only counting stands between it and the door.
   */
  crowded?: boolean
}

export interface Outcome {
  verdicts: Verdicts
  /** Attempts by what was answered at once. */
  answers: Record<string, number>
  rows: readonly OutboxRow[]
  states: Record<string, number>
  requests: readonly (StubRequest & { taken: boolean; id: string })[]
  callbacks: readonly { callback: string; outboxId: string; part: number; status: string }[]
  /** Attempts without a row, and attempts with several. */
  lost: string[]
  doubled: string[]
  kills: number
  deeds: Record<string, number>
  evidence: { people: readonly Somebody[]; deeds: readonly Deed[] }
}

const DAYS = 10
const HOURS = 2
const DAY_MS = 86_400_000

interface Stage {
  folder: string
  time: FastTime
  store: Store
  people: Somebody[]
  stub: string
  outbox: Outbox
  deeds: string
  rules: ContactRules
}

/** On a server: two processes that ask and dispatch, killed and started again, while people change their minds. */
export function tryOnServer(url: string, trial: Trial): Promise<Outcome> {
  const open = () => openStore({ databaseUrl: url, poolSize: 4 })
  return onStage(open, trial, async (stage) => {
    const halves = [0, 1].map((half) =>
      Array.from({ length: trial.attempts }, (_, n) => n).filter((n) => n % 2 === half),
    )
    const logs = halves.map((_, half) => join(stage.folder, `sender-${half}.log`))
    let kills = 0
    const random = randomFrom(99)
    const run = async (half: number) => {
      const orders: SenderOrders = {
        databaseUrl: url,
        poolSize: 6,
        stub: stage.stub,
        time: stage.time,
        people: stage.people,
        inTurn: trial.crowded === true,
        rules: stage.rules,
        log: logs[half] ?? '',
        mine: halves[half] ?? [],
        everyMs: (trial.seconds * 2000) / trial.attempts,
      }
      const path = join(stage.folder, `orders-${half}.json`)
      writeFileSync(path, JSON.stringify(orders))
      const start = () => startProcess('tests/support/one-door/sender.ts', [path])
      let sender = start()
      for (let n = 0; n < trial.kills; n++) {
        await sender.line((line) => line === 'started')
        const after = ((0.3 + 0.5 * random()) * trial.seconds * 1000) / (trial.kills + 1)
        const asked = sender.line((line) => line === 'asked').then(() => true)
        if (await Promise.race([asked, rest(after).then(() => false)])) break
        asked.catch(() => {})
        await sender.end('SIGKILL')
        kills++
        sender = start()
      }
      await sender.line((line) => line === 'asked')
      return sender
    }
    const senders = await Promise.all([run(0), run(1)])
    await quiet(stage)
    await Promise.all(senders.map(endSender))
    return { logs, kills }
  })
}

async function endSender(sender: Child): Promise<void> {
  sender.process.stdin.write('end\n')
  await sender.line((line) => line === 'ended')
  if (sender.errors() !== '') throw new Error(sender.errors().slice(0, 2000))
}

/** In one process, for the database that is one connection. */
export function tryInProcess(open: () => Promise<Store>, trial: Trial): Promise<Outcome> {
  return onStage(open, trial, async (stage) => {
    const log = join(stage.folder, 'sender.log')
    stage.outbox.start()
    await makeAttempts(stage.outbox, {
      people: stage.people,
      mine: Array.from({ length: trial.attempts }, (_, n) => n),
      done: new Set(),
      log: journalAt(log),
      everyMs: (trial.seconds * 1000) / trial.attempts,
    })
    await quiet(stage)
    await stage.outbox.close() // what was held for the next morning stays there
    return { logs: [log], kills: 0 }
  })
}

async function onStage(
  open: () => Promise<Store>,
  trial: Trial,
  act: (stage: Stage) => Promise<{ logs: string[]; kills: number }>,
): Promise<Outcome> {
  const { path: folder, remove } = temporaryFolder()
  const from = Date.parse(trial.crowded ? '2026-11-20T07:00:00Z' : '2026-11-20T05:30:00Z')
  const speed = (trial.crowded ? HOURS * 3_600_000 : DAYS * DAY_MS) / (trial.seconds * 1000)
  const rules = trial.crowded ? crowdedRules : proofRules
  const time: FastTime = { from, wall: Date.now(), speed }
  const store = await open()
  const people = await populate(store.db, trial.people, randomFrom(7), new Date(from - DAY_MS), trial)
  time.wall = Date.now() // the world's time begins with everybody there
  const clock = clockOf(time)
  const callbacks = createServer()
  const stubLog = join(folder, 'stub.log')
  const back = await listening(callbacks)
  const provider = startProcess('tests/support/one-door/provider-stub.ts', [stubLog, back])
  const port = (await provider.line((line) => line.startsWith('listening'))).split(' ')[1]
  const stub = `http://127.0.0.1:${port}`
  const outbox = openOutbox(store.db, { clock, speed, stub, writers: 1, rules })
  const deeds = join(folder, 'deeds.log')
  const stage: Stage = { folder, time, store, people, stub, outbox, deeds, rules }
  callbacks.on('request', (req, res) => {
    let body = ''
    req.on('data', (chunk) => {
      body += chunk
    })
    req.on('end', () =>
      hear(outbox, JSON.parse(body), clock()).then(
        () => res.end('ok'),
        (error: unknown) => {
          process.stderr.write(`${String(error)}\n`)
          res.writeHead(500).end()
        },
      ),
    )
  })
  const stop = new AbortController()
  const acting = trial.crowded ? Promise.resolve() : changeMinds(stage, trial, stop.signal)
  try {
    const { logs, kills } = await act(stage)
    stop.abort()
    await acting
    await rest(600) // the last callbacks
    return await gather(stage, { stubLog, logs, kills, crowded: trial.crowded === true })
  } finally {
    stop.abort()
    await acting.catch(() => {})
    await provider.end()
    await outbox.close()
    callbacks.closeAllConnections()
    callbacks.close()
    await store.close()
    remove()
  }
}

function listening(server: ReturnType<typeof createServer>): Promise<string> {
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '')
    }),
  )
}

function hear(
  outbox: Outbox,
  said: StubRequest & { id: string; status: 'sent' | 'delivered' | 'read' | 'failed' },
  now: Date,
): Promise<unknown> {
  const { customerId, outboxId, part, attempt: tried, channel, id, status } = said
  return outbox.applyStatus(
    {
      provider: `stub_${channel}`,
      providerMessageId: id,
      status,
      reason: null,
      code: null,
      text: null,
      at: null,
      reference: { customerId, outboxId, part, attempt: tried },
    },
    now,
  )
}

/** People say stop and start, write, open tickets and turn out to be one, all the while. */
async function changeMinds(stage: Stage, trial: Trial, signal: AbortSignal): Promise<void> {
  const random = randomFrom(41)
  const state = { merged: new Set<number>(), tickets: new Map<string, string>() }
  const clock = clockOf(stage.time)
  const log = journalAt(stage.deeds)
  const everyMs = (trial.seconds * 1000) / (trial.people * 12)
  const began = performance.now()
  for (let n = 0; !signal.aborted; n++) {
    await doSomething(stage.store.db, stage.people, state, { random, clock, log })
    const early = began + n * everyMs - performance.now()
    await rest(Math.max(0, early))
  }
}

/** Nothing is with the provider, and nothing is due. */
async function quiet({ store, time }: Stage): Promise<void> {
  const clock = clockOf(time)
  for (let tries = 0; tries < 400; tries++) {
    const counts = await outboxCounts(store.db, clock())
    if (!counts.some(({ state }) => state === 'sending' || state === 'queued')) return
    await rest(100)
  }
  throw new Error('the outbox does not come to rest')
}

const rest = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

async function gather(
  stage: Stage,
  { stubLog, logs, kills, crowded }: { stubLog: string; logs: string[]; kills: number; crowded: boolean },
): Promise<Outcome> {
  const rows: OutboxRow[] = []
  for (;;) {
    const last = rows.at(-1)
    const before = last && { before: { at: last.changedAt, outboxId: last.outboxId } }
    const page = await listOutbox(stage.store.db, { limit: 5000, ...before })
    rows.push(...page)
    if (page.length < 5000) break
  }
  const entries = logs.flatMap((log) => readJournal<AttemptEntry>(log))
  const lines = readJournal<StubRequest & { taken: boolean; id: string; callback?: string; status: string }>(
    stubLog,
  )
  const requests = lines.filter((line) => line.callback === undefined)
  const callbacks = lines.flatMap(({ callback, outboxId, part, status }) =>
    callback === undefined ? [] : [{ callback, outboxId, part, status }],
  )
  const deeds = readJournal<Deed>(stage.deeds)
  // which attempt a row stands for is in its key; what that attempt was, we know ourselves
  const asked = new Map(
    rows.map(({ outboxId, key }) => {
      const { kind, sender, subject } = attempt(
        Number(key.split('>')[0]?.split(':')[1]),
        stage.people,
        crowded,
      )
      return [outboxId, { key, kind, sender: sender.type, subject: subject ?? '' }]
    }),
  )
  const byKey = new Map<string, Set<string>>()
  for (const { key, outboxId } of entries) byKey.set(key, (byKey.get(key) ?? new Set()).add(outboxId))
  const stored = new Set(rows.map(({ key }) => key))
  const keys = [...byKey.keys()]
  return {
    verdicts: judge({ rules: stage.rules, people: stage.people, deeds, requests, asked }),
    answers: tally(entries, ({ state, reason }) => `${state}${reason ? `: ${reason}` : ''}`),
    rows,
    states: tally(rows, ({ state }) => state),
    requests,
    callbacks,
    lost: keys.filter((key) => !stored.has(key)),
    doubled: keys.filter((key) => (byKey.get(key)?.size ?? 0) > 1),
    kills,
    deeds: tally(deeds, ({ deed }) => deed),
    evidence: { people: stage.people, deeds },
  }
}

function tally<T>(all: readonly T[], nameOf: (one: T) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const one of all) counts[nameOf(one)] = (counts[nameOf(one)] ?? 0) + 1
  return counts
}
