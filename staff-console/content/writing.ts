import { createContext, use } from 'react'
import type { Finding } from '#contract/content-templates.ts'
import type { MessageChoices } from '#contract/staff-content.ts'

/** What every field of a message must know beside its own value. */
export interface Writing {
  /** The language that is written. */
  language: string
  /** The variant that is written; null: the message as it stands. */
  variant: string | null
  choices: MessageChoices
  /** By path: why it was not saved. */
  errors: Record<string, string>
  findings: readonly Finding[]
}

export const WritingContext = createContext<Writing | null>(null)

export function useWritingOf(): Writing {
  const writing = use(WritingContext)
  if (!writing) throw new Error('no message is written here')
  return writing
}

/** Why the field at this path is not right, if it is not. */
export function errorAt({ errors }: Writing, path: string): string | undefined {
  const found = Object.keys(errors).find((each) => each === path || each.startsWith(`${path}.`))
  return found === undefined ? undefined : errors[found]
}
