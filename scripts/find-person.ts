import { BadInput } from './command.ts'

/** The person an operator has named by any identifier or id. Throws BadInput where there is none. */
export async function findPerson(
  db: import('#store/index.ts').Db,
  given: string,
): Promise<import('#domain/identity/index.ts').PersonView> {
  const { findByIdentifier, identifierKinds, personView } = await import('#domain/identity/index.ts')
  const direct = given.startsWith('cus_') ? await personView(db, given) : null
  if (direct) return direct
  const kinds = given.includes('@') ? (['email', 'user_id'] as const) : identifierKinds
  for (const kind of kinds) {
    const found = await findByIdentifier(db, kind, given)
    const person = found && (await personView(db, found.customerId))
    if (person) return person
  }
  throw new BadInput(`no customer has the identifier "${given}"`)
}
