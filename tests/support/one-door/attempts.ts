import type { Outbox, SendRequest } from '#orchestrator/index.ts'
import { template } from './house.ts'
import { type journalAt, pick, randomFrom, type Somebody } from './world.ts'

/** What was asked for and what was answered. */
export interface AttemptEntry {
  key: string
  outboxId: string
  customerId: string
  state: string
  gate: string | null
  reason: string | null
}

/**
 * The n-th attempt: the same for the same n, in whichever process and however often. At anybody; or at one
 * after the other, fifty at each, so that both processes are at the same person.
 */
export function attempt(n: number, people: readonly Somebody[], inTurn = false): SendRequest {
  const random = randomFrom(n * 2654435761)
  const anybody = pick(random, people)
  const who = inTurn ? (people[Math.floor(n / 50) % people.length] ?? anybody) : anybody
  const sender = pick(random, ['agent', 'associate', 'journey'] as const)
  const kind =
    random() < 0.06 ? 'service' : sender === 'journey' || random() < 0.3 ? 'marketing' : 'clienteling'
  const all = ['sms', 'whatsapp', 'email'] as const
  const first = pick(random, all)
  const channels = random() < 0.3 ? [first, ...all.filter((one) => one !== first)] : [first]
  const byTemplate = channels.includes('whatsapp') && random() < 0.5
  return {
    key: `attempt:${n}`,
    kind,
    customerId: who.customerId,
    channels,
    sender:
      sender === 'associate'
        ? { type: 'associate', staffId: 'stf_mia', name: 'Mia' }
        : sender === 'journey'
          ? { type: 'journey', name: 'winter' }
          : { type: 'agent' },
    subject: pick(random, ['winter', 'boots']),
    content: {
      text: byTemplate ? '' : `Message ${n}`,
      parts: [],
      ...(byTemplate && { template: { templateId: template.templateId, parameters: { name: 'Ada' } } }),
    },
    priority: Math.floor(random() * 3),
    expectedValue: Math.floor(random() * 1000),
  }
}

/**
 * Makes the attempts of one sender, spread over its time; those of the log are made already. Some are made
 * twice at once: the same key is the same attempt.
 */
export async function makeAttempts(
  outbox: Outbox,
  about: {
    people: readonly Somebody[]
    inTurn?: boolean
    mine: readonly number[]
    done: ReadonlySet<string>
    log: ReturnType<typeof journalAt>
    /** Milliseconds of the wall between two of mine. */
    everyMs: number
  },
): Promise<void> {
  const { people, inTurn, mine, done, log, everyMs } = about
  const open = mine.filter((n) => !done.has(`attempt:${n}`))
  const began = performance.now()
  const running = new Set<Promise<void>>()
  for (const [place, n] of open.entries()) {
    const early = began + place * everyMs - performance.now()
    if (early > 1) await new Promise((resolve) => setTimeout(resolve, early))
    while (running.size >= 64) await Promise.race(running)
    const request = attempt(n, people, inTurn)
    const one = ask(outbox, n % 50 === 0 ? [request, request] : [request], log).finally(() =>
      running.delete(one),
    )
    running.add(one)
  }
  await Promise.all(running)
}

async function ask(outbox: Outbox, requests: SendRequest[], log: (entry: object) => void): Promise<void> {
  const outcomes = await outbox.request(requests)
  for (const [place, { outboxId, customerId, state, gate, reason }] of outcomes.entries())
    log({ key: requests[place]?.key, outboxId, customerId, state, gate, reason })
}
