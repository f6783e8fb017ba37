import type { UgcPage, UgcRow } from '#contract/staff-ugc.ts'
import { listStaff } from '#domain/staff/index.ts'
import { countUgc, listUgc, type Ugc, type UgcState } from '#domain/ugc/index.ts'
import type { House } from '../house.ts'

const PAGE = 30

/** A page of what customers gave, with what the catalog says of its products. */
export async function readUgcPage(
  house: House,
  asked: { state: UgcState; after?: string | undefined },
): Promise<UgcPage> {
  const pieces = await listUgc(house.db, { ...asked, limit: PAGE + 1 })
  return {
    pieces: await ugcRows(house, pieces.slice(0, PAGE)),
    counts: await countUgc(house.db),
    more: pieces.length > PAGE,
  }
}

export async function ugcRows({ db, shelf }: House, pieces: readonly Ugc[]): Promise<UgcRow[]> {
  const names = new Map((await listStaff(db)).map(({ staffId, name }) => [staffId, name]))
  return pieces.map(({ decidedBy, rightsAcceptedAt, createdAt, decidedAt, ...piece }) => ({
    ...piece,
    productTitle: shelf.get(piece.productId)?.title ?? null,
    rightsAcceptedAt: rightsAcceptedAt.toISOString(),
    createdAt: createdAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
    decidedByName: decidedBy === null ? null : (names.get(decidedBy) ?? decidedBy),
  }))
}
