import type { ReactNode } from 'react'
import type { SlotKind } from '#contract/slots.ts'
import type { SlotChoices } from '#contract/staff-slots.ts'
import { Check, Field } from '../parts/field.tsx'
import { Chips } from '../segments/controls.tsx'
import { texts } from '../texts.ts'
import type { ContentDraft } from './content-draft.ts'
import { entriesOf } from './entries.ts'
import { said } from './problem-of.ts'
import { RowFields } from './row-fields.tsx'
import { TextField } from './text-field.tsx'

const words = texts.slots.form

/** Where what the shop would say next may stand: a variant of one of these. */
const mayBeNext: ReadonlySet<SlotKind> = new Set<SlotKind>(['hero', 'banner', 'row'])

/** What stands in a slot: the words, the picture, the link, and what only this kind has. */
export function ContentFields(props: {
  legend: string
  hint?: string
  kind: SlotKind
  content: ContentDraft
  choices: SlotChoices
  errors: Record<string, string>
  /** Where it stands in what is sent: `content`. */
  at: string
  onChange: (content: ContentDraft) => void
}) {
  const { content, kind, at, errors } = props
  const set = (change: Partial<ContentDraft>) => props.onChange({ ...content, ...change })
  const error = (path: string) => said(errors, `${at}.${path}`)
  return (
    <fieldset className="group slot-content">
      <legend>{props.legend}</legend>
      {props.hint && <p className="field-hint">{props.hint}</p>}
      <Whole text={errors[at]} />
      <TextField
        label={words.heading}
        most={120}
        value={content.title}
        error={error('title')}
        onChange={(title) => set({ title })}
      />
      <TextField
        label={words.text}
        most={500}
        lines={2}
        value={content.text}
        error={error('text')}
        onChange={(text) => set({ text })}
      />
      <Pair>
        <TextField
          label={words.imageUrl}
          hint={words.imageHint}
          most={2000}
          value={content.imageUrl}
          error={error('image.url')}
          onChange={(imageUrl) => set({ imageUrl })}
        />
        <TextField
          label={words.imageAlt}
          hint={words.imageAltHint}
          most={300}
          value={content.imageAlt}
          error={error('image.alt')}
          onChange={(imageAlt) => set({ imageAlt })}
        />
      </Pair>
      <Pair>
        <TextField
          label={words.linkLabel}
          most={60}
          value={content.linkLabel}
          error={error('link.label')}
          onChange={(linkLabel) => set({ linkLabel })}
        />
        <TextField
          label={words.linkUrl}
          most={2000}
          value={content.linkUrl}
          error={error('link.url')}
          onChange={(linkUrl) => set({ linkUrl })}
        />
      </Pair>
      {(content.next || (at === 'content' && mayBeNext.has(kind))) && (
        <>
          <Check
            label={words.next}
            hint={words.nextHint}
            checked={content.next}
            onChange={(next) => set({ next })}
          />
          <Whole text={error('next')} />
        </>
      )}
      <RowFields content={content} choices={props.choices} error={error} onChange={set} />
      {kind === 'social_proof' && (
        <Field label={words.proof} hint={words.proofHint} error={error('proof')}>
          {() => (
            <Chips
              label={words.proof}
              chosen={content.proof}
              options={entriesOf(texts.slots.proofs)}
              onChange={(proof) => set({ proof })}
            />
          )}
        </Field>
      )}
      {kind === 'app_install' && (
        <Pair>
          <TextField
            label={words.ios}
            hint={words.appHint}
            most={2000}
            value={content.ios}
            error={error('app.ios') ?? error('app')}
            onChange={(ios) => set({ ios })}
          />
          <TextField
            label={words.android}
            hint={words.appHint}
            most={2000}
            value={content.android}
            error={error('app.android')}
            onChange={(android) => set({ android })}
          />
        </Pair>
      )}
    </fieldset>
  )
}

const Pair = ({ children }: { children: ReactNode }) => <div className="template-pair">{children}</div>

function Whole({ text }: { text: string | undefined }) {
  return text === undefined ? null : <p className="field-error">{text}</p>
}
