import { RequestError } from '../api/http.ts'
import { texts } from '../texts.ts'

/** What is wrong, by field, and as a whole. */
export interface FormProblem {
  text: string
  fields: Record<string, string>
}

/** Why something was not saved; `before` the path of what was written within what was sent. */
export function formProblem(error: unknown, before: string, notSaved: string): FormProblem {
  if (!(error instanceof RequestError) || error.reason === 'offline')
    return { text: texts.app.noConnection, fields: {} }
  const { status, errors = [] } = error.problem ?? {}
  if (status === 409 || status === 404) return { text: error.message, fields: {} }
  if (status !== 400) return { text: notSaved, fields: {} }
  const within = (path: string) => (path.startsWith(`${before}.`) ? path.slice(before.length + 1) : path)
  const fields = Object.fromEntries(errors.map(({ path, message }) => [within(path), message]))
  return { text: texts.webhooks.form.wrong, fields }
}
