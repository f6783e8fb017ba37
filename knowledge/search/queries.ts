import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#store/index.ts'

/** A vector as stored, for the text with that hash. */
export interface StoredVector {
  id: string
  hash: string
  vector: Float32Array
}

export function hashOfText(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}

/** Passage vectors are kept by document and position; in memory their id is `document:position`. */
export const passageId = (documentId: string, position: number) => `${documentId}:${position}`

interface BinaryRow {
  id: string
  hash: string
  vector: Buffer
}

/** Those of the products that have a vector of this model; a hundred ids at a time are read in some 15 ms. */
export async function readProductVectors(db: Db, model: string, ids: string[]): Promise<StoredVector[]> {
  const { rows } = await sql<BinaryRow>`
    select product_id as id, hash, vector_send(embedding) as vector from product_vectors
    where model = ${model} and product_id = any(${ids}::text[])`.execute(db)
  return rows.map((row) => ({ id: row.id, hash: row.hash, vector: fromBinary(row.vector) }))
}

export async function readPassageVectors(db: Db, model: string): Promise<StoredVector[]> {
  const { rows } = await sql<BinaryRow & { position: number }>`
    select document_id as id, position, hash, vector_send(embedding) as vector from passage_vectors
    where model = ${model}`.execute(db)
  return rows.map((row) => ({
    id: passageId(row.id, row.position),
    hash: row.hash,
    vector: fromBinary(row.vector),
  }))
}

/** By the hash of their words, which is their id as well. */
export async function readSentenceVectors(db: Db, model: string): Promise<StoredVector[]> {
  const { rows } = await sql<BinaryRow>`
    select hash as id, hash, vector_send(embedding) as vector from sentence_vectors where model = ${model}`.execute(
    db,
  )
  return rows.map((row) => ({ ...row, vector: fromBinary(row.vector) }))
}

export async function writeSentenceVectors(db: Db, model: string, rows: StoredVector[]): Promise<void> {
  const records = rows.map((row) => ({ hash: row.hash, embedding: toText(row.vector) }))
  await sql`
    insert into sentence_vectors (hash, model, embedding)
    select hash, ${model}, embedding::vector
    from json_to_recordset(${JSON.stringify(records)}::json) as r(hash text, embedding text)
    on conflict (hash, model) do nothing`.execute(db)
}

/** Drops the sentences that no page says any more. */
export async function deleteOtherSentenceVectors(db: Db, model: string, hashes: string[]): Promise<void> {
  await sql`delete from sentence_vectors where model = ${model} and not hash = any(${hashes}::text[])`.execute(
    db,
  )
}

// pgvector sends: dimensions and a reserved field, two bytes each, then big-endian floats
function fromBinary(bytes: Buffer): Float32Array {
  const floats = Uint8Array.from(bytes.subarray(4))
  Buffer.from(floats.buffer).swap32()
  return new Float32Array(floats.buffer)
}

const toText = (vector: Float32Array) => `[${Array.from(vector, (value) => value.toFixed(6)).join(',')}]`

export async function writeProductVectors(db: Db, model: string, rows: StoredVector[]): Promise<void> {
  const records = rows.map((row) => ({ id: row.id, hash: row.hash, embedding: toText(row.vector) }))
  await sql`
    insert into product_vectors (product_id, model, hash, embedding)
    select id, ${model}, hash, embedding::vector
    from json_to_recordset(${JSON.stringify(records)}::json) as r(id text, hash text, embedding text)
    on conflict (product_id, model) do update set hash = excluded.hash, embedding = excluded.embedding`.execute(
    db,
  )
}

export async function writePassageVectors(
  db: Db,
  model: string,
  rows: (StoredVector & { documentId: string; position: number })[],
): Promise<void> {
  const records = rows.map((row) => ({ ...row, embedding: toText(row.vector), vector: undefined }))
  await sql`
    insert into passage_vectors (document_id, position, model, hash, embedding)
    select "documentId", position, ${model}, hash, embedding::vector
    from json_to_recordset(${JSON.stringify(records)}::json)
      as r("documentId" text, position integer, hash text, embedding text)
    on conflict (document_id, position, model) do update set hash = excluded.hash, embedding = excluded.embedding`.execute(
    db,
  )
}

/** Drops the vectors of what is no longer there; `keep` tells which are. */
export async function deleteVectors(
  db: Db,
  gone: { products: string[]; documents: string[] },
): Promise<void> {
  if (gone.products.length > 0)
    await sql`delete from product_vectors where product_id = any(${gone.products}::text[])`.execute(db)
  if (gone.documents.length > 0)
    await sql`delete from passage_vectors where document_id = any(${gone.documents}::text[])`.execute(db)
}
