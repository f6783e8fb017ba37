import { createHash } from 'node:crypto'
import { z } from 'zod'
import { newId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { type Db, inTransaction } from '#store/index.ts'
import type { FrontMatter } from './front-matter.ts'
import { type DocumentFormat, readPage } from './page.ts'
import { splitIntoPassages } from './passages.ts'
import { deleteDocuments, findBySlug, lockDocuments, writeDocument } from './queries.ts'
import { toSlug } from './slug.ts'
import { readCountries, readDay, type Validity } from './validity.ts'

export const documentKinds = ['policy', 'care', 'delivery', 'store', 'other'] as const
export type DocumentKind = (typeof documentKinds)[number]

export interface DocumentInput {
  /** File name or address: importing the same one again updates it. */
  slug: string
  title?: string | undefined
  /** Where the shop shows it: http(s) or a path. */
  url?: string | undefined
  kind?: string | undefined
  /** What it is about; without one it has no other versions. */
  key?: string | undefined
  /** `CH`, or `DE, AT`; empty: everywhere. */
  country?: string | undefined
  version?: string | undefined
  /** A date, or a date and time, of ISO 8601. */
  validFrom?: string | undefined
  validUntil?: string | undefined
  format: DocumentFormat
  text: string
}

const MOST_CHARS = 1_000_000
const address = z.string().regex(/^(https?:\/\/|\/(?!\/))[^\s]*$/i)

/**
 * Stores a document and its passages. What the input says holds before what the file's head says. Same
 * content twice writes nothing. Throws a Problem (bad-request) that names the field.
 */
export async function importDocument(
  db: Db,
  input: DocumentInput,
  source: string,
  now: Date,
): Promise<{ documentId: string; changed: boolean; passages: number }> {
  const slug = toSlug(input.slug)
  if (slug === '') throw wrong('slug', 'is empty')
  if (input.text.length > MOST_CHARS) throw wrong('text', `is longer than ${MOST_CHARS} characters`)
  const text = input.text.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\uFFFD')
  const page = readPage(text, input.format)
  const title = (input.title ?? page.head.title ?? page.title ?? slug).trim().slice(0, 300)
  const passages = splitIntoPassages(page.blocks, title)
  if (passages.length === 0) throw wrong('text', 'has no words')
  const document = {
    slug,
    title,
    url: checkAddress(input.url ?? page.head.url ?? null),
    kind: checkKind(input.kind ?? page.head.kind ?? 'other'),
    format: input.format,
    body: text,
    source,
    version: (input.version ?? page.head.version ?? '').trim().slice(0, 60) || null,
    ...validityOf(input, page.head, slug),
  }
  const updatedAt = dateOf(page.head.updated) ?? now
  const hash = createHash('sha256').update(JSON.stringify(document)).digest('base64url').slice(0, 32)
  return inTransaction(db, async (tx) => {
    await lockDocuments(tx)
    const old = await findBySlug(tx, slug)
    const documentId = old?.documentId ?? newId('document', now)
    const changed = old?.hash !== hash
    if (changed) await writeDocument(tx, { documentId, ...document, hash, updatedAt }, passages)
    return { documentId, changed, passages: passages.length }
  })
}

function validityOf(input: DocumentInput, head: FrontMatter, slug: string): Validity {
  const from = input.validFrom ?? head['valid-from']
  const until = input.validUntil ?? head['valid-until']
  const validFrom = from ? readDay(from, input.validFrom ? 'validFrom' : 'valid-from', 'from') : null
  const validUntil = until ? readDay(until, input.validUntil ? 'validUntil' : 'valid-until', 'until') : null
  if (validFrom && validUntil && validUntil <= validFrom)
    throw wrong(input.validUntil ? 'validUntil' : 'valid-until', 'is before the day it holds from')
  return {
    key: toSlug(input.key ?? head.key ?? '') || slug,
    countries: readCountries(input.country ?? head.country ?? '', 'country'),
    validFrom,
    validUntil,
  }
}

/** Answers whether it was there. */
export async function removeDocument(db: Db, documentId: string, _now: Date): Promise<boolean> {
  return (await deleteDocuments(db, { documentId })) > 0
}

/** Removes what came from the source; answers how many documents. */
export function removeSource(db: Db, source: string): Promise<number> {
  return deleteDocuments(db, { source })
}

function wrong(path: string, message: string): Problem {
  return new Problem('bad-request', `${path} ${message}`, { errors: [{ path, message }] })
}

function checkAddress(url: string | null): string | null {
  if (url === null || url === '') return null
  if (!address.safeParse(url).success) throw wrong('url', 'must be an http(s) address or a path')
  return url
}

function checkKind(kind: string): DocumentKind {
  const known = documentKinds.find((name) => name === kind.toLowerCase())
  if (!known) throw wrong('kind', `must be one of ${documentKinds.join(', ')}`)
  return known
}

function dateOf(text: string | undefined): Date | null {
  const time = text ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) ? null : new Date(time)
}
