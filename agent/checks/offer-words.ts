import type { Known } from './check.ts'

/**
 * A sentence without what the house itself says of an offer that this turn knows of: the whole clause, word for
 * word, with its amounts and its code. What is left is checked like any sentence.
 */
export function withoutOfferWords(
  sentence: string,
  { facts }: Pick<Known, 'facts'>,
): { rest: string; quoted: boolean } {
  let rest = sentence
  for (const fact of facts) if (fact.kind === 'offer') rest = rest.replaceAll(fact.words, 'that')
  return { rest, quoted: rest !== sentence }
}
