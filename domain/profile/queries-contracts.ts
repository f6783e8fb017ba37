import type { Selectable } from 'kysely'
import { newId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { type Db, storableText } from '#store/index.ts'
import type { PartnerContract } from './contracts.ts'
import type { ProfileTables } from './tables.ts'
import { type TraitPurpose, traitName, traitPurposes } from './traits.ts'

const tables = (db: Db) => db.withTables<ProfileTables>()

export interface ContractInput {
  partner: string
  reference: string
  purposes: TraitPurpose[]
  traits: string[]
  startsAt: Date
  expiresAt: Date
}

/** Puts a contract with a partner on record. Throws `bad-request` where it covers nothing or never runs. */
export async function recordContract(
  db: Db,
  input: ContractInput,
  recordedBy: string,
  now: Date,
): Promise<PartnerContract> {
  const row = await tables(db)
    .insertInto('partner_contracts')
    .values({
      contract_id: newId('contract', now),
      ...checked(input),
      ended_at: null,
      recorded_by: recordedBy,
      recorded_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return toContract(row)
}

function checked(input: ContractInput) {
  const partner = storableText(input.partner).trim().slice(0, 100)
  const reference = storableText(input.reference).trim().slice(0, 300)
  const traits = [...new Set(input.traits.map(traitName))].filter((name) => name !== null)
  const purposes = traitPurposes.filter((purpose) => input.purposes.includes(purpose))
  if (partner === '') throw new Problem('bad-request', 'A contract names its partner')
  if (reference === '') throw new Problem('bad-request', 'A contract says where the signed paper is')
  if (traits.length === 0) throw new Problem('bad-request', 'A contract names the traits it covers')
  if (purposes.length === 0) throw new Problem('bad-request', 'A contract names the purposes it allows')
  if (!(input.startsAt < input.expiresAt)) throw new Problem('bad-request', 'A contract ends after it begins')
  return {
    partner,
    reference,
    purposes,
    traits,
    starts_at: input.startsAt,
    expires_at: input.expiresAt,
  }
}

/** Ends a contract before its time; its traits are not read any more. false: unknown, or ended before. */
export async function endContract(db: Db, contractId: string, now: Date): Promise<boolean> {
  const result = await tables(db)
    .updateTable('partner_contracts')
    .set({ ended_at: now })
    .where('contract_id', '=', contractId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Every contract, running or not, the newest first. */
export async function listContracts(db: Db): Promise<PartnerContract[]> {
  const rows = await tables(db)
    .selectFrom('partner_contracts')
    .selectAll()
    .orderBy('recorded_at', 'desc')
    .orderBy('contract_id', 'desc')
    .execute()
  return rows.map(toContract)
}

function toContract(row: Selectable<ProfileTables['partner_contracts']>): PartnerContract {
  return {
    contractId: row.contract_id,
    partner: row.partner,
    reference: row.reference,
    purposes: row.purposes,
    traits: row.traits,
    startsAt: row.starts_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
  }
}
