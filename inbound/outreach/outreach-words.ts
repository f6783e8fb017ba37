import { houseReasons, providerReasons, type RowReason, reasonWords } from '#orchestrator/index.ts'

const all: Record<string, string> = { ...providerReasons, ...houseReasons, ...reasonWords }

/** Why a message stands where it stands, in words for staff; empty where there is nothing to say. */
export function wordsOfOutcome(reason: RowReason | null): string {
  return reason === null ? '' : (all[reason] ?? '')
}
