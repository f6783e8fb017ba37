import {
  type DocumentPassages,
  documentIds,
  passagesAfter,
  speaking,
  type Version,
} from '#knowledge/documents/index.ts'
import type { Db } from '#store/index.ts'
import { type PreparedPassage, preparePassage } from './answers/prepared.ts'
import { hashOfText, passageId } from './queries.ts'
import { SpellingTable } from './spelling.ts'

const PAGE = 20

/** One passage as the index holds it. */
export interface PassageEntry {
  id: string
  documentId: string
  position: number
  title: string
  url: string | null
  section: string
  text: string
  /** For whom its document holds, and since when. */
  version: Version
  sentenceHash: string
  prepared: PreparedPassage
  /** Of the sentences, each with its heading, as the encoder is given them. */
  headedHashes: string[]
}

/** The shop's documents in memory, passage by passage, following them by rev. */
export class PassageIndex {
  readonly entries = new Map<string, PassageEntry>()
  /** How many passages have a term; what is gone is counted no more. */
  readonly frequency = new Map<string, number>()
  readonly spelling = new SpellingTable()
  readonly #documents = new Map<string, { version: Version; entries: PassageEntry[] }>()
  #rev = 0

  /** Reads what has changed since the last time. Answers the ids of documents that are gone. */
  async follow(db: Db): Promise<string[]> {
    for (;;) {
      const changed = await passagesAfter(db, this.#rev, PAGE)
      for (const document of changed) this.#put(document)
      this.#rev = changed.at(-1)?.rev ?? this.#rev
      if (changed.length < PAGE) break
    }
    return this.#dropMissing(await documentIds(db))
  }

  /** The passages that speak to somebody in this country now. */
  speaking(country: string | null, now: Date): PassageEntry[] {
    const versions = [...this.#documents.values()].map(({ version }) => version)
    return speaking(versions, country, now).flatMap(
      ({ documentId }) => this.#documents.get(documentId)?.entries ?? [],
    )
  }

  #put(document: DocumentPassages): void {
    this.#forget(document.documentId)
    const { documentId, key, countries, validFrom, validUntil, updatedAt } = document
    const version = { documentId, key, countries, validFrom, validUntil, updatedAt }
    const entries = document.passages.map((passage) => this.#entryOf(document, passage, version))
    this.#documents.set(documentId, { version, entries })
    for (const entry of entries) {
      this.entries.set(entry.id, entry)
      for (const term of entry.prepared.all) this.#count(term, 1)
    }
  }

  #entryOf(
    { documentId, title, url }: DocumentPassages,
    { position, section, text }: DocumentPassages['passages'][number],
    version: Version,
  ): PassageEntry {
    const words = { title, section, text }
    const prepared = preparePassage(words)
    return {
      id: passageId(documentId, position),
      documentId,
      position,
      url,
      ...words,
      version,
      sentenceHash: hashOfText(passageSentence(words)),
      prepared,
      headedHashes: prepared.sentences.map(({ headed }) => hashOfText(headed)),
    }
  }

  #count(term: string, by: number): void {
    const known = this.frequency.get(term)
    if (known === undefined) this.spelling.add(term)
    this.frequency.set(term, (known ?? 0) + by)
  }

  #dropMissing(present: string[]): string[] {
    const there = new Set(present)
    const gone = [...this.#documents.keys()].filter((id) => !there.has(id))
    for (const id of gone) this.#forget(id)
    return gone
  }

  #forget(documentId: string): void {
    for (const entry of this.#documents.get(documentId)?.entries ?? []) {
      this.entries.delete(entry.id)
      for (const term of entry.prepared.all) this.#count(term, -1)
    }
    this.#documents.delete(documentId)
  }
}

/** What the encoder is given: the headings say what the text is about. */
export function passageSentence(entry: { title: string; section: string; text: string }): string {
  return [entry.title, entry.section.replaceAll(' > ', ', '), entry.text]
    .filter((part) => part !== '')
    .join('. ')
    .replace(/\s+/g, ' ')
    .slice(0, 600)
}
