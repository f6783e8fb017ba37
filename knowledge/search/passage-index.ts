import { type DocumentPassages, documentIds, passagesAfter } from '#knowledge/documents/index.ts'
import type { Db } from '#store/index.ts'
import { fieldTerms } from './field-terms.ts'
import { type FieldWeight, LexicalIndex } from './lexical-index.ts'
import { hashOfText, passageId } from './queries.ts'
import { verbStem } from './stem.ts'

const PAGE = 20
/** Title of the document, headings above, text. */
const fields: FieldWeight[] = [
  { weight: 2.5, dilution: 0.3 },
  { weight: 2.5, dilution: 0.3 },
  { weight: 1, dilution: 0.6 },
]

/** One passage as the index holds it. */
export interface PassageEntry {
  id: string
  documentId: string
  position: number
  title: string
  url: string | null
  section: string
  text: string
  updatedAt: Date
  document: number
  sentenceHash: string
}

/** The shop's documents in memory, passage by passage, following them by rev. */
export class PassageIndex {
  readonly entries = new Map<string, PassageEntry>()
  readonly byDocument = new Map<number, PassageEntry>()
  readonly lexical = new LexicalIndex({ fields, saturation: 3 })
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

  #put(document: DocumentPassages): void {
    this.#forget(document.documentId)
    for (const { position, section, text } of document.passages) {
      const number = this.lexical.add([document.title, section, text].map(passageTerms))
      const entry: PassageEntry = {
        id: passageId(document.documentId, position),
        documentId: document.documentId,
        position,
        title: document.title,
        url: document.url,
        section,
        text,
        updatedAt: document.updatedAt,
        document: number,
        sentenceHash: hashOfText(passageSentence({ title: document.title, section, text })),
      }
      this.entries.set(entry.id, entry)
      this.byDocument.set(number, entry)
    }
  }

  #dropMissing(present: string[]): string[] {
    const there = new Set(present)
    const gone = [...new Set([...this.entries.values()].map((entry) => entry.documentId))].filter(
      (id) => !there.has(id),
    )
    for (const id of gone) this.#forget(id)
    return gone
  }

  #forget(documentId: string): void {
    for (const entry of [...this.entries.values()].filter((held) => held.documentId === documentId)) {
      this.lexical.remove(entry.document)
      this.byDocument.delete(entry.document)
      this.entries.delete(entry.id)
    }
  }
}

/** Prose is indexed by short stems: `shipped` and `shipping` are one. */
function passageTerms(text: string): string[] {
  return fieldTerms(text).map(verbStem)
}

/** What the encoder is given: the headings say what the text is about. */
export function passageSentence(entry: { title: string; section: string; text: string }): string {
  return [entry.title, entry.section.replaceAll(' > ', ', '), entry.text]
    .filter((part) => part !== '')
    .join('. ')
    .replace(/\s+/g, ' ')
    .slice(0, 600)
}
