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
 * What one member has said about one channel and purpose, for one address or (undefined) for any. The latest
 * entry decides; of two of the same moment the denial does. A denial holds for every address; waiting for a
 * confirmation takes no earlier grant away. Any order of the same entries gives the same answer.
 */
export function standingOfMember(entries: readonly ConsentEntry[], address?: string): Standing {
  const latest = (state: ConsentState) =>
    entries
      .filter((entry) => entry.state === state && (state === 'denied' || concerns(entry, address)))
      .reduce<ConsentEntry | null>((best, entry) => (best && !isAfter(entry, best) ? best : entry), null)
  const denied = latest('denied')
  const newer = (entry: ConsentEntry | null) => entry && (!denied || entry.at > denied.at)
  const granted = latest('granted')
  if (granted && newer(granted)) return { state: 'granted', by: granted }
  const pending = latest('pending')
  if (pending && newer(pending)) return { state: 'pending', by: pending }
  return denied ? { state: 'denied', by: denied } : nothingSaid
}

function concerns(entry: ConsentEntry, address: string | undefined): boolean {
  return entry.address === null || address === undefined || entry.address === address
}

/** Later; of the same moment the one whose words sort later, so that no order of rows matters. */
function isAfter(a: ConsentEntry, b: ConsentEntry): boolean {
  if (a.at.getTime() !== b.at.getTime()) return a.at > b.at
  return spelling(a) > spelling(b)
}

function spelling({ customerId, source, evidence, region, address }: ConsentEntry): string {
  return [customerId, source, evidence, region, address].join('\0')
}

const strictness = ['denied', 'granted', 'pending', 'unknown'] as const

/** What holds for all members of one person: a denial of any, else a grant of any. */
export function strictest(standings: readonly Standing[]): Standing {
  const rank = ({ state }: Standing) => strictness.indexOf(state)
  return standings.reduce<Standing>((best, next) => {
    if (rank(next) !== rank(best)) return rank(next) < rank(best) ? next : best
    return next.by && (!best.by || isAfter(next.by, best.by)) ? next : best
  }, nothingSaid)
}

/** What holds for a person of these members' entries, all of one channel and purpose. */
export function standingOf(entries: readonly ConsentEntry[], address?: string): Standing {
  const members = [...new Set(entries.map((entry) => entry.customerId))]
  return strictest(
    members.map((id) =>
      standingOfMember(
        entries.filter((entry) => entry.customerId === id),
        address,
      ),
    ),
  )
}
