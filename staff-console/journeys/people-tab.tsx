import { useCallback, useState } from 'react'
import type { JourneyPage, JourneyPerson, PeopleState } from '#contract/staff-journeys.ts'
import { listPeople, stopPerson } from '../api/journeys.ts'
import { exactTime } from '../look/time.ts'
import { Button } from '../parts/button.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Ago } from '../parts/time.tsx'
import { Link } from '../routing/link.tsx'
import { customerPage } from '../routing/route.ts'
import { problemOf } from '../slots/problem-of.ts'
import { texts } from '../texts.ts'

const words = texts.journeys.people
const states = ['waiting', 'ended', 'left_out'] as const satisfies PeopleState[]

/** Who is in the journey, who has left it, and who did not enter. */
export function PeopleTab({ page }: { page: JourneyPage }) {
  const [state, setState] = useState<PeopleState>('waiting')
  return (
    <>
      <fieldset className="choices journey-states" aria-label={words.stateLabel}>
        {states.map((each) => (
          <button
            key={each}
            type="button"
            className="choice"
            aria-pressed={each === state}
            onClick={() => setState(each)}
          >
            {words.states[each]}
          </button>
        ))}
      </fieldset>
      <People key={state} name={page.name} state={state} />
    </>
  )
}

function People({ name, state }: { name: string; state: PeopleState }) {
  const read = useCallback(() => listPeople(name, state, null), [name, state])
  const { resource, reload, replace } = useResource(read)
  const [stopping, setStopping] = useState<JourneyPerson | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  if (resource.status === 'loading') return <Loading label={words.loading} rows={6} />
  if (resource.status === 'failed')
    return <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
  const { people, cursor } = resource.value
  if (people.length === 0) return <Empty title={words.empty[state]} text={words.emptyText} />
  const more = async () => {
    setProblem(null)
    try {
      const next = await listPeople(name, state, cursor)
      replace({ people: [...people, ...next.people], cursor: next.cursor })
    } catch {
      setProblem(words.failed)
    }
  }
  return (
    <>
      <ul className="journey-people" aria-label={words.states[state]}>
        {people.map((person) => (
          <Person key={person.entryId} person={person} onStop={() => setStopping(person)} />
        ))}
      </ul>
      {cursor !== null && <Button onClick={() => void more()}>{words.more}</Button>}
      <p role="alert" className="form-problem">
        {problem}
      </p>
      {stopping && (
        <StopDialog
          name={name}
          person={stopping}
          onClose={() => setStopping(null)}
          onStopped={async () => {
            setStopping(null)
            await reload()
          }}
        />
      )}
    </>
  )
}

function Person({ person, onStop }: { person: JourneyPerson; onStop: () => void }) {
  const name = person.name ?? words.unnamed
  return (
    <li>
      <div>
        <Link className="plain-title" to={customerPage(person.customerId)}>
          {name}
        </Link>
        <p className="quiet">
          {words.entered} <Ago at={person.enteredAt} /> · {words.version(person.version)}
          {person.object !== null && <> · {person.object}</>}
        </p>
      </div>
      <div>
        {person.state === 'waiting' ? (
          <>
            <p>{words.next(person.step, person.steps)}</p>
            {person.wakeAt && (
              <p className="quiet">
                {words.due} <time dateTime={person.wakeAt}>{exactTime(person.wakeAt)}</time>
              </p>
            )}
          </>
        ) : (
          <>
            <p>{person.reasonWords}</p>
            {person.endedAt && (
              <p className="quiet">
                {words.left} <Ago at={person.endedAt} />
              </p>
            )}
          </>
        )}
      </div>
      {person.state === 'waiting' && (
        <Button look="quiet" aria-label={words.stopFor(name)} onClick={onStop}>
          {words.stop}
        </Button>
      )}
    </li>
  )
}

function StopDialog(props: {
  name: string
  person: JourneyPerson
  onClose: () => void
  onStopped: () => Promise<void>
}) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const stop = async () => {
    setBusy(true)
    try {
      await stopPerson(props.name, props.person.entryId)
      await props.onStopped()
    } catch (error) {
      setProblem(problemOf(error, '').text)
      setBusy(false)
    }
  }
  return (
    <Confirm
      title={words.stopTitle(props.person.name ?? words.unnamed)}
      text={words.stopText}
      action={words.stop}
      busy={busy}
      problem={problem}
      onConfirm={() => void stop()}
      onClose={props.onClose}
    />
  )
}
