import { weightOf } from './light-words.ts'
import { nearNames, sameNames } from './service-words.ts'

/** Whether some list of ours knows the term, so that it is no slip of the keys. */
export function isListed(term: string): boolean {
  return sameNames.has(term) || nearNames.has(term) || weightOf(term) < 1
}
