import type { Condition, Rule } from '#contract/segments.ts'

export type GroupMode = 'all' | 'any' | 'none'

export interface DraftPart {
  key: number
  condition: Condition
}

/** Conditions as the form holds them: a group of conditions, and of groups of conditions. */
export interface DraftGroup {
  key: number
  mode: GroupMode
  parts: (DraftPart | DraftGroup)[]
}

export const isGroup = (part: DraftPart | DraftGroup): part is DraftGroup => 'parts' in part

let keys = 0
export const newKey = () => ++keys

/** A rule as the form shows it; null where it goes deeper than the form. */
export function draftOf(rule: Rule): DraftGroup | null {
  const { mode, rules } = opened(rule)
  const parts = rules.map((part) => partOf(part))
  return parts.every((part) => part !== null) ? { key: newKey(), mode, parts } : null
}

function partOf(rule: Rule): DraftPart | DraftGroup | null {
  if ('type' in rule) return { key: newKey(), condition: rule }
  const { mode, rules } = opened(rule)
  const conditions = rules.filter((part) => 'type' in part)
  if (conditions.length < rules.length) return null
  return { key: newKey(), mode, parts: conditions.map((condition) => ({ key: newKey(), condition })) }
}

function opened(rule: Rule): { mode: GroupMode; rules: Rule[] } {
  if ('all' in rule) return { mode: 'all', rules: rule.all }
  if ('any' in rule) return { mode: 'any', rules: rule.any }
  if (!('not' in rule)) return { mode: 'all', rules: [rule] }
  return { mode: 'none', rules: 'any' in rule.not ? rule.not.any : [rule.not] }
}

/** What a draft says; only of one without problems. */
export function ruleOf({ mode, parts }: DraftGroup): Rule {
  const rules = parts.map((part) => (isGroup(part) ? ruleOf(part) : part.condition))
  if (mode === 'none') return { not: { any: rules } }
  return mode === 'all' ? { all: rules } : { any: rules }
}

export type ConditionProblem = 'number' | 'value' | 'empty'

/** What is missing, by the key of the condition or group. */
export function problemsOf(group: DraftGroup): Map<number, ConditionProblem> {
  const problems = new Map<number, ConditionProblem>()
  if (group.parts.length === 0) problems.set(group.key, 'empty')
  for (const part of group.parts) {
    if (isGroup(part)) for (const [key, problem] of problemsOf(part)) problems.set(key, problem)
    else {
      const problem = missingIn(part.condition)
      if (problem) problems.set(part.key, problem)
    }
  }
  return problems
}

/** A number that is none, an empty text or an empty list is a field that nobody has filled in. */
function missingIn(value: unknown): ConditionProblem | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'number'
  if (typeof value === 'string') return value.trim() === '' ? 'value' : null
  if (Array.isArray(value) && value.length === 0) return 'value'
  if (typeof value !== 'object' || value === null) return null
  return Object.values(value).reduce<ConditionProblem | null>(
    (found, inner) => found ?? missingIn(inner),
    null,
  )
}

/** The same tree with one part changed, or taken out where `change` answers null. */
export function withPart(
  group: DraftGroup,
  key: number,
  change: (part: DraftPart | DraftGroup) => DraftPart | DraftGroup | null,
): DraftGroup {
  const parts = group.parts.flatMap((part) => {
    if (part.key === key) return change(part) ?? []
    return isGroup(part) ? withPart(part, key, change) : part
  })
  return { ...group, parts }
}
