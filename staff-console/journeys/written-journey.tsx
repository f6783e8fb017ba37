import { useCallback } from 'react'
import type { JourneyChoices, JourneyPage } from '#contract/staff-journeys.ts'
import type { SegmentFields } from '#contract/staff-segments.ts'
import { readJourney, readJourneyChoices, saveJourney } from '../api/journeys.ts'
import { readSegmentFields } from '../api/segments.ts'
import { BackLink } from '../customers/back-link.tsx'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { allJourneys, formatRoute, journeyPage } from '../routing/route.ts'
import { mayEditJourneys, useSession } from '../session/session.ts'
import { LeaveGuard } from '../settings/settings-form.tsx'
import { useWriting } from '../slots/use-writing.ts'
import { texts } from '../texts.ts'
import { AboutFields, AudienceFields } from './about-fields.tsx'
import { CountCard } from './count-card.tsx'
import { DefinitionRead } from './definition-read.tsx'
import { draftOfJourney, emptyJourney, type JourneyDraft, journeyOf, missingIn } from './journey-draft.ts'
import { MeasureFields, RulesFields } from './rules-fields.tsx'
import { StepsFields } from './steps-fields.tsx'
import { TriggersFields } from './triggers-fields.tsx'
import { useJourneyCount } from './use-journey-count.ts'

const words = texts.journeys.definition

/** A journey as it is written; who may not write it reads it. null: a new one. */
export function WrittenJourney(props: { page: JourneyPage | null; onSaved: (name: string) => void }) {
  const session = useSession()
  if (!mayEditJourneys(session)) return props.page && <DefinitionRead page={props.page} />
  return (
    <>
      {props.page === null && (
        <>
          <BackLink to={allJourneys} label={texts.journeys.back} />
          <h1>{words.newJourney}</h1>
        </>
      )}
      <OpenForm {...props} />
    </>
  )
}

function OpenForm({ page, onSaved }: { page: JourneyPage | null; onSaved: (name: string) => void }) {
  const read = useCallback(async () => {
    const [fields, choices] = await Promise.all([readSegmentFields(), readJourneyChoices()])
    return { fields, choices }
  }, [])
  const { resource, reload } = useResource(read)
  if (resource.status === 'loading') return <Loading label={words.loading} rows={8} />
  if (resource.status === 'failed')
    return <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
  return (
    <JourneyForm
      page={page}
      fields={resource.value.fields}
      choices={resource.value.choices}
      onSaved={onSaved}
    />
  )
}

function JourneyForm(props: {
  page: JourneyPage | null
  fields: SegmentFields
  choices: JourneyChoices
  onSaved: (name: string) => void
}) {
  const { page, fields, choices } = props
  const form = useWriting<JourneyDraft>(() => (page ? draftOfJourney(page.definition) : emptyJourney()), {
    within: 'journey',
    check: (draft) => {
      const missing = missingIn(draft)
      return Object.keys(missing).length === 0
        ? null
        : { text: words.wrong, conflict: false, fields: missing }
    },
    save: async (draft, over) => {
      const journey = journeyOf(draft)
      if (!journey) return
      const before = page && over ? await readJourney(page.name) : page
      const { name } = await saveJourney(journey, before?.version ?? null)
      props.onSaved(name)
    },
  })
  const { draft, set, errors, problem } = form
  const isWhole =
    Object.keys(missingIn(page ? draft : { ...draft, name: 'x', title: 'x', about: 'x' })).length === 0
  const counted = useJourneyCount(isWhole ? journeyOf(named(draft)) : null)
  const conflict = (problem?.conflict ?? false) && page !== null
  return (
    <form className="form segment-form journey-form" noValidate onSubmit={form.submit}>
      <p className="read-only">{page ? words.versionNote : words.newNote}</p>
      <AboutFields
        draft={draft}
        errors={errors}
        set={set}
        isNew={page === null}
        currency={choices.currency}
      />
      <AudienceFields draft={draft} errors={errors} set={set} fields={fields} />
      <TriggersFields
        triggers={draft.triggers}
        fields={fields}
        choices={choices}
        errors={errors}
        onChange={(triggers) => set({ triggers })}
      />
      <RulesFields draft={draft} choices={choices} errors={errors} set={set} />
      <StepsFields
        steps={draft.steps}
        triggers={draft.triggers.map(({ trigger }) => trigger)}
        choices={choices}
        errors={errors}
        onChange={(steps) => set({ steps })}
      />
      <MeasureFields draft={draft} errors={errors} set={set} />
      <section
        className="count-card"
        aria-label={texts.journeys.count.title}
        aria-busy={counted.status === 'counting'}
      >
        <h2>{texts.journeys.count.title}</h2>
        <div role="status">
          {counted.status === 'waits' && <p className="quiet">{words.audience.incomplete}</p>}
          {counted.status === 'counting' && !counted.answer && (
            <p className="quiet">{texts.journeys.switch.counting}</p>
          )}
          {counted.status === 'failed' && <p className="quiet">{texts.journeys.switch.countFailed}</p>}
          {counted.answer && <CountCard count={counted.answer} />}
        </div>
      </section>
      <div className="save-bar">
        <Button look="primary" type="submit" busy={form.busy}>
          {form.busy ? words.saving : page ? words.save : words.create}
        </Button>
        <Link className="button button-quiet" to={page ? journeyPage(page.name) : allJourneys}>
          {texts.app.cancel}
        </Link>
        <p role="alert" className="form-problem">
          {conflict ? words.conflict : problem?.text}{' '}
          {conflict && page && (
            <a
              className="text-link"
              href={formatRoute(journeyPage(page.name, 'definition'))}
              target="_blank"
              rel="noreferrer"
            >
              {words.readTheirs}
            </a>
          )}
        </p>
        {conflict && <Button onClick={form.saveOver}>{words.saveOver}</Button>}
      </div>
      <LeaveGuard dirty={form.dirty && !form.busy} />
    </form>
  )
}

/** What is not written yet has no part in the count. */
function named(draft: JourneyDraft): JourneyDraft {
  const { name, title, about } = draft
  return {
    ...draft,
    name: /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name.trim()) ? name : 'new',
    title: title.trim() || 'New',
    about: about.trim() || 'New',
  }
}
