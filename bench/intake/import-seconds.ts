import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '#store/index.ts'
import { startCommand } from '../../tests/support/processes.ts'
import type { Place } from './prepare.ts'

/** Invoices of a shop in 2009 and 2010: 525,461 lines, 28,816 orders. Not in the project. */
const FILE = join(projectRoot, '..', 'shared', 'data', 'purchases', 'online-retail-2009.tsv.gz')
const COLUMNS = 'invoice,stockcode,description,quantity,time,price,customer,country'

/** Seconds to import that file as orders by the command; null where it is not there. */
export async function importSeconds(place: Place, note: (text: string) => void): Promise<number | null> {
  if (!existsSync(FILE)) {
    note(`there is no ${FILE}: the import is not measured`)
    return null
  }
  const env = {
    ...(place.databaseUrl && { DATABASE_URL: place.databaseUrl }),
    ...(place.dataDir && { DATA_DIR: place.dataDir }),
  }
  const begun = performance.now()
  const child = startCommand(
    process.execPath,
    [
      '--import',
      'tsx',
      join(projectRoot, 'scripts', 'rapport.ts'),
      'import',
      'orders',
      FILE,
      '--columns',
      COLUMNS,
      '--currency',
      'GBP',
      '--json',
    ],
    env,
  )
  const code = await child.ended
  const seconds = (performance.now() - begun) / 1000
  if (code !== 0) throw new Error(`the import ended with ${code}: ${child.errors()} ${child.lines.join(' ')}`)
  return Math.round(seconds * 10) / 10
}
