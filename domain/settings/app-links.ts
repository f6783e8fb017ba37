import { type AppLinks, appLinksInput, noAppLinks } from '#contract/app-links.ts'
import { Problem } from '#contract/problem.ts'

/** Stored as a whole: a field that is missing, or no longer valid, has its default. */
export function appLinksWithDefaults(stored: unknown): AppLinks {
  const given = typeof stored === 'object' && stored !== null ? stored : {}
  const known = Object.entries(given).filter(([field]) => field in noAppLinks)
  const good = known.filter(([field, value]) => appLinksInput.partial().safeParse({ [field]: value }).success)
  return { ...noAppLinks, ...Object.fromEntries(good) }
}

/** The fields of a change, checked. Throws `bad-request` with one entry per wrong field. */
export function checkedAppLinks(patch: unknown): Partial<AppLinks> {
  const parsed = appLinksInput.partial().safeParse(patch)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  throw new Problem('bad-request', 'The links into the app are not valid', { errors })
}
