import { RequestError } from '../api/http.ts'
import { texts } from '../texts.ts'

export type StaffErrors = Partial<Record<'name' | 'email' | 'roles' | 'all', string>>

/** What the server found wrong, at its fields; the rest as one sentence. */
export function staffErrors(error: unknown): StaffErrors {
  if (!(error instanceof RequestError) || error.reason !== 'refused') {
    return { all: texts.staff.form.offline }
  }
  const fields = error.problem?.errors ?? []
  if (fields.length === 0) return { all: error.message }
  return Object.fromEntries(
    fields.map(({ path, message }) => {
      const field = path.split('.')[0] ?? ''
      return [['name', 'email', 'roles'].includes(field) ? field : 'all', message]
    }),
  )
}
