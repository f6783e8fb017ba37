export {
  type DocumentInput,
  type DocumentKind,
  documentKinds,
  importDocument,
  removeDocument,
  removeSource,
} from './import.ts'
export { nameDocument } from './naming.ts'
export type { DocumentFormat } from './page.ts'
export type { Passage } from './passages.ts'
export {
  type DocumentPage,
  type DocumentPassages,
  documentIds,
  findDocument,
  listDocuments,
  passagesAfter,
} from './queries.ts'
export { escapeHtml } from './safe-html.ts'
export { heldSince, isCountry, speaking, type Validity, type Version } from './validity.ts'
