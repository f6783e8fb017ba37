import type { StaffRole } from '#contract/staff-api.ts'
import { isDemo, seedDemo } from '#demo/index.ts'
import { addReadyMadeSegments } from '#domain/segments/index.ts'
import { createApiKey, publicKey } from '#domain/settings/index.ts'
import { addStaff, listStaff } from '#domain/staff/index.ts'
import { countProducts } from '#knowledge/catalog/index.ts'
import { type Db, inTransaction, lock } from '#store/index.ts'
import type { FirstStart } from './house.ts'

interface Account {
  email: string
  name: string
  roles: StaffRole[]
}

const admin: Account = { email: 'admin@example.com', name: 'Admin', roles: ['admin'] }
const demoTeam: Account[] = [
  { email: 'mia@example.com', name: 'Mia', roles: ['support'] },
  { email: 'jonas@example.com', name: 'Jonas', roles: ['associate'] },
  { email: 'lea@example.com', name: 'Lea', roles: ['crm'] },
]

export interface FirstStartOptions {
  /** undefined: the demo shop comes only into an empty embedded database. */
  demo: boolean | undefined
  embedded: boolean
  now: Date
  onStep: (text: string) => void
}

/** Keys, accounts with random passwords and the demo shop, once; null where there is nothing to tell. */
export async function prepareFirstStart(db: Db, options: FirstStartOptions): Promise<FirstStart | null> {
  const withDemo = await wantsDemo(db, options)
  const made = await makeAccess(db, withDemo ? [admin, ...demoTeam] : [admin], options.now)
  if (withDemo) {
    options.onStep('Making the demo shop')
    await seedDemo(db, options.now)
  }
  if (await isDemo(db)) await addReadyMadeSegments(db, options.now)
  return made
}

async function wantsDemo(db: Db, { demo, embedded }: FirstStartOptions): Promise<boolean> {
  if (demo === false || (await isDemo(db))) return false
  if (demo === true) return true
  return embedded && (await countProducts(db)) === 0 && (await listStaff(db)).length === 0
}

/** Two processes that start together make one set: the second one finds it made. */
function makeAccess(db: Db, accounts: Account[], now: Date): Promise<FirstStart | null> {
  return inTransaction(db, async (tx) => {
    await lock(tx, 'customer', 'first-start') // no customer has this id: it only has to be one name for all
    if ((await publicKey(tx)) === null) await createApiKey(tx, 'public', 'Website', now)
    if ((await listStaff(tx)).length > 0) return null
    const { key } = await createApiKey(tx, 'secret', 'First key', now)
    const staff: FirstStart['staff'] = []
    for (const account of accounts) {
      const { password } = await addStaff(tx, account, now)
      staff.push({ ...account, password })
    }
    return { staff, secretKey: key }
  })
}
