export const consentChannels = ['web', 'email', 'sms', 'whatsapp', 'push'] as const
export type ConsentChannel = (typeof consentChannels)[number]

export const consentPurposes = [
  'transactional',
  'service',
  'clienteling',
  'marketing',
  'personalisation',
] as const
export type ConsentPurpose = (typeof consentPurposes)[number]

export const consentStates = ['granted', 'denied', 'pending'] as const
export type ConsentState = (typeof consentStates)[number]

/** One line of the ledger. */
export interface ConsentEntry {
  customerId: string
  /**
   * The record that spoke for its whole person, by proof of its own: a line that is kept for another record of
   * the person names it here. null: told of this record alone, by an event, an import, a browser.
   */
  originId: string | null
  channel: ConsentChannel
  purpose: ConsentPurpose
  state: ConsentState
  source: string
  evidence: string
  region: string | null
  /** What a grant holds for; null is every address of the channel. A denial holds for all of them anyway. */
  address: string | null
  at: Date
}

export interface Standing {
  state: ConsentState | 'unknown'
  /** The entry that decides; null where nothing was said. */
  by: ConsentEntry | null
}

const nothingSaid: Standing = { state: 'unknown', by: null }

/**
 * What one record has said, for itself or for all of its person, about one channel and purpose, for one address
 * or (undefined) for any. The latest entry decides; of two of the same moment the denial does. A denial holds
 * for every address; waiting for a confirmation takes no earlier grant away. Any order of the same entries gives
 * the same answer.
 */
export function standingOfMember(entries: readonly ConsentEntry[], address?: string): Standing {
  const denied = latest(entries, (entry) => entry.state === 'denied')
  const newest = (state: ConsentState) => {
    const found = latest(entries, (entry) => entry.state === state && concerns(entry, address))
    return found && (!denied || found.at > denied.at) ? found : null
  }
  const granted = newest('granted')
  if (granted) return { state: 'granted', by: granted }
  const pending = newest('pending')
  if (pending) return { state: 'pending', by: pending }
  return denied ? { state: 'denied', by: denied } : nothingSaid
}

function latest(
  entries: readonly ConsentEntry[],
  counts: (entry: ConsentEntry) => boolean,
): ConsentEntry | null {
  return entries
    .filter(counts)
    .reduce<ConsentEntry | null>((best, entry) => (best && !isAfter(entry, best) ? best : entry), null)
}

function concerns(entry: ConsentEntry, address: string | undefined): boolean {
  return entry.address === null || address === undefined || entry.address === address
}

/** Later; of the same moment the one whose words sort later, so that no order of rows matters. */
function isAfter(a: ConsentEntry, b: ConsentEntry): boolean {
  if (a.at.getTime() !== b.at.getTime()) return a.at > b.at
  return spelling(a) > spelling(b)
}

function spelling({ customerId, originId, source, evidence, region, address }: ConsentEntry): string {
  return [customerId, originId, source, evidence, region, address].join('\0')
}

const strictness = ['denied', 'granted', 'pending', 'unknown'] as const

/** What holds for all of these together: a denial of any, else a grant of any. */
export function strictest(standings: readonly Standing[]): Standing {
  const rank = ({ state }: Standing) => strictness.indexOf(state)
  return standings.reduce<Standing>((best, next) => {
    if (rank(next) !== rank(best)) return rank(next) < rank(best) ? next : best
    return next.by && (!best.by || isAfter(next.by, best.by)) ? next : best
  }, nothingSaid)
}

/**
 * What holds for a person of these members' entries, all of one channel and purpose: the strictest of what each
 * record has said. A record takes back only its own no, and a yes of somebody who is no member any more, kept
 * here to lift what was theirs, gives nothing. But who has shown to own an address and says yes for it after
 * every no is written to there, and nowhere else.
 */
export function standingOf(entries: readonly ConsentEntry[], address?: string): Standing {
  const shown = lastWordOfOwner(entries, address)
  if (shown) return { state: 'granted', by: shown }
  const voices = new Map<string, ConsentEntry[]>()
  for (const entry of entries) {
    const voice = entry.originId ?? entry.customerId
    voices.set(voice, [...(voices.get(voice) ?? []), entry])
  }
  return strictest([...voices].map(([voice, said]) => ofVoice(voice, said, address)))
}

function ofVoice(voice: string, said: readonly ConsentEntry[], address: string | undefined): Standing {
  const standing = standingOfMember(said, address)
  const isMember = said.some((entry) => entry.customerId === voice)
  return isMember || standing.state === 'denied' ? standing : nothingSaid
}

function lastWordOfOwner(entries: readonly ConsentEntry[], address: string | undefined): ConsentEntry | null {
  const yes = latest(
    entries,
    (entry) =>
      entry.state === 'granted' &&
      entry.originId === entry.customerId &&
      entry.address !== null &&
      concerns(entry, address),
  )
  const no = yes && latest(entries, (entry) => entry.state === 'denied')
  return yes && (!no || yes.at > no.at) ? yes : null
}
