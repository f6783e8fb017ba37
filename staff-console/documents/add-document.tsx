import { type ChangeEvent, type FormEvent, useState } from 'react'
import type { DocumentRow } from '#contract/staff-api.ts'
import { RequestError } from '../api/http.ts'
import { addDocument } from '../api/shop.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'
import { readDocumentFile } from './document-file.ts'
import { ValidityFields } from './validity-fields.tsx'

const words = texts.documents.form

export interface Draft {
  title: string
  url: string
  country: string
  validFrom: string
  validUntil: string
  format: 'markdown' | 'html'
  text: string
}
export type Errors = Partial<Record<keyof Draft | 'file' | 'all', string>>

const blank: Draft = {
  title: '',
  url: '',
  country: '',
  validFrom: '',
  validUntil: '',
  format: 'markdown',
  text: '',
}

/** A document from a file or from the clipboard. */
export function AddDocument(props: { onClose: () => void; onAdded: (row: DocumentRow) => void }) {
  const [draft, setDraft] = useState(blank)
  const [errors, setErrors] = useState<Errors>({})
  const [fileName, setFileName] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const set = (change: Partial<Draft>) => {
    setDraft((held) => ({ ...held, ...change }))
    setErrors({})
  }
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    if (!file) return
    const read = await readDocumentFile(file)
    if (!read.ok) return setErrors({ file: read.problem })
    setFileName(read.name)
    set({ format: read.format, text: read.text })
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const found = check(draft)
    setErrors(found)
    if (Object.keys(found).length > 0 || busy) return
    setBusy(true)
    try {
      props.onAdded(await addDocument(bodyOf(draft)))
    } catch (error) {
      setErrors(errorsOf(error))
      setBusy(false)
    }
  }
  return (
    <Dialog title={words.title} onClose={props.onClose}>
      <form className="form" noValidate onSubmit={submit}>
        <Field
          label={words.file}
          hint={fileName ? words.chosen(fileName) : words.fileHint}
          error={errors.file}
        >
          {(ids) => (
            <input
              {...ids}
              className="input-file"
              type="file"
              accept=".md,.markdown,.txt,.html,.htm"
              onChange={choose}
            />
          )}
        </Field>
        <TextFields draft={draft} errors={errors} set={set} />
        <ValidityFields draft={draft} errors={errors} set={set} />
        {errors.all && (
          <p className="form-problem" role="alert">
            {errors.all}
          </p>
        )}
        <footer className="dialog-actions">
          <Button onClick={props.onClose}>{texts.app.cancel}</Button>
          <Button look="primary" type="submit" busy={busy}>
            {busy ? words.saving : words.save}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

function TextFields(props: { draft: Draft; errors: Errors; set: (change: Partial<Draft>) => void }) {
  const { draft, errors, set } = props
  return (
    <>
      <Field label={words.text} hint={words.textHint} error={errors.text}>
        {(ids) => (
          <textarea
            {...ids}
            className="input input-code"
            rows={8}
            value={draft.text}
            onChange={(event) => set({ text: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.format} error={errors.format}>
        {(ids) => (
          <select
            {...ids}
            className="input input-short"
            value={draft.format}
            onChange={(event) => set({ format: event.target.value === 'html' ? 'html' : 'markdown' })}
          >
            <option value="markdown">{words.markdown}</option>
            <option value="html">{words.html}</option>
          </select>
        )}
      </Field>
      <Field label={words.name} hint={words.nameHint} error={errors.title}>
        {(ids) => (
          <input
            {...ids}
            className="input"
            value={draft.title}
            onChange={(event) => set({ title: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.url} hint={words.urlHint} error={errors.url}>
        {(ids) => (
          <input
            {...ids}
            className="input"
            inputMode="url"
            value={draft.url}
            onChange={(event) => set({ url: event.target.value.trim() })}
          />
        )}
      </Field>
    </>
  )
}

function check(draft: Draft): Errors {
  const errors: Errors = {}
  if (draft.text.trim() === '') errors.text = texts.settings.required
  if (draft.title.length > 200) errors.title = texts.settings.tooLong(200)
  if (draft.url !== '' && !(/^https?:\/\//.test(draft.url) && URL.canParse(draft.url))) {
    errors.url = words.badUrl
  }
  return errors
}

function bodyOf(draft: Draft): Parameters<typeof addDocument>[0] {
  const title = draft.title.trim()
  return {
    format: draft.format,
    text: draft.text,
    ...(title && { title }),
    ...(draft.url && { url: draft.url }),
    ...(draft.country.trim() && { country: draft.country.trim() }),
    ...(draft.validFrom && { validFrom: draft.validFrom }),
    ...(draft.validUntil && { validUntil: draft.validUntil }),
  }
}

function errorsOf(error: unknown): Errors {
  if (!(error instanceof RequestError) || error.reason !== 'refused') return { all: words.offline }
  const fields = error.problem?.errors ?? []
  if (fields.length === 0) return { all: error.message }
  return Object.fromEntries(fields.map((field) => [field.path in blank ? field.path : 'all', field.message]))
}
