import { createInterface } from 'node:readline'
import { BadInput, type Command, type CommandContext } from '../command.ts'
import { findPerson } from '../find-person.ts'

export const eraseCustomerCommand: Command = {
  words: ['erase', 'customer'],
  usage: 'IDENTIFIER [--yes]',
  summary: 'erase everything kept of a person for good (GDPR article 17)',
  options: { yes: { type: 'boolean', about: 'do not ask for the identifier once more' } },
  notes: [
    'IDENTIFIER: an e-mail address, phone number, user id, loyalty number, or customer id.',
    'Orders stay in the books without the person. Hashes of the identifiers stay, so that no import writes to them.',
    'On the console two people agree to an erasure; here it is on record as done by this command.',
  ],
  takes: [1, 1],
  needs: 'database',
  run: async (input, context) => {
    const given = input.positionals[0] ?? ''
    const house = await context.house()
    const person = await findPerson(house.db, given)
    if (input.values.yes !== true) await confirm(given, person.memberIds.length, context)
    const { eraseByHand } = await import('#inbound/index.ts')
    const deps = { suppressionKey: house.secrets.suppression, keepErasure: house.erasures.keep }
    const erased = await eraseByHand(house.db, person.customerId, 'rapport erase', deps, context.now())
    house.erased(erased.members)
    const { customerId, counts, hashes } = erased
    if (context.json) {
      context.out(`${JSON.stringify({ customerId, records: erased.members.length, counts, hashes })}\n`)
      return 0
    }
    const { orders = 0, ...gone } = counts
    const rows = Object.entries(gone).filter(([, count]) => count > 0)
    context.out(`Erased ${customerId}: ${rows.map(([room, count]) => `${room} ${count}`).join(', ')}\n`)
    context.out(`Kept: ${orders} rows of orders without the person, hashes of ${hashes.length} identifiers\n`)
    return 0
  },
}

/** Asks for the identifier once more. Throws BadInput where it is not the same. */
async function confirm(given: string, records: number, context: CommandContext): Promise<void> {
  context.err(`This erases ${records} customer records for good. Type ${given} to go on: `)
  const lines = createInterface({ input: context.stdin })
  let typed = ''
  for await (const line of lines) {
    typed = line
    break
  }
  lines.close()
  if (typed.trim() !== given) throw new BadInput('that is not the same identifier; nothing was erased')
}
