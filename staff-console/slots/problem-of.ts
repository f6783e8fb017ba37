import { RequestError } from '../api/http.ts'
import { texts } from '../texts.ts'

/** Why something was not saved: by field where the server says so. */
export interface SaveProblem {
  text: string
  /** Somebody else has saved meanwhile. */
  conflict: boolean
  /** By the path within what was written: `content.image.alt`. */
  fields: Record<string, string>
}

/** `before` the path of what was written within what was sent: `slot`, `variant`. */
export function problemOf(error: unknown, before: string): SaveProblem {
  const nothing = { conflict: false, fields: {} }
  if (!(error instanceof RequestError) || error.reason === 'offline')
    return { ...nothing, text: texts.app.noConnection }
  const { status, errors = [] } = error.problem ?? {}
  if (status === 409) return { ...nothing, text: error.message, conflict: true }
  if (status === 404) return { ...nothing, text: error.message }
  if (status !== 400) return { ...nothing, text: texts.slots.notSaved }
  const fields = errors.map(({ path, message }) => [withoutFirst(path, before), message] as const)
  return { ...nothing, text: texts.slots.form.wrong, fields: Object.fromEntries(fields) }
}

const withoutFirst = (path: string, first: string) =>
  path.startsWith(`${first}.`) ? path.slice(first.length + 1) : path

/** What is said of a field, or of anything within it. */
export function said(fields: Record<string, string>, path: string): string | undefined {
  const found = Object.keys(fields).find((each) => each === path || each.startsWith(`${path}.`))
  return found === undefined ? undefined : fields[found]
}
