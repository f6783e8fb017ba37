import type { CustomerRow } from '#contract/staff-customers.ts'
import { searchCustomers } from '#domain/identity/index.ts'
import type { Db } from '#store/index.ts'

const PAGE = 30

/** A page of customers: those that the text finds, or without a text the newest. */
export async function findCustomers(
  db: Db,
  text: string,
  cursor: string | null,
): Promise<{ customers: CustomerRow[]; next: string | null }> {
  const { rows, nextCursor } = await searchCustomers(db, { text, limit: PAGE, cursor })
  return {
    customers: rows.map((row) => ({
      customerId: row.rootId,
      name: row.name,
      identifiers: row.identifiers,
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
    })),
    next: nextCursor,
  }
}
