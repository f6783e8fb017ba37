import { useCallback } from 'react'
import type { SlotInput, SlotKind, SlotStrategy } from '#contract/slots.ts'
import type { SlotChoices, SlotPage } from '#contract/staff-slots.ts'
import { readSlot, readSlotChoices, saveSlot } from '../api/slots.ts'
import { BackLink } from '../customers/back-link.tsx'
import { faultText } from '../parts/fault-text.ts'
import { Check, Field } from '../parts/field.tsx'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { allSlots, slotPage } from '../routing/route.ts'
import { digitsOf } from '../segments/amount.ts'
import { texts } from '../texts.ts'
import { type ContentDraft, contentDraftOf, contentOf } from './content-draft.ts'
import { ContentFields } from './content-fields.tsx'
import { entriesOf } from './entries.ts'
import { SaveBar } from './save-bar.tsx'
import { TextField } from './text-field.tsx'
import { useWriting } from './use-writing.ts'

const words = texts.slots

/** A slot as it is written: where it stands, what it may look at, what stands there for everybody. */
export function WrittenSlot({ name, onSaved }: { name: string | null; onSaved: (name: string) => void }) {
  const read = useCallback(async () => {
    const [page, choices] = await Promise.all([name === null ? null : readSlot(name), readSlotChoices()])
    return { page, choices }
  }, [name])
  const { resource, reload } = useResource(read)
  if (resource.status === 'loading') return <Loading label={words.form.loading} rows={6} />
  if (resource.status === 'failed')
    return resource.fault === 'missing' ? (
      <Empty title={words.missing} />
    ) : (
      <Failed text={faultText(resource.fault, words.form.failed)} onRetry={() => void reload()} />
    )
  const { page, choices } = resource.value
  return (
    <>
      <BackLink to={page ? slotPage(page.slot.name) : allSlots} label={page ? page.slot.place : words.back} />
      <h1>{page ? words.form.editSlot(page.slot.place) : words.form.newSlot}</h1>
      <SlotForm page={page} choices={choices} onSaved={onSaved} />
    </>
  )
}

interface SlotDraft {
  name: string
  place: string
  kind: SlotKind
  on: boolean
  strategy: SlotStrategy
  quietDays: string
  content: ContentDraft
}

function SlotForm(props: { page: SlotPage | null; choices: SlotChoices; onSaved: (name: string) => void }) {
  const { page, choices } = props
  const before = page?.slot ?? null
  const digits = digitsOf(choices.currency)
  const form = useWriting<SlotDraft>(
    () => ({
      name: before?.name ?? '',
      place: before?.place ?? '',
      kind: before?.kind ?? 'hero',
      on: before?.on ?? true,
      strategy: before?.strategy ?? 'personal',
      quietDays: String(before?.quietDays ?? 7),
      content: contentDraftOf(before?.defaultContent ?? {}, digits),
    }),
    {
      within: 'slot',
      check: () => null, // the server has the rules
      save: async (draft, over) => {
        const there = before && over ? (await readSlot(before.name)).slot : before
        const { name } = await saveSlot(inputOf(draft, digits), there?.updatedAt ?? null)
        props.onSaved(name)
      },
    },
  )
  const { draft, set, errors } = form
  const closes = draft.kind === 'exit_intent' || draft.kind === 'app_install'
  const isFixed = (before?.variants.length ?? 0) > 0
  return (
    <form className="form segment-form" noValidate onSubmit={form.submit}>
      {before === null && (
        <TextField
          label={words.form.slotName}
          hint={words.form.slotNameHint}
          most={60}
          value={draft.name}
          error={errors.name}
          onChange={(name) => set({ name })}
        />
      )}
      <TextField
        label={words.form.place}
        hint={words.form.placeHint}
        most={200}
        value={draft.place}
        error={errors.place}
        onChange={(place) => set({ place })}
      />
      <Choice
        label={words.form.kind}
        hint={isFixed ? words.form.kindFixed : undefined}
        options={isFixed ? kinds.filter(([kind]) => kind === draft.kind) : kinds}
        value={draft.kind}
        error={errors.kind}
        onChange={(kind) => set({ kind })}
      />
      <Choice
        label={words.form.strategy}
        options={strategies}
        value={draft.strategy}
        error={errors.strategy}
        onChange={(strategy) => set({ strategy })}
      />
      <Check
        label={words.form.on}
        hint={words.form.slotOnHint}
        checked={draft.on}
        onChange={(on) => set({ on })}
      />
      {closes && (
        <TextField
          label={words.form.quietDays}
          hint={words.form.quietDaysHint}
          most={3}
          value={draft.quietDays}
          error={errors.quietDays}
          onChange={(quietDays) => set({ quietDays })}
        />
      )}
      <ContentFields
        legend={words.form.defaultContent}
        hint={words.form.defaultHint}
        kind={draft.kind}
        content={draft.content}
        choices={choices}
        errors={errors}
        at="defaultContent"
        onChange={(content) => set({ content })}
      />
      <SaveBar
        busy={form.busy}
        dirty={form.dirty}
        // of a new one, the name is taken: nobody else's work is at stake
        problem={form.problem && { ...form.problem, conflict: form.problem.conflict && before !== null }}
        back={before ? slotPage(before.name) : allSlots}
        theirs={slotPage(draft.name)}
        onSaveOver={form.saveOver}
      />
    </form>
  )
}

const kinds = entriesOf(words.kinds)
const strategies = entriesOf(words.strategies)

function Choice<T extends string>(props: {
  label: string
  hint?: string | undefined
  options: readonly (readonly [T, string])[]
  value: T
  error: string | undefined
  onChange: (value: T) => void
}) {
  return (
    <Field label={props.label} hint={props.hint} error={props.error}>
      {(ids) => (
        <select
          {...ids}
          className="input"
          value={props.value}
          onChange={(event) => {
            const next = props.options.find(([value]) => value === event.target.value)
            if (next) props.onChange(next[0])
          }}
        >
          {props.options.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

function inputOf(draft: SlotDraft, digits: number): SlotInput {
  const { name, place, kind, on, strategy, quietDays, content } = draft
  return {
    name: name.trim(),
    place: place.trim(),
    kind,
    on,
    strategy,
    quietDays: /^\d+$/.test(quietDays.trim()) ? Number(quietDays) : Number.NaN,
    defaultContent: contentOf(content, digits),
  }
}
