import type { CustomerPage, FactView } from '#contract/staff-customers.ts'
import { money } from '../look/money.ts'
import { dayAndYear } from '../look/time.ts'
import { Why } from '../parts/why.tsx'
import { texts } from '../texts.ts'
import { inWords } from './names.ts'

const words = texts.customers.figures

/** What the orders say, each figure with its unit and its why. */
export function Figures({ page }: { page: CustomerPage }) {
  if (page.facts.length === 0) return null
  return (
    <section aria-label={words.title}>
      <dl className="figures">
        {page.facts.map((fact) => (
          <Figure key={fact.name} fact={fact} />
        ))}
      </dl>
    </section>
  )
}

function Figure({ fact }: { fact: FactView }) {
  const name = words.names[fact.name] ?? inWords(fact.name)
  return (
    <div className="figure-tile">
      <dt>{name}</dt>
      <dd>
        <span className={`figure-value ${fact.value.type === 'words' ? 'figure-words' : ''}`}>
          {inFigures(fact.value)}
        </span>
        <Why of={name} text={fact.why} />
      </dd>
    </div>
  )
}

function inFigures(value: FactView['value']): string {
  switch (value.type) {
    case 'money':
      return value.amounts.map(money).join(' + ')
    case 'count':
      return String(value.count)
    case 'share':
      return words.share(Math.round(value.share * 100))
    case 'days':
      return words.days(Math.round(value.days))
    case 'date':
      return dayAndYear(value.at)
    case 'words':
      return value.words.map(inWords).join(', ')
  }
}
