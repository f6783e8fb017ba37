import type { BudgetLine, OfferBudgets } from '#contract/offers.ts'
import { money } from '../look/money.ts'
import { texts } from '../texts.ts'

const words = texts.offers.standing

/** What the budgets stand at, in all and today: spent, reserved, left. */
export function BudgetBars({ standing }: { standing: OfferBudgets }) {
  const inMoney = (amount: number) => money({ amount, currency: standing.currency })
  const inNumbers = (value: number) => value.toLocaleString('en')
  return (
    <div className="budgets">
      <Budget name={words.total} money={standing.money} count={standing.count} {...{ inMoney, inNumbers }} />
      <Budget
        name={words.today}
        money={standing.today.money}
        count={standing.today.count}
        {...{ inMoney, inNumbers }}
      />
    </div>
  )
}

function Budget(props: {
  name: string
  money: BudgetLine
  count: BudgetLine
  inMoney: (amount: number) => string
  inNumbers: (value: number) => string
}) {
  const { name, count, inMoney, inNumbers } = props
  return (
    <div className="budget">
      <p className="budget-name">{name}</p>
      <Line
        name={words.money}
        line={props.money}
        inWords={inMoney}
        spent={words.spent}
        reserved={words.reserved}
      />
      <Line name={words.count} line={count} inWords={inNumbers} spent={words.used} reserved={words.open} />
    </div>
  )
}

function Line(props: {
  name: string
  line: BudgetLine
  inWords: (value: number) => string
  spent: (text: string) => string
  reserved: (text: string) => string
}) {
  const { line, inWords } = props
  const said = [
    props.spent(inWords(line.spent)),
    line.reserved > 0 ? props.reserved(inWords(line.reserved)) : null,
    line.left === null ? null : words.left(inWords(line.left)),
  ]
  return (
    <div className="budget-line">
      {line.limit !== null && <Bar name={props.name} line={line} limit={line.limit} />}
      <p className="quiet">
        {said.filter((part) => part !== null).join(' · ')}{' '}
        {line.limit === null ? `· ${words.noLimit}` : words.of(inWords(line.limit))}
      </p>
    </div>
  )
}

function Bar({ name, line, limit }: { name: string; line: BudgetLine; limit: number }) {
  // what was redeemed late may stand above the limit: then the whole bar is full
  const whole = Math.max(limit, line.spent + line.reserved)
  const spent = (line.spent / whole) * 100
  const reserved = (line.reserved / whole) * 100
  return (
    <svg
      className="budget-bar"
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      role="img"
      aria-label={words.bar(name)}
    >
      <rect className="budget-ground" width={100} height={8} />
      <rect className="budget-spent" width={spent} height={8} />
      <rect className="budget-reserved" x={spent} width={reserved} height={8} />
    </svg>
  )
}
