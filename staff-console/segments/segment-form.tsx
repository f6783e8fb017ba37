import { type FormEvent, useState } from 'react'
import type { SegmentInput, SegmentPurpose } from '#contract/segments.ts'
import type { SegmentFields, SegmentPage } from '#contract/staff-segments.ts'
import { RequestError } from '../api/http.ts'
import { saveSegment } from '../api/segments.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { Link } from '../routing/link.tsx'
import { allSegments, segmentPage } from '../routing/route.ts'
import { LeaveGuard } from '../settings/settings-form.tsx'
import { texts } from '../texts.ts'
import { LiveCountCard } from './live-count.tsx'
import { newCondition } from './new-condition.ts'
import { type DraftGroup, draftOf, newKey, problemsOf, ruleOf } from './rule-draft.ts'
import { RuleFields } from './rule-fields.tsx'
import { useLiveCount } from './use-live-count.ts'

const words = texts.segments.form
const purposes: SegmentPurpose[] = ['marketing', 'personalisation', 'clienteling', 'service']

/** A segment as it is written: a name, its purpose, and the conditions, counted as one writes. */
export function SegmentForm(props: {
  before: SegmentPage | null
  fields: SegmentFields
  onSaved: (segmentId: string) => void
}) {
  const { before, fields } = props
  const form = useSegmentForm(before, fields, props.onSaved)
  const { values, set } = form
  return (
    <form className="form segment-form" noValidate onSubmit={form.submit}>
      <Field label={words.name} error={form.errors.name}>
        {(ids) => (
          <input
            {...ids}
            className="input"
            maxLength={200}
            autoComplete="off"
            value={values.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.description} hint={words.descriptionHint}>
        {(ids) => (
          <input
            {...ids}
            className="input"
            maxLength={500}
            autoComplete="off"
            value={values.description}
            onChange={(event) => set({ description: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.purpose} hint={words.purposeHint}>
        {(ids) => (
          <select
            {...ids}
            className="input input-short"
            value={values.purpose}
            onChange={(event) => {
              const purpose = purposes.find((one) => one === event.target.value)
              if (purpose) set({ purpose })
            }}
          >
            {purposes.map((purpose) => (
              <option key={purpose} value={purpose}>
                {texts.segments.purposes[purpose]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <fieldset className="group">
        <legend>{words.conditions}</legend>
        {values.draft ? (
          <RuleFields
            group={values.draft}
            fields={fields}
            segmentId={before?.segmentId ?? null}
            problems={form.shown}
            onChange={(draft) => set({ draft, ruleChanged: true })}
          />
        ) : (
          <p className="caution">{words.deep}</p>
        )}
      </fieldset>
      <LiveCountCard live={form.live} />
      <div className="save-bar">
        <Button look="primary" type="submit" busy={form.busy}>
          {form.busy ? words.saving : words.save}
        </Button>
        <Link className="button button-quiet" to={before ? segmentPage(before.segmentId) : allSegments}>
          {texts.app.cancel}
        </Link>
        <p role="alert" className="form-problem">
          {form.errors.all}
        </p>
      </div>
      <LeaveGuard dirty={form.dirty} />
    </form>
  )
}

interface Values {
  name: string
  description: string
  purpose: SegmentPurpose
  /** null: deeper than the form shows. */
  draft: DraftGroup | null
  ruleChanged: boolean
}

function useSegmentForm(
  before: SegmentPage | null,
  fields: SegmentFields,
  onSaved: (segmentId: string) => void,
) {
  const [values, setValues] = useState<Values>(() => ({
    name: before?.name ?? '',
    description: before?.description ?? '',
    purpose: before?.purpose ?? 'marketing',
    draft: before ? draftOf(before.rule) : firstDraft(fields),
    ruleChanged: before === null,
  }))
  const [dirty, setDirty] = useState(false)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [errors, setErrors] = useState<{ name?: string; all?: string }>({})
  const problems = values.draft ? problemsOf(values.draft) : new Map()
  // a rule that nobody touched is sent as it was: only its own change makes a new version
  const rule =
    before && !values.ruleChanged
      ? before.rule
      : values.draft && problems.size === 0
        ? ruleOf(values.draft)
        : null
  const live = useLiveCount(rule, values.purpose)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setTried(true)
    const name = values.name.trim()
    const found = {
      ...(name === '' && { name: words.required }),
      ...(rule === null && { all: words.incomplete }),
    }
    setErrors(found)
    if (name === '' || rule === null) return
    const input: SegmentInput = {
      name,
      description: values.description.trim(),
      purpose: values.purpose,
      rule,
    }
    setBusy(true)
    try {
      const { segmentId } = await saveSegment(before?.segmentId ?? null, input)
      setDirty(false)
      onSaved(segmentId)
    } catch (error) {
      setErrors({ all: problemOf(error) })
      setBusy(false)
    }
  }
  const set = (change: Partial<Values>) => {
    setDirty(true)
    setValues((held) => ({ ...held, ...change }))
  }
  return { values, set, dirty, busy, errors, live, submit, shown: tried ? problems : new Map() }
}

function firstDraft(fields: SegmentFields): DraftGroup {
  return {
    key: newKey(),
    mode: 'all',
    parts: [{ key: newKey(), condition: newCondition('orders', fields, null) }],
  }
}

function problemOf(error: unknown): string {
  if (!(error instanceof RequestError) || error.reason === 'offline') return texts.app.noConnection
  const { status, errors } = error.problem ?? {}
  if (status === 400) return errors?.[0]?.message ?? error.message
  return status === 409 ? error.message : words.notSaved
}
