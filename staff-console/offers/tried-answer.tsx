import type { Explained } from '#contract/offers.ts'
import type { OfferTry } from '#contract/staff-offers.ts'
import { money } from '../look/money.ts'
import { clockTime, dayAndYear } from '../look/time.ts'
import { Icon } from '../parts/icon.tsx'
import { texts } from '../texts.ts'
import { MarginBars } from './margin-bars.tsx'

const words = texts.offers.trying

/** What the rules say: the answer first, the basket line by line, then every rule with its figures. */
export function TriedAnswer({ tried, customer }: { tried: OfferTry; customer: string }) {
  const { answer, basket, messageCost } = tried
  return (
    <>
      <p className={answer.allowed ? 'try-verdict try-yes' : 'try-verdict try-no'}>
        <Icon name={answer.allowed ? 'check' : 'close'} />
        {answer.allowed ? words.allowed(customer) : words.refused(customer)}
      </p>
      {basket && (
        <section aria-label={words.lines}>
          <h2>{words.lines}</h2>
          <p>
            {basket.refused === null
              ? words.takes(
                  money({ amount: basket.discount, currency: basket.currency }),
                  money({ amount: basket.total, currency: basket.currency }),
                )
              : words.nothing(basket.refused)}
          </p>
          {messageCost > 0 && (
            <p className="quiet">{words.beside(money({ amount: messageCost, currency: basket.currency }))}</p>
          )}
          <MarginBars lines={basket.lines} currency={basket.currency} />
        </section>
      )}
      <section aria-label={words.rules}>
        <h2>{words.rules}</h2>
        <ul className="try-rules">
          {answer.explanation.map((each) => (
            <Rule key={each.rule} rule={each} />
          ))}
        </ul>
      </section>
    </>
  )
}

function Rule({ rule: { rule, passed, words: said } }: { rule: Explained }) {
  return (
    <li className={passed ? 'try-rule' : 'try-rule try-rule-no'}>
      <Icon name={passed ? 'check' : 'close'} />
      <span className="try-rule-name">{words.rule[rule]}</span>
      <span>
        <span className="hidden">{passed ? words.passed : words.notPassed}: </span>
        {inReadersTime(said)}
      </span>
    </li>
  )
}

/** The house writes moments as ISO times; the reader has a zone. */
function inReadersTime(text: string): string {
  return text.replace(
    /\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)/g,
    (at) => `${dayAndYear(at)}, ${clockTime(at)}`,
  )
}
