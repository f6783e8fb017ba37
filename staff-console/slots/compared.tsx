import type { SlotStrategy } from '#contract/slots.ts'
import type { SlotPreview, SlotShown, Standing } from '#contract/staff-slots.ts'
import { texts } from '../texts.ts'
import { Drawn } from './drawn.tsx'
import type { Viewer } from './viewer.ts'

const words = texts.slots.side

/** Slot by slot, what each of them would see. */
export function Compared(props: {
  viewers: readonly Viewer[]
  answer: SlotPreview
  /** Where each slot stands, by its name. */
  places: ReadonlyMap<string, string>
  busy: boolean
}) {
  const { viewers, answer, places } = props
  const names = [...new Set(answer.views.flatMap(({ slots }) => slots.map(({ name }) => name)))]
  return (
    <div className="compared" aria-busy={props.busy}>
      <div className={`compared-row compared-${viewers.length}`}>
        {viewers.map(({ key, name }, at) => (
          <div key={key} className="compared-who">
            <p className="compared-name">{name}</p>
            <p className="quiet">{texts.slots.standings[answer.views[at]?.standing ?? 'nobody']}</p>
          </div>
        ))}
      </div>
      {names.length === 0 && <p className="quiet">{words.noSlots}</p>}
      {names.map((name) => (
        <section key={name} className="compared-slot" aria-label={places.get(name) ?? name}>
          <h2>{places.get(name) ?? name}</h2>
          <div className={`compared-row compared-${viewers.length}`}>
            {viewers.map((viewer, at) => (
              <Shown
                key={viewer.key}
                who={viewer.name}
                place={places.get(name) ?? name}
                shown={answer.views[at]?.slots.find((slot) => slot.name === name) ?? null}
                accent={answer.accent}
                standing={answer.views[at]?.standing ?? 'nobody'}
              />
            ))}
          </div>
        </section>
      ))}
    </div>
  )
}

/** What was looked at: a personal slot looks at the visit alone where nothing of the person may be used. */
function lookedAt({ strategy }: SlotShown, standing: Standing): SlotStrategy {
  return strategy === 'personal' && standing !== 'personal' ? 'contextual' : strategy
}

function Shown(props: {
  who: string
  place: string
  shown: SlotShown | null
  accent: string
  standing: Standing
}) {
  const { who, place, shown, accent, standing } = props
  return (
    <figure className="compared-cell" aria-label={words.column(place, who)}>
      <p className="compared-small">{who}</p>
      {shown === null || shown.html === '' ? (
        <p className="compared-nothing">{words.nothing}</p>
      ) : (
        <Drawn html={shown.html} accent={accent} />
      )}
      {shown !== null && (
        <figcaption>
          <span className="chip">{shown.variantName ?? words.defaultShown}</span>{' '}
          <span className="chip">{texts.slots.shortStrategies[lookedAt(shown, standing)]}</span>
          <span className="compared-why">{words.why(shown.reason.text)}</span>
          {shown.row && (
            <span className="quiet">
              {words.rowWords(texts.slots.rows[shown.row.row], words.rowStrategies[shown.row.strategy])}
            </span>
          )}
        </figcaption>
      )}
    </figure>
  )
}
