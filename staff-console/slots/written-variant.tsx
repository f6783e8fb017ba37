import { useCallback } from 'react'
import type { SlotVariant } from '#contract/slots.ts'
import type { SlotChoices, SlotPage } from '#contract/staff-slots.ts'
import { readSlot, readSlotChoices, saveVariant } from '../api/slots.ts'
import { BackLink } from '../customers/back-link.tsx'
import { faultText } from '../parts/fault-text.ts'
import { Check, Field } from '../parts/field.tsx'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { slotPage } from '../routing/route.ts'
import { digitsOf } from '../segments/amount.ts'
import { texts } from '../texts.ts'
import { AudienceFields } from './audience-fields.tsx'
import { conditionsIn } from './audience-words.ts'
import { isEmptyCondition } from './conditions.ts'
import { ContentFields } from './content-fields.tsx'
import type { SaveProblem } from './problem-of.ts'
import { SaveBar } from './save-bar.tsx'
import { TextField } from './text-field.tsx'
import { useWriting } from './use-writing.ts'
import { inputOfDraft, type VariantDraft, variantDraftOf } from './variant-draft.ts'

const words = texts.slots

/** A variant as it is written, once it is known what can be chosen and what stood there. */
export function WrittenVariant(props: { slotName: string; variantId: string | null; onSaved: () => void }) {
  const { slotName, variantId } = props
  const read = useCallback(async () => {
    const [page, choices] = await Promise.all([readSlot(slotName), readSlotChoices()])
    return { page, choices }
  }, [slotName])
  const { resource, reload } = useResource(read)
  if (resource.status === 'loading') return <Loading label={words.form.loading} rows={6} />
  if (resource.status === 'failed')
    return resource.fault === 'missing' ? (
      <Empty title={words.missing} />
    ) : (
      <Failed text={faultText(resource.fault, words.form.failed)} onRetry={() => void reload()} />
    )
  const { page, choices } = resource.value
  const before = page.slot.variants.find((variant) => variant.variantId === variantId) ?? null
  return (
    <>
      <BackLink to={slotPage(slotName)} label={page.slot.place} />
      {variantId !== null && before === null ? (
        <Empty title={words.missingVariant} />
      ) : (
        <>
          <h1>{before ? words.form.editVariant(before.name) : words.form.newVariant}</h1>
          <VariantForm page={page} choices={choices} before={before} onSaved={props.onSaved} />
        </>
      )}
    </>
  )
}

function VariantForm(props: {
  page: SlotPage
  choices: SlotChoices
  before: SlotVariant | null
  onSaved: () => void
}) {
  const { page, choices, before } = props
  const { name: slotName, kind } = page.slot
  const digits = digitsOf(choices.currency)
  const form = useWriting<VariantDraft>(() => variantDraftOf(before, digits), {
    within: 'variant',
    check: faultOfDraft,
    save: async (draft, over) => {
      const now = over ? (await readSlot(slotName)).slot.variants : page.slot.variants
      const there = now.find(({ variantId }) => variantId === before?.variantId) ?? before
      const written = there && { variantId: there.variantId, seenAt: there.updatedAt }
      await saveVariant(slotName, inputOfDraft(draft, digits), written)
      props.onSaved()
    },
  })
  const { draft, set, errors } = form
  return (
    <form className="form segment-form" noValidate onSubmit={form.submit}>
      <TextField
        label={words.form.name}
        hint={words.form.nameHint}
        most={120}
        value={draft.name}
        error={errors.name}
        onChange={(name) => set({ name })}
      />
      <Check
        label={words.form.on}
        hint={words.form.variantOnHint}
        checked={draft.on}
        onChange={(on) => set({ on })}
      />
      <AudienceFields
        audience={draft.audience}
        choices={choices}
        strategy={page.strategy}
        tried={form.tried}
        errors={errors}
        onChange={(audience) => set({ audience })}
      />
      <ContentFields
        legend={words.form.content}
        kind={kind}
        content={draft.content}
        choices={choices}
        errors={errors}
        at="content"
        onChange={(content) => set({ content })}
      />
      <fieldset className="group">
        <legend>{words.form.time}</legend>
        <p className="field-hint">{words.form.timeHint}</p>
        <div className="template-pair">
          <Moment
            label={words.form.from}
            value={draft.from}
            error={errors.from}
            onChange={(from) => set({ from })}
          />
          <Moment
            label={words.form.until}
            value={draft.until}
            error={errors.until}
            onChange={(until) => set({ until })}
          />
        </div>
      </fieldset>
      <SaveBar
        busy={form.busy}
        dirty={form.dirty}
        problem={form.problem}
        back={slotPage(slotName)}
        theirs={slotPage(slotName)}
        onSaveOver={form.saveOver}
      />
    </form>
  )
}

function Moment(props: {
  label: string
  value: string
  error: string | undefined
  onChange: (value: string) => void
}) {
  return (
    <Field label={props.label} error={props.error}>
      {(ids) => (
        <input
          {...ids}
          className="input"
          type="datetime-local"
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

function faultOfDraft({ name, audience }: VariantDraft): SaveProblem | null {
  const isUnfinished = conditionsIn(audience).some((condition) => isEmptyCondition(audience, condition))
  if (name.trim() !== '' && !isUnfinished) return null
  const fields: Record<string, string> = name.trim() === '' ? { name: words.form.required } : {}
  return { text: words.form.wrong, conflict: false, fields }
}
