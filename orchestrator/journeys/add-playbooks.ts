import { type Db, inTransaction, lock } from '#store/index.ts'
import { playbooks } from './playbooks.ts'
import { listJourneys } from './queries.ts'
import { saveJourney } from './save-journey.ts'
import { triggerTable } from './triggers/index.ts'

/** Puts the twelve there, switched off; one that the shop has already, changed or not, stays as it is. */
export async function addPlaybooks(db: Db, now: Date): Promise<void> {
  // whoever is named by another comes first
  const inOrder = [...playbooks].sort((a, b) => a.exclusions.journeys.length - b.exclusions.journeys.length)
  await inTransaction(db, async (tx) => {
    await lock(tx, 'budget', 'journeys') // two processes that start together
    const present = new Set((await listJourneys(tx)).map(({ name }) => name))
    for (const definition of inOrder)
      if (!present.has(definition.name))
        await saveJourney({ db: tx, triggers: triggerTable }, definition, null, now)
  })
}
