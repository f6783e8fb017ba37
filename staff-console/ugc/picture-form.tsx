import { type FormEvent, useState } from 'react'
import type { PictureRow, PicturesPage } from '#contract/staff-ugc.ts'
import { savePicture, type WrittenPicture } from '../api/ugc.ts'
import { Choice } from '../content/choice.tsx'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Check, Field } from '../parts/field.tsx'
import { Chips } from '../segments/controls.tsx'
import { entriesOf } from '../slots/entries.ts'
import { problemOf, said } from '../slots/problem-of.ts'
import { TextField } from '../slots/text-field.tsx'
import { texts } from '../texts.ts'
import { placesOf } from './places.ts'

const words = texts.pictures
const seasons = entriesOf<string>(words.seasons)

/** A picture as it is written; what is wrong stays beside its field. */
export function PictureForm(props: {
  before: PictureRow | null
  page: PicturesPage
  onClose: () => void
  onSaved: () => void
}) {
  const { before, page } = props
  const [draft, setDraft] = useState<WrittenPicture>(() => writtenOf(before))
  const [languages, setLanguages] = useState(() => (before?.rule.languages ?? []).join(', '))
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<{ text: string; fields: Record<string, string> } | null>(null)
  const set = (part: Partial<WrittenPicture>) => setDraft((held) => ({ ...held, ...part }))
  const error = (path: string) => said(problem?.fields ?? {}, path)
  const save = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await savePicture({ ...draft, rule: ruleOf(draft.rule, languages) }, before?.creativeId ?? null)
      props.onSaved()
    } catch (fault) {
      setProblem(problemOf(fault, ''))
      setBusy(false)
    }
  }
  const isOfCategory = draft.category !== null
  return (
    <Dialog title={before ? words.titles.change : words.titles.add} onClose={props.onClose}>
      <form
        className="form picture-form"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          if (!busy) void save()
        }}
      >
        <Choice
          label={words.of}
          value={isOfCategory ? 'category' : 'product'}
          options={[
            ['product', words.ofProduct],
            ['category', words.ofCategory],
          ]}
          onChange={(kind) =>
            set(
              kind === 'product'
                ? { productId: '', category: null }
                : { productId: null, category: page.categories[0] ?? '' },
            )
          }
        />
        {isOfCategory ? (
          <Choice
            label={words.category}
            error={error('category')}
            value={draft.category ?? ''}
            options={page.categories.map((each) => [each, each] as const)}
            onChange={(category) => set({ category })}
          />
        ) : (
          <TextField
            label={words.product}
            most={200}
            value={draft.productId ?? ''}
            error={error('productId')}
            onChange={(productId) => set({ productId })}
          />
        )}
        <Choice
          label={words.place}
          error={error('place')}
          value={draft.place}
          options={placesOf(page.slots)}
          onChange={(place) => set({ place })}
        />
        <TextField
          label={words.image}
          hint={words.imageHint}
          most={2000}
          value={draft.imageUrl}
          error={error('imageUrl')}
          onChange={(imageUrl) => set({ imageUrl })}
        />
        <TextField
          label={words.alt}
          hint={words.altHint}
          most={300}
          value={draft.alt}
          error={error('alt')}
          onChange={(alt) => set({ alt })}
        />
        {page.segments.length > 0 && (
          <Field label={words.segmentsLabel} error={error('rule.segmentIds')}>
            {() => (
              <Chips
                label={words.segmentsLabel}
                chosen={draft.rule.segmentIds ?? []}
                options={page.segments.map(({ segmentId, name }) => [segmentId, name] as const)}
                onChange={(segmentIds) => set({ rule: { ...draft.rule, segmentIds } })}
              />
            )}
          </Field>
        )}
        <Field label={words.seasonsLabel}>
          {() => (
            <Chips
              label={words.seasonsLabel}
              chosen={draft.rule.seasons ?? []}
              options={seasons}
              onChange={(chosen) => set({ rule: { ...draft.rule, seasons: chosen } })}
            />
          )}
        </Field>
        <TextField
          label={words.languagesLabel}
          hint={words.languagesHint}
          most={100}
          value={languages}
          error={error('rule.languages')}
          onChange={setLanguages}
        />
        <TextField
          label={words.test}
          hint={words.testHint}
          most={60}
          value={draft.testKey ?? ''}
          error={error('testKey')}
          onChange={(testKey) => set({ testKey: testKey === '' ? null : testKey })}
        />
        <TextField
          label={words.position}
          hint={words.positionHint}
          most={4}
          value={Number.isNaN(draft.position) ? '' : String(draft.position)}
          error={error('position')}
          onChange={(text) => set({ position: /^\d+$/.test(text) ? Number(text) : Number.NaN })}
        />
        <Check label={words.on} checked={draft.isOn} onChange={(isOn) => set({ isOn })} />
        {problem && (
          <p className="form-problem" role="alert">
            {problem.text}
          </p>
        )}
        <footer className="dialog-actions">
          <Button onClick={props.onClose}>{texts.app.cancel}</Button>
          <Button look="primary" type="submit" busy={busy}>
            {words.save}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

function writtenOf(before: PictureRow | null): WrittenPicture {
  const { segmentIds, seasons: in_, languages } = before?.rule ?? {}
  return {
    productId: before ? before.productId : '',
    category: before?.category ?? null,
    place: before?.place ?? 'email',
    imageUrl: before?.imageUrl ?? '',
    alt: before?.alt ?? '',
    rule: {
      ...(segmentIds && { segmentIds }),
      ...(in_ && { seasons: in_ }),
      ...(languages && { languages }),
    },
    testKey: before?.testKey ?? null,
    position: before?.position ?? 0,
    isOn: before?.isOn ?? true,
    startsAt: before?.startsAt ?? null,
    endsAt: before?.endsAt ?? null,
  }
}

/** What is not narrowed is left out. */
function ruleOf(
  { segmentIds = [], seasons: in_ = [] }: WrittenPicture['rule'],
  text: string,
): WrittenPicture['rule'] {
  const languages = text.split(',').flatMap((each) => each.trim().toLowerCase() || [])
  return {
    ...(segmentIds.length > 0 && { segmentIds }),
    ...(in_.length > 0 && { seasons: in_ }),
    ...(languages.length > 0 && { languages }),
  }
}
