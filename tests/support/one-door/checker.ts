import type { ContactRules } from '#contract/contact-rules.ts'
import type { Deed } from './deeds.ts'
import type { StubRequest } from './provider-stub.ts'
import { places, type Somebody } from './world.ts'

/**
 * The judge. It knows what the provider was given (the stub's own log) and what was done to people (the
 * driver's log), and computes everything else anew: who was one person when, what they had said, whose clock
 * showed what, who is held out, how many had gone out before. Nothing of it comes from our tables.
 */
export interface Evidence {
  rules: ContactRules
  people: readonly Somebody[]
  deeds: readonly Deed[]
  requests: readonly (StubRequest & { taken: boolean; id: string })[]
  /** By outbox id, from the senders' logs of what they asked for. */
  asked: ReadonlyMap<string, { key: string; kind: string; sender: string; subject: string }>
}

export type Verdicts = Record<
  | 'overCap'
  | 'withoutConsent'
  | 'quietHours'
  | 'outsideWindow'
  | 'heldOut'
  | 'openTicket'
  | 'overSubjectLimit'
  | 'tooSoon'
  | 'barredTemplate'
  | 'duplicates'
  | 'unasked',
  string[]
>

interface Sent extends StubRequest {
  at: number
  taken: boolean
  kind: string
  sender: string
  subject: string
  isTouch: boolean
}

const HOUR = 3_600_000

export function judge(evidence: Evidence): Verdicts {
  const verdicts: Verdicts = {
    overCap: [],
    withoutConsent: [],
    quietHours: [],
    outsideWindow: [],
    heldOut: [],
    openTicket: [],
    overSubjectLimit: [],
    tooSoon: [],
    barredTemplate: [],
    duplicates: [],
    unasked: [],
  }
  const found = (what: keyof Verdicts, sent: StubRequest, more = '') =>
    verdicts[what].push(`${sent.outboxId} ${sent.channel} ${sent.startedAt} ${more}`)
  const history = new History(evidence)
  const sent = sentFrom(evidence, (request) => found('unasked', request))
  for (const request of duplicatesIn(sent)) found('duplicates', request)
  const counted = new Map<string, Sent[]>()
  for (const one of sent) {
    // what happened in the very millisecond may have been before or after: either is right
    const views = [history.membersAt(one.customerId, one.at), history.membersAt(one.customerId, one.at - 1)]
    const members = views[0] ?? []
    if (!views.some((view) => history.allows(one, view, 0) || history.allows(one, view, 1)))
      found('withoutConsent', one)
    if (!one.isTouch) continue
    if (views.every((view) => history.isQuiet(one, view))) found('quietHours', one)
    if (views.every((view) => history.hasTicket(view, one.at))) found('openTicket', one)
    if (history.isHeldOut(one, members)) found('heldOut', one)
    if (one.channel === 'whatsapp' && one.type !== 'template' && !history.wroteWithin24(one))
      found('outsideWindow', one)
    if (one.type === 'template' && one.to.startsWith('+1')) found('barredTemplate', one)
    const before = fewest(views.map((view) => view.flatMap((id) => counted.get(id) ?? [])))
    for (const cap of evidence.rules.caps) {
      const inWindow = before.filter(
        (other) =>
          other.at > one.at - cap.hours * HOUR &&
          (cap.channel === 'all' || (other.channel === cap.channel && one.channel === cap.channel)) &&
          (cap.purpose === 'all' || (other.kind === cap.purpose && one.kind === cap.purpose)),
      )
      const concerned =
        (cap.channel === 'all' || cap.channel === one.channel) &&
        (cap.purpose === 'all' || cap.purpose === one.kind)
      if (concerned && one.taken && inWindow.length >= cap.limit)
        found('overCap', one, `${inWindow.length + 1} of ${cap.limit} in ${cap.hours} h`)
    }
    if (history.isFloridian(members) && one.channel !== 'email' && one.taken) {
      const same = before.filter(
        ({ at, channel, subject }) =>
          at > one.at - 24 * HOUR && channel !== 'email' && subject === one.subject,
      )
      if (same.length >= 3) found('overSubjectLimit', one)
    }
    const last = Math.max(...before.map(({ at }) => at))
    if (one.taken && one.at - last < evidence.rules.arbitrationMinutes * 60_000) found('tooSoon', one)
    if (one.taken) counted.set(one.customerId, [...(counted.get(one.customerId) ?? []), one])
  }
  return verdicts
}

const fewest = <T>(all: readonly T[][]): T[] => all.reduce((a, b) => (b.length < a.length ? b : a))

/** The first part of each dispatch, in the order in which they began. */
function sentFrom({ people, requests, asked }: Evidence, unasked: (request: StubRequest) => void): Sent[] {
  const owners = new Map(
    people.flatMap(({ customerId, phone, email }) => [
      [phone, customerId],
      [email, customerId],
    ]),
  )
  return requests
    .flatMap((request): Sent[] => {
      const known = asked.get(request.outboxId)
      if (!known) {
        unasked(request)
        return []
      }
      const isTouch = known.kind === 'clienteling' || known.kind === 'marketing'
      // whose it is tells the address itself
      const customerId = owners.get(request.to) ?? request.customerId
      return [{ ...request, ...known, customerId, at: Date.parse(request.startedAt), isTouch }]
    })
    .sort((a, b) => a.at - b.at || (a.outboxId < b.outboxId ? -1 : 1))
}

/** The same part given again after the provider may have taken it. */
function duplicatesIn(sent: readonly Sent[]): Sent[] {
  const taken = new Set<string>()
  return sent.filter((one) => {
    const part = `${one.outboxId}/${one.part}`
    const again = taken.has(part)
    if (one.taken) taken.add(part)
    return again
  })
}

interface Said {
  origin: string
  member: string
  state: 'granted' | 'denied'
  address: string | null
  spoken: boolean
  at: number
}

class History {
  readonly #rules: ContactRules
  readonly #people: ReadonlyMap<string, Somebody>
  readonly #partners = new Map<string, { at: number; otherId: string; together: boolean }[]>()
  readonly #ledger = new Map<string, Said[]>()
  readonly #inbound = new Map<string, number[]>()
  readonly #tickets = new Map<string, { from: number; until: number }[]>()

  constructor({ rules, people, deeds }: Evidence) {
    this.#rules = rules
    this.#people = new Map(people.map((one) => [one.customerId, one]))
    const inOrder = [...deeds].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    for (const one of people)
      for (const channel of ['sms', 'whatsapp', 'email'] as const)
        this.#add(one.customerId, channel, {
          origin: one.customerId,
          member: one.customerId,
          state: one.said[channel],
          address: null,
          spoken: false,
          at: 0,
        })
    for (const deed of inOrder) this.#take(deed)
  }

  #add(member: string, channel: string, said: Said): void {
    const key = `${member} ${channel}`
    this.#ledger.set(key, [...(this.#ledger.get(key) ?? []), said])
  }

  #take(deed: Deed): void {
    const at = Date.parse(deed.at)
    if (deed.deed === 'merge' || deed.deed === 'unmerge') {
      const { customerId: one, otherId: other } = deed
      for (const [id, otherId] of [
        [one, other],
        [other, one],
      ] as const)
        this.#partners.set(id, [
          ...(this.#partners.get(id) ?? []),
          { at, otherId, together: deed.deed === 'merge' },
        ])
      return
    }
    const { customerId } = deed
    if (deed.deed === 'inbound')
      this.#inbound.set(deed.address, [...(this.#inbound.get(deed.address) ?? []), at])
    else if (deed.deed === 'ticket')
      this.#tickets.set(customerId, [...(this.#tickets.get(customerId) ?? []), { from: at, until: Infinity }])
    else if (deed.deed === 'solved') {
      const open = this.#tickets.get(customerId)?.at(-1)
      if (open) open.until = at
    } else if (deed.deed === 'stop' || deed.deed === 'start')
      for (const member of this.membersAt(customerId, at))
        this.#add(member, deed.channel, {
          origin: customerId,
          member,
          state: deed.deed === 'stop' ? 'denied' : 'granted',
          address: deed.deed === 'stop' ? null : deed.address,
          spoken: true,
          at,
        })
  }

  membersAt(customerId: string, at: number): string[] {
    const last = this.#partners.get(customerId)?.findLast((change) => change.at <= at)
    return last?.together ? [customerId, last.otherId] : [customerId]
  }

  /** Nobody who said no, at that moment, on that channel; a yes for the very address after every no opens it. */
  allows({ channel, at, to }: Sent, members: readonly string[], within: 0 | 1): boolean {
    const said = members
      .flatMap((id) => this.#ledger.get(`${id} ${channel}`) ?? [])
      .filter((entry) => entry.at < at + within)
    const lastNo = Math.max(...said.filter(({ state }) => state === 'denied').map((entry) => entry.at))
    const opened = said.some(
      (entry) =>
        entry.state === 'granted' &&
        entry.spoken &&
        entry.origin === entry.member &&
        entry.address === to &&
        entry.at > lastNo,
    )
    if (opened) return true
    const voices = new Map<string, Said>()
    for (const entry of said.filter(
      ({ state, address }) => state === 'denied' || address === null || address === to,
    )) {
      const before = voices.get(entry.origin)
      if (!before || entry.at > before.at || (entry.at === before.at && entry.state === 'denied'))
        voices.set(entry.origin, entry)
    }
    const states = [...voices].map(([origin, { state }]) => ({ state, mine: members.includes(origin) }))
    if (states.some(({ state }) => state === 'denied')) return false
    return states.some(({ state, mine }) => state === 'granted' && mine)
  }

  isFloridian(members: readonly string[]): boolean {
    return members.some((id) => this.#placeOf(id).region === 'FL')
  }

  #rootOf(id: string): string {
    return this.#people.get(id)?.rootId ?? id
  }

  #placeOf(id: string) {
    return places[this.#people.get(id)?.place ?? 0] ?? places[0]
  }

  /** By the platform's own zones: the shop's hours in every place where one of them lives. */
  isQuiet({ channel, at }: Sent, members: readonly string[]): boolean {
    if (channel === 'email') return false
    return members.some((id) => {
      const { zone, from, until } = this.#placeOf(id)
      const hour = hourIn(zone, at)
      return hour < from || hour >= until
    })
  }

  hasTicket(members: readonly string[], at: number): boolean {
    return members.some((id) =>
      (this.#tickets.get(id) ?? []).some(({ from, until }) => from < at && at < until),
    )
  }

  wroteWithin24({ to, at }: Sent): boolean {
    return (this.#inbound.get(to) ?? []).some((then) => then <= at && at - then < 24 * HOUR)
  }

  /** Only of people who were never joined: an arm is given once, to whoever was the root then. */
  isHeldOut({ customerId, sender }: Sent, members: readonly string[]): boolean {
    if (members.length > 1 || this.#partners.has(customerId)) return false
    const { global, associates, journeys } = this.#rules.holdouts
    const asked: [string, number][] = [['holdout:global', global]]
    if (sender === 'associate') asked.push(['holdout:associates', associates])
    if (sender === 'journey') asked.push(['holdout:journey:winter', journeys])
    return asked.some(([seed, share]) => bucket(seed, this.#rootOf(customerId)) < share / 100)
  }
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function hourIn(zone: string, at: number): number {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' })
  clocks.set(zone, clock)
  return Number(clock.format(at))
}

/** GrowthBook's second hash, written down once more from its description. */
function bucket(seed: string, value: string): number {
  return (fnv(String(fnv(seed + value))) % 10_000) / 10_000
}

function fnv(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i)
    hash = Math.imul(hash, 0x01000193) >>> 0
  }
  return hash >>> 0
}
