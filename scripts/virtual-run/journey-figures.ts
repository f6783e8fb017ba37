import type { Readout } from '#contract/readouts.ts'
import type { House, VirtualRun } from '#server/index.ts'
import { printTable } from '../print-table.ts'

/** What a journey came to in a run, as `--json` prints it. */
export interface JourneyFigures {
  name: string
  entered: number
  heldOut: number
  sent: Record<string, number>
  suppressed: Record<string, number>
  converted: number
  readout: Readout
}

/** Of every journey, in the order of their names. */
export async function readJourneys(house: House, since: Date, now: Date): Promise<JourneyFigures[]> {
  const { journeyReadout } = await import('#measurement/index.ts')
  const figures: JourneyFigures[] = []
  for (const { name, definition } of await house.journeys.list()) {
    const { entered, heldOut, sent, suppressed, converted } = await house.journeys.report(name, since, now)
    const readout = await journeyReadout(house.db, { definition, from: since }, now)
    figures.push({ name, entered, heldOut, sent, suppressed, converted, readout })
  }
  return figures.sort((a, b) => (a.name < b.name ? -1 : 1))
}

const heads = ['journey', 'entered', 'held out', 'sent', 'not sent', 'converted', 'readout']

/** The same for a person. */
export function printJourneys(
  journeys: readonly JourneyFigures[],
  { from, until, moments, dispatched }: Omit<VirtualRun, 'failures'>,
  out: (text: string) => void,
): void {
  out(`${from.toISOString()} to ${until.toISOString()}: ${moments} moments, ${dispatched} sent\n\n`)
  const rows = journeys.map(({ name, entered, heldOut, sent, suppressed, converted, readout }) => [
    name,
    String(entered),
    String(heldOut),
    counted(sent),
    counted(suppressed),
    String(converted),
    readInWords(readout),
  ])
  printTable(out, heads, rows)
}

const MOST = 3

/** The most frequent first. */
function counted(counts: Record<string, number>): string {
  const sorted = Object.entries(counts).sort((a, b) => b[1] - a[1])
  const said = sorted.slice(0, MOST).map(([name, count]) => `${count} ${name}`)
  const rest = sorted.slice(MOST).reduce((sum, [, count]) => sum + count, 0)
  return [...said, ...(rest > 0 ? [`${rest} others`] : [])].join(', ')
}

function readInWords(readout: Readout): string {
  return readout.status.replaceAll('_', ' ')
}
