import { type Db, inTransaction, lock } from '#store/index.ts'
import { listContent } from '../queries-content.ts'
import { saveContent } from '../queries-content-changes.ts'
import { readyMadeMessages } from './index.ts'

/** Puts the messages of the twelve journeys there as drafts, for the shop to make its own; one of that name stays as it is. */
export async function addReadyMadeMessages(db: Db, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lock(tx, 'budget', 'content templates') // two processes that start together
    const present = new Set((await listContent(tx)).map(({ name }) => name))
    for (const { content } of readyMadeMessages)
      if (!present.has(content.name)) await saveContent(tx, content, { staffId: null }, now)
  })
}
