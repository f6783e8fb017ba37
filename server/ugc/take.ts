import { Problem } from '#contract/problem.ts'
import { sensitiveStatement } from '#domain/profile/index.ts'
import {
  type Photo,
  type PhotoFault,
  readPhoto,
  submitUgc,
  type UgcSubmission,
  warningsIn,
} from '#domain/ugc/index.ts'
import { findProduct } from '#knowledge/catalog/index.ts'
import type { Call } from '../operation.ts'
import { type AuthorSaid, authorOf, hasBought } from './author.ts'

const faults: Record<PhotoFault, string> = {
  not_a_picture: 'must be a JPEG, PNG or WebP picture',
  broken: 'is broken, or not what it seems to be',
  too_small: 'is too small: at least 200 by 200 pixels',
  too_large: 'has too many pixels: at most 10,000 on a side and 50 million in all',
}

export interface Taken {
  ugcId: string
  withdrawSecret: string
  state: 'pending'
  verifiedBuyer: boolean
}

/** Checks everything before anybody is made or anything is kept: then it waits for a person to look at it. */
export async function takeUgc(
  submission: UgcSubmission,
  said: AuthorSaid,
  { house, now, address }: Call,
): Promise<Taken> {
  await house.limits.consume('submissions', address)
  if (!(await findProduct(house.db, submission.productId)))
    throw badField('productId', 'is no product of the catalog')
  const photo = photoIn(submission)
  const warnings = warningsIn(
    [submission.displayName, submission.text],
    (text) => sensitiveStatement(text) !== null,
  )
  const author = await authorOf(house, said, now)
  const verifiedBuyer = await hasBought(house, author, submission.productId)
  const { customerId, members } = author
  const kept = await submitUgc(
    house.db,
    { customerId, members, submission, photo, verifiedBuyer, warnings },
    now,
  )
  return { ...kept, state: 'pending', verifiedBuyer }
}

function photoIn({ photo }: UgcSubmission): Photo | null {
  if (photo === undefined) return null
  const read = readPhoto(Buffer.from(photo, 'base64'))
  if (!read.ok) throw badField('photo', faults[read.reason])
  return read.photo
}

function badField(field: string, message: string): Problem {
  return new Problem('bad-request', `${field}: ${message}`, {
    errors: [{ path: `submission.${field}`, message }],
  })
}
