import { listCuration, removeCuration, saveCuration } from '#domain/recommendation/index.ts'
import { openShelf } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'

/** By it the demo finds its own again. */
const NOTE = 'Came with the demo shop'

/** What the shop says goes with what; its made-up orders hold no such thing to learn. */
const looks = [
  ['Clothing > Jackets', 'Clothing > Base layers'],
  ['Clothing > Jackets', 'Clothing > Trousers'],
  ['Clothing > Jackets', 'Clothing > Footwear'],
  ['Clothing > Trousers', 'Clothing > Base layers'],
  ['Clothing > Trousers', 'Clothing > Footwear'],
  ['Clothing > Base layers', 'Clothing > Trousers'],
  ['Clothing > Base layers', 'Clothing > Jackets'],
  ['Clothing > Knitwear', 'Clothing > Trousers'],
  ['Clothing > Knitwear', 'Clothing > Footwear'],
  ['Outdoor > Tents & sleep', 'Outdoor > Camp kitchen'],
  ['Outdoor > Tents & sleep', 'Outdoor > Packs & bags'],
  ['Outdoor > Camp kitchen', 'Outdoor > Tents & sleep'],
  ['Home > Bedding', 'Home > Rugs & throws'],
  ['Home > Tableware', 'Home > Lighting'],
] as const

/** Once: a seeding that was cut short finds what it wrote already. */
export async function seedLooks(db: Db, now: Date): Promise<void> {
  await removeLooksOfDemo(db, now)
  const shelf = await openShelf(db)
  for (const [category, completedBy] of looks)
    await saveCuration(db, shelf, null, { kind: 'goes_with', category, completedBy, note: NOTE }, null, now)
}

export async function removeLooksOfDemo(db: Db, now: Date): Promise<void> {
  for (const { curationId, note, updatedBy } of await listCuration(db))
    if (note === NOTE && updatedBy === null) await removeCuration(db, curationId, null, now)
}
