import { randomBytes } from 'node:crypto'

/** The prefixes of our ids, one per kind of thing. */
export const idPrefixes = {
  customer: 'cus',
  verdict: 'ver',
  conversation: 'con',
  message: 'msg',
  turn: 'trn',
  toolCall: 'tcl',
  proposal: 'pro',
  handoff: 'han',
  order: 'ord',
  cart: 'car',
  staff: 'stf',
  document: 'doc',
  request: 'req',
  dataRequest: 'drq',
  event: 'evt',
  setAside: 'asd',
  segment: 'seg',
  model: 'mdl',
  trainingRun: 'run',
  consentEntry: 'cse',
  contract: 'ctr',
  duplicatePair: 'dup',
  duplicateRun: 'dru',
  household: 'hou',
  outbox: 'out',
  template: 'tpl',
  sandbox: 'sbx',
  settingChange: 'stc',
  slotVariant: 'slv',
  slotExposure: 'sle',
  decision: 'dec',
  curation: 'cur',
  offer: 'ofr',
  issuedOffer: 'iof',
  contentTemplate: 'ctp',
  contentModule: 'mod',
  trackedLink: 'lnk',
  ugc: 'ugc',
  creative: 'crv',
  journeyEntry: 'jen',
  calendarEntry: 'cal',
  readout: 'rdo',
  webhook: 'whk',
  webhookDelivery: 'whd',
  audience: 'aud',
  audienceExport: 'aux',
} as const

export type IdKind = keyof typeof idPrefixes

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz' // Crockford's base 32, lower case: sorts as it counts

/**
 * A new id such as `msg_06f2k0…`: the prefix of its kind, 48 bits of milliseconds, 15 bits that count up
 * within one millisecond of one process, 65 random bits. Ids sort by time; of one process, in the order made.
 */
export function newId(kind: IdKind, now: Date): string {
  const ms = now.getTime()
  return `${idPrefixes[kind]}_${encodeTime(ms)}${encodeCount(nextCount(ms))}${encodeBytes(nextRandom()).slice(0, 13)}`
}

const RANDOM_BYTES = 9
let pool = { bytes: randomBytes(0), at: 0 }

/** From a pool: asking the system for nine bytes at a time costs more than all the rest of an id. */
function nextRandom(): Uint8Array {
  if (pool.at + RANDOM_BYTES > pool.bytes.length) pool = { bytes: randomBytes(RANDOM_BYTES * 256), at: 0 }
  pool.at += RANDOM_BYTES
  return pool.bytes.subarray(pool.at - RANDOM_BYTES, pool.at)
}

let latest = { ms: Number.NaN, count: 0 }

/** Begins anew, at random in the lower half, with every other millisecond. */
function nextCount(ms: number): number {
  latest = { ms, count: latest.ms === ms ? (latest.count + 1) % 2 ** 15 : randomBytes(2).readUInt16BE() >> 2 }
  return latest.count
}

function encodeCount(count: number): string {
  return [count >> 10, (count >> 5) & 31, count & 31].map((digit) => ALPHABET.charAt(digit)).join('')
}

function encodeTime(ms: number): string {
  let rest = ms
  let out = ''
  for (let i = 0; i < 10; i++) {
    out = ALPHABET.charAt(rest % 32) + out
    rest = Math.floor(rest / 32)
  }
  return out
}

function encodeBytes(bytes: Uint8Array): string {
  let bits = 0
  let held = 0
  let out = ''
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      out += ALPHABET.charAt((held >> bits) & 31)
    }
    held &= (1 << bits) - 1
  }
  return out
}
