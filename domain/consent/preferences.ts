import { z } from 'zod'
import { type ConsentChannel, consentChannels } from './consent.ts'

export const frequencies = ['as_it_comes', 'weekly', 'monthly'] as const
export type Frequency = (typeof frequencies)[number]

/** How somebody wants to be written to, where they may be. */
export interface ContactPreferences {
  /** A channel that is missing: as it comes. */
  frequency: Partial<Record<ConsentChannel, Frequency>>
  /** Names of the catalog's categories; empty is all of them. */
  categories: string[]
  language: string | null
  pausedUntil: Date | null
}

export const noPreferences: ContactPreferences = {
  frequency: {},
  categories: [],
  language: null,
  pausedUntil: null,
}

const storedFrequency = z.partialRecord(z.enum(consentChannels), z.enum(frequencies)).catch({})
const storedCategories = z.array(z.string()).catch([])

export interface StoredPreferences {
  frequency: unknown
  categories: unknown
  language: string | null
  pausedUntil: Date | null
  updatedAt: Date
}

/** What holds for one person of what the members have said: the newest, and the longest pause of any. */
export function preferencesOf(rows: readonly StoredPreferences[]): ContactPreferences {
  const [newest] = [...rows].sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime())
  if (!newest) return noPreferences
  const pauses = rows.flatMap(({ pausedUntil }) => pausedUntil ?? [])
  return {
    frequency: storedFrequency.parse(newest.frequency),
    categories: storedCategories.parse(newest.categories),
    language: newest.language,
    pausedUntil: pauses.sort((a, b) => b.getTime() - a.getTime())[0] ?? null,
  }
}
