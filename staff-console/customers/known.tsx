import type { CustomerPage, Party, ReadingPurpose, TraitView } from '#contract/staff-customers.ts'
import { dayAndYear } from '../look/time.ts'
import { Section } from '../parts/section.tsx'
import { Why } from '../parts/why.tsx'
import { texts } from '../texts.ts'
import { inWords, wordFor } from './names.ts'

const words = texts.customers.known
const parties: Party[] = ['zero', 'first', 'second']

/** What we know, by who said it. What may not serve the stated purpose is named, not shown. */
export function Known(props: { page: CustomerPage; onPurpose: (purpose: ReadingPurpose) => void }) {
  const { page } = props
  return (
    <Section title={words.title} aside={<Purpose page={page} onPurpose={props.onPurpose} />}>
      {page.traits.length === 0 && page.withheld.length === 0 && <p className="quiet">{words.none}</p>}
      {parties.map((party) => (
        <Traits key={party} party={party} traits={page.traits.filter((trait) => trait.party === party)} />
      ))}
      <Withheld page={page} />
    </Section>
  )
}

function Purpose({ page, onPurpose }: { page: CustomerPage; onPurpose: (purpose: ReadingPurpose) => void }) {
  if (page.purposes.length < 2) {
    return (
      <span className="quiet">
        {words.shownFor} {words.purposes[page.purpose]}
      </span>
    )
  }
  return (
    <label className="part-choice">
      <span className="quiet">{words.shownFor}</span>
      <select
        className="input input-small"
        value={page.purpose}
        onChange={(event) => {
          const chosen = page.purposes.find((purpose) => purpose === event.target.value)
          if (chosen) onPurpose(chosen)
        }}
      >
        {page.purposes.map((purpose) => (
          <option key={purpose} value={purpose}>
            {words.purposes[purpose]}
          </option>
        ))}
      </select>
    </label>
  )
}

function Traits({ party, traits }: { party: Party; traits: TraitView[] }) {
  if (traits.length === 0) return null
  return (
    <>
      <h3>{words.parties[party]}</h3>
      <dl className="traits">
        {traits.map((trait) => (
          <div key={trait.name}>
            <dt>{inWords(trait.name)}</dt>
            <dd>
              <span className="trait-value">{trait.value}</span>
              <span className="quiet">{words.at(trait.source, dayAndYear(trait.at))}</span>
              <Why of={inWords(trait.name)} text={trait.why} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function Withheld({ page }: { page: CustomerPage }) {
  if (page.withheld.length === 0) return null
  return (
    <>
      <h3>{words.withheld}</h3>
      <ul className="withheld">
        {page.withheld.map((trait) => (
          <li key={trait.name}>
            {inWords(trait.name)}{' '}
            <span className="quiet">{wordFor(words.withheldReasons, trait.reason)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
