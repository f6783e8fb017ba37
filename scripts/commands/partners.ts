import { BadInput, type Command, type CommandInput, textOption } from '../command.ts'
import { printTable } from '../print-table.ts'

export const partnersList: Command = {
  words: ['partners', 'list'],
  usage: '',
  summary: 'list the contracts under which partners may tell of customers',
  takes: [0, 0],
  needs: 'database',
  run: async (_input, context) => {
    const { listContracts } = await import('#domain/profile/index.ts')
    const contracts = await listContracts(await context.db())
    if (context.json) context.out(`${JSON.stringify(contracts)}\n`)
    else {
      const rows = contracts.map((contract) => [
        contract.contractId,
        contract.partner,
        contract.traits.join(', '),
        contract.purposes.join(', '),
        `${dayOf(contract.startsAt)} to ${dayOf(contract.expiresAt)}`,
        contract.endedAt ? `ended ${dayOf(contract.endedAt)}` : '',
      ])
      printTable(context.out, ['contract', 'partner', 'traits', 'purposes', 'runs', ''], rows)
    }
    return 0
  },
}

export const partnersRecord: Command = {
  words: ['partners', 'record'],
  usage: 'PARTNER --traits A,B --purposes P,Q --from DATE --until DATE --reference TEXT',
  summary: 'put a contract with a partner on record; without one nothing of theirs is kept',
  options: {
    traits: { type: 'string', about: 'names of the traits it covers, parted by commas' },
    purposes: { type: 'string', about: 'what they may serve, e.g. personalisation,marketing' },
    from: { type: 'string', about: 'first day, e.g. 2026-01-01' },
    until: { type: 'string', about: 'the day it is over, e.g. 2027-01-01' },
    reference: { type: 'string', about: 'where the signed paper is' },
  },
  takes: [1, 1],
  needs: 'database',
  run: async (input, context) => {
    const { recordContract } = await import('#domain/profile/index.ts')
    const contract = await recordContract(
      await context.db(),
      {
        partner: input.positionals[0] ?? '',
        traits: listOption(input, 'traits'),
        purposes: await purposesIn(input),
        startsAt: dayOption(input, 'from'),
        expiresAt: dayOption(input, 'until'),
        reference: textOption(input, 'reference') ?? '',
      },
      'rapport partners record',
      context.now(),
    )
    context.out(context.json ? `${JSON.stringify(contract)}\n` : `${contract.contractId}\n`)
    return 0
  },
}

export const partnersEnd: Command = {
  words: ['partners', 'end'],
  usage: 'CONTRACT',
  summary: 'end a contract before its time; what came under it is not read any more',
  takes: [1, 1],
  needs: 'database',
  run: async (input, context) => {
    const { endContract } = await import('#domain/profile/index.ts')
    const ended = await endContract(await context.db(), input.positionals[0] ?? '', context.now())
    if (!ended) throw new BadInput('that contract is unknown or has ended already')
    context.out(context.json ? '{"ended":true}\n' : 'ended\n')
    return 0
  },
}

async function purposesIn(input: CommandInput) {
  const { traitPurposes } = await import('#domain/profile/index.ts')
  return listOption(input, 'purposes').map((word) => {
    const purpose = traitPurposes.find((known) => known === word)
    if (!purpose) throw new BadInput(`--purposes: "${word}" is none of ${traitPurposes.join(', ')}`)
    return purpose
  })
}

function listOption(input: CommandInput, name: string): string[] {
  const words = (textOption(input, name) ?? '').split(',').map((word) => word.trim())
  return words.filter((word) => word !== '')
}

function dayOption(input: CommandInput, name: string): Date {
  const text = textOption(input, name) ?? ''
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : null
  if (day === null || Number.isNaN(day.getTime()) || dayOf(day) !== text)
    throw new BadInput(`--${name}: a day such as 2026-01-31, not "${text}"`)
  return day
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}
