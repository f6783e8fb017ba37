import { Problem } from '#contract/problem.ts'
import { countOutcomes, type Refusal, setAside } from '#domain/events/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import type { Incoming, Taken } from './incoming.ts'
import { asideOf, recordGroup, type Touched } from './record-group.ts'

export interface GroupWriter {
  db: Db
  /** The number of this writer, for its own row of counts. */
  part: number
  clock: () => Date
  /** Told when a group is committed. */
  onTouched?: ((touched: Touched) => void) | undefined
  log: { warn: (fields: object, text: string) => void }
}

const TRIES = 6

/**
 * Writes a group: all in one transaction; where an event in it cannot be stored, in halves, down to that
 * event alone, which is set aside while the rest commits. Throws `unavailable` where the database is: then
 * nothing is acknowledged, and whoever sent it sends it again.
 */
export async function writeGroup(writer: GroupWriter, group: readonly Incoming[]): Promise<Taken[]> {
  for (let tries = 1; ; tries++) {
    try {
      const told: Touched[] = []
      const options = { keepRefused: true, tell: (touched: Touched) => void told.push(touched) }
      const taken = await inTransaction(writer.db, (tx) =>
        recordGroup(tx, group, writer.part, writer.clock(), options),
      )
      for (const touched of told) writer.onTouched?.(touched)
      return taken
    } catch (error) {
      const kind = faultOf(error)
      if (kind === 'collision' && tries < TRIES) await rest(tries)
      else if (kind === 'event') return writeParts(writer, group, error)
      else throw new Problem('unavailable', 'The events could not be stored just now. Send them again.')
    }
  }
}

async function writeParts(writer: GroupWriter, group: readonly Incoming[], error: unknown): Promise<Taken[]> {
  const [only] = group
  if (group.length === 1 && only) return [await setPoisonAside(writer, only, error)]
  const middle = Math.ceil(group.length / 2)
  const first = await writeGroup(writer, group.slice(0, middle))
  return [...first, ...(await writeGroup(writer, group.slice(middle)))]
}

async function setPoisonAside(writer: GroupWriter, incoming: Incoming, error: unknown): Promise<Taken> {
  const { source } = incoming.event
  writer.log.warn({ error, source }, 'an event could not be stored and was set aside')
  const refusal: Refusal = {
    code: 'not_storable',
    field: '',
    message: 'it could not be stored; it is kept and can be replayed',
  }
  const [id] = await inTransaction(writer.db, async (tx) => {
    const kept = await setAside(tx, [asideOf(incoming, refusal)])
    await countOutcomes(tx, [{ source, outcome: refusal.code, events: 1 }], writer.part, writer.clock())
    return kept
  })
  return { ok: false, refusal, setAsideId: id ?? null }
}

/** Classes of SQLSTATE that say something of the database and nothing of what was to be written. */
const elsewhere = new Set(['08', '25', '53', '55', '57', '58', 'F0', 'XX'])

/** collision: two writers met, try again. elsewhere: the database. event: something in the group. */
function faultOf(error: unknown): 'collision' | 'elsewhere' | 'event' {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  if (code === '40P01' || code === '40001') return 'collision'
  if (/^E[A-Z]+$/.test(code) || elsewhere.has(code.slice(0, 2))) return 'elsewhere'
  const closed = error instanceof Error && /connection|timeout exceeded|pool/i.test(error.message)
  return code === '' && closed ? 'elsewhere' : 'event'
}

function rest(tries: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, tries * tries * (1 + Math.random() * 4)))
}
