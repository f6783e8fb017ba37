import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import type { ContactRules } from '#contract/contact-rules.ts'
import type { DeliveryChannel } from '#contract/outbound.ts'

/** Time that runs faster than the wall, the same in every process. */
export interface FastTime {
  /** Where it begins, and when on the wall; milliseconds since 1970. */
  from: number
  wall: number
  /** How many milliseconds pass in one of the wall's. */
  speed: number
}

export function clockOf({ from, wall, speed }: FastTime): () => Date {
  return () => new Date(from + Math.floor((Date.now() - wall) * speed))
}

/** One place per zone: whole, half and three quarter hours off, and a state with hours of its own. */
export const places = [
  { zone: 'Europe/Berlin', prefix: '+49151', digits: 8, country: 'DE', region: null, from: 9, until: 20 },
  { zone: 'Europe/London', prefix: '+447400', digits: 6, country: 'GB', region: null, from: 9, until: 20 },
  { zone: 'Asia/Kolkata', prefix: '+9198', digits: 8, country: 'IN', region: null, from: 9, until: 20 },
  { zone: 'Asia/Kathmandu', prefix: '+97798', digits: 8, country: 'NP', region: null, from: 9, until: 20 },
  { zone: 'Asia/Tokyo', prefix: '+8190', digits: 8, country: 'JP', region: null, from: 9, until: 20 },
  { zone: 'America/New_York', prefix: '+1305', digits: 7, country: 'US', region: 'FL', from: 9, until: 20 },
] as const

export const channels = ['sms', 'whatsapp', 'email'] as const satisfies readonly DeliveryChannel[]
export type ProofChannel = (typeof channels)[number]

export interface Somebody {
  n: number
  customerId: string
  /** Who stands for them as long as they are joined with nobody: what a holdout hashes. */
  rootId: string
  members: readonly string[]
  phone: string
  email: string
  place: number
  /** What they said at the beginning, of all purposes. */
  said: Record<ProofChannel, 'granted' | 'denied'>
}

/** The rules of the proof: each of them bites. */
export const proofRules: ContactRules = {
  caps: [
    { channel: 'all', purpose: 'all', limit: 5, hours: 24 },
    { channel: 'all', purpose: 'all', limit: 14, hours: 24 * 7 },
    { channel: 'sms', purpose: 'all', limit: 4, hours: 24 },
    { channel: 'whatsapp', purpose: 'marketing', limit: 2, hours: 24 },
    { channel: 'email', purpose: 'all', limit: 3, hours: 24 },
  ],
  onePromotionADay: false,
  quietHours: { from: 9, until: 20 },
  fatigue: null,
  arbitrationMinutes: 10,
  messageCosts: { web: 0, sms: 1, whatsapp: 2, email: 0.1, push: 0 },
  holdouts: { global: 5, associates: 10, journeys: 10 },
  smsMaxSegments: 3,
  maxAttempts: 4,
  giveUpHours: 24,
}

/** Where only the caps stand between many messages that wait for the same hour. */
export const crowdedRules: ContactRules = {
  ...proofRules,
  arbitrationMinutes: 0,
  holdouts: { global: 0, associates: 0, journeys: 0 },
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export function pick<T>(random: () => number, all: readonly T[]): T {
  const one = all[Math.floor(random() * all.length)]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}

/** A log of JSON lines, written through at once: what was written survives a kill. */
export function journalAt(path: string): (entry: object) => void {
  return (entry) => appendFileSync(path, `${JSON.stringify(entry)}\n`)
}

/** The lines of such a log; one that a kill cut off is no line. */
export function readJournal<T>(path: string): T[] {
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      if (line === '') return []
      try {
        return [JSON.parse(line) as T]
      } catch {
        return []
      }
    })
}
