import { type Db, inTransaction } from '#store/index.ts'
import { playbooks } from './playbooks.ts'
import { findJourney } from './queries.ts'
import { saveJourney } from './save-journey.ts'
import { triggerTable } from './triggers/index.ts'

/** Puts the twelve there, switched off; one that the shop has already, changed or not, stays as it is. */
export async function addPlaybooks(db: Db, now: Date): Promise<void> {
  // whoever is named by another comes first
  const inOrder = [...playbooks].sort((a, b) => a.exclusions.journeys.length - b.exclusions.journeys.length)
  await inTransaction(db, async (tx) => {
    for (const definition of inOrder)
      if (!(await findJourney(tx, definition.name)))
        await saveJourney({ db: tx, triggers: triggerTable }, definition, null, now)
  })
}
