import type { LexicalMatch } from './lexical-index.ts'
import { rankingWeights } from './ranking-weights.ts'

/** What the meaning may add to the words, in shares of the best lexical score: more than a tie-break costs more than it finds. */
const MEANING = 0.05
/** The lexical head whose meaning is looked at. */
export const HEAD = 200
/** Below this share of the query answered, the words alone are no answer. */
const WEAK_COVERAGE = 0.6
/** A document that answers less of the query than this shares a word with it, no more. */
export const LEAST_COVERAGE = 0.25
/** Cosines up to here mean nothing in common. */
const NO_MEANING = 0.3

export interface Ranked {
  document: number
  score: number
}

/** Best first: BM25F times how much of the query is answered. */
export function rankByWords(
  matches: readonly LexicalMatch[],
  coordination = rankingWeights.coordination,
): (Ranked & { coverage: number })[] {
  return matches
    .map(({ document, score, coverage }) => ({ document, coverage, score: score * coverage ** coordination }))
    .sort((a, b) => b.score - a.score || a.document - b.document)
}

/** Whether the words found too little, so that meaning may bring in candidates of its own. */
export function isWeak(best: { coverage: number } | undefined): boolean {
  return !best || best.coverage < WEAK_COVERAGE
}

/**
 * Adds meaning to words by score, not by rank (fusing ranks hurts: .59 against .79 NDCG). Scores come out
 * between 0 and 1 + MEANING. A document without a vector keeps its words' score alone.
 */
export function fuse(head: readonly Ranked[], cosine: (document: number) => number | null): Ranked[] {
  const most = head[0]?.score || 1
  return head
    .map(({ document, score }) => ({ document, score: score / most + MEANING * meaning(cosine(document)) }))
    .sort((a, b) => b.score - a.score || a.document - b.document)
}

/** A cosine as a share of full agreement, 0 to 1. */
export function meaning(cosine: number | null): number {
  return cosine === null ? 0 : Math.max(0, (cosine - NO_MEANING) / (1 - NO_MEANING))
}
