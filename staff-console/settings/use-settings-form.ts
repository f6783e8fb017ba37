import { useEffect, useRef, useState } from 'react'
import type { SettingsView } from '#contract/staff-api.ts'
import { RequestError } from '../api/http.ts'
import { writeSettings } from '../api/shop.ts'
import { texts } from '../texts.ts'

/** Error sentences by field path, such as `hours.0.open`. */
export type FieldErrors = Readonly<Record<string, string>>

export interface Form<Values extends object> {
  values: Values
  set: (change: Partial<Values>) => void
  errorAt: (path: string) => string | null
  dirty: boolean
  busy: boolean
  saved: boolean
  problem: string | null
  discard: () => void
  save: () => Promise<void>
  /** The element the fields stand in: after a refused save its first wrong field gets the focus. */
  ref: { current: HTMLFormElement | null }
}

export type SettingsForm = Form<SettingsView>

/** A page of the shop's settings. */
export function useSettingsForm(
  settings: SettingsView,
  onSaved: (settings: SettingsView) => void,
  check: (values: SettingsView) => FieldErrors,
): SettingsForm {
  return useForm(settings, check, async (change) => onSaved(await writeSettings(change)))
}

/**
 * Holds a page's changes until they are saved; only what was changed is sent. `check` answers an error
 * per wrong field before anything is sent; the server's own errors are shown at the same fields. `write` throws
 * what the request threw.
 */
export function useForm<Values extends object>(
  stored: Values,
  check: (values: Values) => FieldErrors,
  write: (change: Partial<Values>) => Promise<void>,
): Form<Values> {
  const [change, setChange] = useState<Partial<Values>>({})
  const [errors, setErrors] = useState<FieldErrors>({})
  const [state, setState] = useState<{ busy: boolean; saved: boolean; problem: string | null }>(calm)
  const ref = useRef<HTMLFormElement>(null)
  const values = { ...stored, ...change }
  const dirty = Object.keys(change).length > 0
  useEffect(() => {
    if (Object.keys(errors).length > 0) focusFirstWrong(ref.current)
  }, [errors])
  const refuse = (found: FieldErrors, problem: string) => {
    setErrors(found)
    setState({ busy: false, saved: false, problem })
  }
  const save = async () => {
    const found = check(values)
    if (Object.keys(found).length > 0) return refuse(found, texts.settings.checkFields)
    setState({ ...calm, busy: true })
    try {
      await write(change)
      setChange({})
      setErrors({})
      setState({ ...calm, saved: true })
    } catch (error) {
      refuse(errorsOf(error), problemOf(error))
    }
  }
  return {
    values,
    set: (next) => {
      setChange((held) => onlyChanged(stored, { ...held, ...next }))
      setErrors((held) => without(held, Object.keys(next)))
      setState(calm)
    },
    errorAt: (path) => errors[path] ?? null,
    dirty,
    ...state,
    discard: () => {
      setChange({})
      setErrors({})
      setState(calm)
    },
    save,
    ref,
  }
}

const calm = { busy: false, saved: false, problem: null }

/** What truly differs: a field that was changed back is not a change. */
function onlyChanged<Values extends object>(stored: Values, change: Partial<Values>): Partial<Values> {
  const changed = { ...change }
  for (const [field, value] of Object.entries(change))
    if (JSON.stringify(Reflect.get(stored, field)) === JSON.stringify(value))
      Reflect.deleteProperty(changed, field)
  return changed
}

/** Errors of other fields stay; those of a field that is being corrected go. */
function without(errors: FieldErrors, fields: string[]): FieldErrors {
  const kept = Object.entries(errors).filter(([path]) => !fields.includes(path.split('.')[0] ?? ''))
  return Object.fromEntries(kept)
}

function errorsOf(error: unknown): FieldErrors {
  const list = (error instanceof RequestError && error.problem?.errors) || []
  return Object.fromEntries(list.map((entry) => [entry.path, entry.message]))
}

function problemOf(error: unknown): string {
  if (!(error instanceof RequestError) || error.reason === 'offline') return texts.settings.offline
  if (error.reason === 'signed_out') return texts.settings.notSaved
  return error.problem?.errors?.length
    ? texts.settings.checkFields
    : `${texts.settings.notSaved} ${error.message}`
}

function focusFirstWrong(form: HTMLFormElement | null): void {
  const field = form?.querySelector('[aria-invalid="true"]')
  if (field instanceof HTMLElement) field.focus()
}
