import { sql } from 'kysely'
import type { DocumentRow } from '#contract/staff-api.ts'
import { type Db, inTransaction } from '#store/index.ts'
import type { DocumentFormat } from './page.ts'
import { renderPage } from './page.ts'
import type { Passage } from './passages.ts'
import { standingOf, type Validity, type Version } from './validity.ts'

export interface StoredDocument extends Validity {
  documentId: string
  slug: string
  title: string
  url: string | null
  kind: string
  format: DocumentFormat
  body: string
  source: string
  hash: string
  version: string | null
  updatedAt: Date
}

/** One writer at a time, so that revs become visible in their order. Held until the transaction ends. */
export async function lockDocuments(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('documents', 0))`.execute(tx)
}

export async function findBySlug(db: Db, slug: string): Promise<{ documentId: string; hash: string } | null> {
  const { rows } = await sql<{ documentId: string; hash: string }>`
    select document_id as "documentId", hash from documents where slug = ${slug}`.execute(db)
  return rows[0] ?? null
}

/** The document with these passages and no others. */
export async function writeDocument(tx: Db, document: StoredDocument, passages: Passage[]): Promise<void> {
  await sql`
    insert into documents (document_id, slug, title, url, kind, format, body, source, hash,
      key, countries, version, valid_from, valid_until, updated_at)
    values (${document.documentId}, ${document.slug}, ${document.title}, ${document.url}, ${document.kind},
      ${document.format}, ${document.body}, ${document.source}, ${document.hash},
      ${document.key}, ${document.countries}::text[], ${document.version}, ${document.validFrom}, ${document.validUntil},
      ${document.updatedAt})
    on conflict (document_id) do update set title = excluded.title, url = excluded.url, kind = excluded.kind,
      format = excluded.format, body = excluded.body, source = excluded.source, hash = excluded.hash,
      key = excluded.key, countries = excluded.countries, version = excluded.version,
      valid_from = excluded.valid_from, valid_until = excluded.valid_until,
      rev = nextval('document_rev'), updated_at = excluded.updated_at`.execute(tx)
  await sql`delete from passages where document_id = ${document.documentId}`.execute(tx)
  await sql`
    insert into passages (document_id, position, section, text)
    select ${document.documentId}, position, section, text
    from json_to_recordset(${JSON.stringify(passages)}::json) as r(position integer, section text, text text)`.execute(
    tx,
  )
}

export function deleteDocuments(db: Db, which: { documentId: string } | { source: string }): Promise<number> {
  return inTransaction(db, async (tx) => {
    await lockDocuments(tx)
    const { rows } =
      'documentId' in which
        ? await sql`delete from documents where document_id = ${which.documentId} returning 1`.execute(tx)
        : await sql`delete from documents where source = ${which.source} returning 1`.execute(tx)
    return rows.length
  })
}

interface Listed extends Version {
  title: string
  url: string | null
  version: string | null
  passages: number
}

const listed = sql`document_id as "documentId", title, url, key, countries, version,
  valid_from as "validFrom", valid_until as "validUntil", updated_at as "updatedAt",
  (select count(*) from passages p where p.document_id = d.document_id) as passages`

/** By title, the newest of several versions first. */
export async function listDocuments(db: Db, now: Date): Promise<DocumentRow[]> {
  const { rows } = await sql<Listed>`
    select ${listed} from documents d
    order by title, coalesce(valid_from, updated_at) desc, document_id`.execute(db)
  return rows.map((row) => ({ ...toDocumentRow(row), standing: standingOf(row, rows, now) }))
}

export interface DocumentPage extends Omit<DocumentRow, 'standing'> {
  body: string
  /** Safe to put into a page as it is. */
  html: string
}

export async function findDocument(db: Db, documentId: string): Promise<DocumentPage | null> {
  const { rows } = await sql<Listed & { body: string; format: DocumentFormat }>`
    select ${listed}, body, format from documents d where document_id = ${documentId}`.execute(db)
  const [row] = rows
  return row ? { ...toDocumentRow(row), body: row.body, html: renderPage(row.body, row.format) } : null
}

function toDocumentRow(row: Listed): Omit<DocumentRow, 'standing'> {
  return {
    documentId: row.documentId,
    title: row.title,
    url: row.url,
    passages: row.passages,
    updatedAt: row.updatedAt.toISOString(),
    countries: row.countries,
    version: row.version,
    validFrom: row.validFrom?.toISOString() ?? null,
    validUntil: row.validUntil?.toISOString() ?? null,
  }
}

export interface DocumentPassages extends Version {
  title: string
  url: string | null
  kind: string
  rev: number
  passages: Passage[]
}

/** Documents changed since `rev`, in the order of the changes, whole. */
export async function passagesAfter(db: Db, rev: number, limit = 50): Promise<DocumentPassages[]> {
  const { rows } = await sql<DocumentPassages>`
    select document_id as "documentId", title, url, kind, rev, updated_at as "updatedAt",
      key, countries, valid_from as "validFrom", valid_until as "validUntil",
      coalesce((select json_agg(json_build_object('position', p.position, 'section', p.section, 'text', p.text)
        order by p.position) from passages p where p.document_id = d.document_id), '[]') as passages
    from documents d where rev > ${rev} order by rev limit ${limit}`.execute(db)
  return rows
}

/** The ids of all documents there are: what an index still holds beside them has been removed. */
export async function documentIds(db: Db): Promise<string[]> {
  const { rows } = await sql<{ document_id: string }>`select document_id from documents`.execute(db)
  return rows.map((row) => row.document_id)
}
