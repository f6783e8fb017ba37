import { BadInput, type Command } from '../command.ts'

/** Makes the link to a customer's preferences, to be sent to that very address and nowhere else. */
export const linkPreferences: Command = {
  words: ['link', 'preferences'],
  usage: 'EMAIL|PHONE|USER_ID',
  summary: 'make the link to a customer’s preferences; whoever has it may change them, so send it there only',
  takes: [1, 1],
  needs: 'database',
  run: async (input, context) => {
    const given = input.positionals[0] ?? ''
    const { findByIdentifier, identifiersOf, membersOf, normaliseIdentifier } = await import(
      '#domain/identity/index.ts'
    )
    const { linkDays, signLink } = await import('#domain/consent/index.ts')
    const house = await context.house()
    const kind = given.includes('@') ? 'email' : /^\+|^00/.test(given) ? 'phone' : 'user_id'
    const found = await findByIdentifier(house.db, kind, given)
    if (!found) throw new BadInput(`no customer has the ${kind.replace('_', ' ')} "${given}"`)
    // the link stands for the member that has this address: control of it is all that its holder has shown
    const members = await membersOf(house.db, found.customerId)
    const value = normaliseIdentifier(kind, given)
    const own = (await identifiersOf(house.db, members)).find(
      (entry) => entry.kind === kind && entry.value === value,
    )
    const now = context.now()
    const claims = { kind: 'preferences', customerId: own?.customerId ?? found.customerId } as const
    const origin = house.publicUrl()
    if (origin === '') throw new BadInput('start the server, or set PUBLIC_URL: a link needs an address')
    const url = `${origin}/preferences/${signLink(house.secrets.link, claims, now)}`
    const expiresAt = new Date(now.getTime() + linkDays.preferences * 86_400_000).toISOString()
    context.out(context.json ? `${JSON.stringify({ url, expiresAt })}\n` : `${url}\n`)
    return 0
  },
}
