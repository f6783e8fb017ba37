import type { Db } from '#store/index.ts'
import { takeBack } from './offers.ts'
import type { OutboxRow } from './outbox.ts'
import { freeLosers } from './queries-losers.ts'

/**
 * What follows where rows surely did not go and will not go by themselves: the offers that were issued for them
 * go back to their budgets, and whoever waits for them is asked again. In the transaction that changed them.
 */
export async function settleUnsent(tx: Db, rows: readonly OutboxRow[], now: Date): Promise<void> {
  await takeBack(tx, unsentKeys(rows), now)
  await freeLosers(tx, rows, now)
}

/** Under which offers stand that surely reached nobody. */
export const unsentKeys = (rows: readonly OutboxRow[]): string[] =>
  rows.flatMap(({ issuedKey, startedAt }) => (issuedKey && startedAt === null ? [issuedKey] : []))

/** It does not go, and will not by itself. */
export const isOver = ({ state }: OutboxRow): boolean =>
  state === 'refused' || state === 'dead' || state === 'cancelled'
