import type { PushTarget } from '#contract/outbound.ts'
import { type Db, inTransaction, storableJson, storableText } from '#store/index.ts'
import type { OrchestratorTables } from '../tables.ts'

const tables = (db: Db) => db.withTables<OrchestratorTables>()

/** More devices than anybody has; whoever sends us made-up ones fills no table and slows no decision. */
const MOST_DEVICES = 20

/**
 * A device that may be pushed to. Its token belongs to whoever registered it last: a shared phone changes hands.
 * Of very many the latest are kept.
 */
export function registerPush(
  db: Db,
  input: { customerId: string; token: string; target: PushTarget },
  now: Date,
): Promise<void> {
  const address = storableText(input.token)
  const push = storableJson(input.target) as unknown as PushTarget
  return inTransaction(db, async (tx) => {
    await tables(tx)
      .deleteFrom('contact_points')
      .where('channel', '=', 'push')
      .where('address', '=', address)
      .where('customer_id', '<>', input.customerId)
      .execute()
    await tables(tx)
      .insertInto('contact_points')
      .values({
        customer_id: input.customerId,
        channel: 'push',
        address,
        kind: 'push_token',
        last_inbound_at: null,
        blocked_reason: null,
        blocked_at: null,
        rest_until: null,
        push,
        seen_at: now,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['customer_id', 'channel', 'address'])
          .doUpdateSet({ push, seen_at: now, blocked_reason: null, blocked_at: null }),
      )
      .execute()
    await keepLatest(tx, input.customerId)
  })
}

async function keepLatest(tx: Db, customerId: string): Promise<void> {
  const own = tables(tx).selectFrom('contact_points').where('customer_id', '=', customerId)
  const older = own
    .where('channel', '=', 'push')
    .select('address')
    .orderBy('seen_at', 'desc')
    .orderBy('address')
    .offset(MOST_DEVICES)
  await tables(tx)
    .deleteFrom('contact_points')
    .where('customer_id', '=', customerId)
    .where('channel', '=', 'push')
    .where('address', 'in', older)
    .execute()
}

/** The device is gone: unsubscribed, or its service knows the token no more. */
export async function removePush(db: Db, token: string): Promise<void> {
  await tables(db)
    .deleteFrom('contact_points')
    .where('channel', '=', 'push')
    .where('address', '=', storableText(token))
    .execute()
}
