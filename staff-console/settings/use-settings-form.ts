import { useEffect, useRef, useState } from 'react'
import type { SettingsView } from '#contract/staff-api.ts'
import { RequestError } from '../api/http.ts'
import { writeSettings } from '../api/shop.ts'
import { texts } from '../texts.ts'

/** Error sentences by field path, such as `hours.0.open`. */
export type FieldErrors = Readonly<Record<string, string>>

export interface SettingsForm {
  values: SettingsView
  set: (change: Partial<SettingsView>) => void
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

/**
 * Holds a page's changes until they are saved; only what was changed is sent. `check` answers an error
 * per wrong field before anything is sent; the server's own errors are shown at the same fields.
 */
export function useSettingsForm(
  settings: SettingsView,
  onSaved: (settings: SettingsView) => void,
  check: (values: SettingsView) => FieldErrors,
): SettingsForm {
  const [change, setChange] = useState<Partial<SettingsView>>({})
  const [errors, setErrors] = useState<FieldErrors>({})
  const [state, setState] = useState<{ busy: boolean; saved: boolean; problem: string | null }>(calm)
  const ref = useRef<HTMLFormElement>(null)
  const values = { ...settings, ...change }
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
      const written = await writeSettings(change)
      setChange({})
      setErrors({})
      setState({ ...calm, saved: true })
      onSaved(written)
    } catch (error) {
      refuse(errorsOf(error), problemOf(error))
    }
  }
  return {
    values,
    set: (next) => {
      setChange((held) => onlyChanged(settings, { ...held, ...next }))
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
function onlyChanged(settings: SettingsView, change: Partial<SettingsView>): Partial<SettingsView> {
  const entries = Object.entries(change).filter(
    ([field, value]) => JSON.stringify(Reflect.get(settings, field)) !== JSON.stringify(value),
  )
  return Object.fromEntries(entries)
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
