import type { Concept } from '../lexicon/concepts.ts'
import { type Intent, type IntentRule, intentRules } from '../lexicon/intent-rules.ts'

export interface ScoredIntent {
  intent: Intent
  score: number
}

/** The intents whose rules hold, best first, each once. */
export function scoreIntents(found: ReadonlySet<Concept>): ScoredIntent[] {
  const best = new Map<Intent, number>()
  for (const rule of intentRules) {
    if (!holds(rule, found)) continue
    const bonus = (rule.bonus ?? []).filter((concept) => found.has(concept)).length * 0.5
    const score = rule.weight + bonus
    if (score > (best.get(rule.intent) ?? 0)) best.set(rule.intent, score)
  }
  return [...best].map(([intent, score]) => ({ intent, score })).sort((a, b) => b.score - a.score)
}

function holds(rule: IntentRule, found: ReadonlySet<Concept>): boolean {
  if (rule.not?.some((concept) => found.has(concept))) return false
  return rule.all.every((entry) =>
    typeof entry === 'string' ? found.has(entry) : entry.some((c) => found.has(c)),
  )
}
