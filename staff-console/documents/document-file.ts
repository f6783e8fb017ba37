import { texts } from '../texts.ts'

/** The server takes bodies of 1 MB; JSON makes a text a little longer. */
const MAX_BYTES = 900_000

export type ReadFile =
  | { ok: true; name: string; format: 'markdown' | 'html'; text: string }
  | { ok: false; problem: string }

/** Reads a file somebody chose; one that is no text, or too long, is refused with a sentence. */
export async function readDocumentFile(file: File): Promise<ReadFile> {
  const ending = /\.(md|markdown|txt|html?)$/i.exec(file.name)?.[1]?.toLowerCase()
  if (!ending) return { ok: false, problem: texts.documents.form.notText }
  if (file.size > MAX_BYTES) return { ok: false, problem: texts.documents.form.tooLarge }
  const text = await file.text()
  if (text.includes('\0')) return { ok: false, problem: texts.documents.form.notText }
  return { ok: true, name: file.name, format: ending.startsWith('htm') ? 'html' : 'markdown', text }
}
