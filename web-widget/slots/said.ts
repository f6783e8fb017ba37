import type { DecideInput } from '../../contract/decide.ts'

/** What a page may tell of itself beside its address; kept until it says otherwise. */
export type PageFacts = { page?: Partial<DecideInput['page']> } & Pick<DecideInput, 'context' | 'session'>
export type TokenSource = string | (() => string | Promise<string>)

/** What the script tag and the page have said so far. */
export interface Said {
  key: string
  /** Where Rapport is, with a slash at its end. */
  base: string
  /** The tag asks to wait for a yes before anything is reported. */
  consentRequired: boolean
  /** null: not said. */
  consent: boolean | null
  identity: TokenSource | null
  facts: PageFacts
}
