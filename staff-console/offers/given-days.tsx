import type { OfferBudgets } from '#contract/offers.ts'
import { BarChart } from '../charts/bar-chart.tsx'
import { TableBehind } from '../charts/table-behind.tsx'
import { money } from '../look/money.ts'
import { dayAndYear } from '../look/time.ts'
import { texts } from '../texts.ts'

const words = texts.offers.standing
const DAYS = 30

/** How many were given on each of the last days, with the money behind it as a table. */
export function GivenDays({ standing }: { standing: OfferBudgets }) {
  const { days, currency } = standing
  if (days.length === 0) return <p className="quiet">{words.none}</p>
  const bars = lastDays(standing.today.day).map((day) => ({
    key: day,
    label: dayAndYear(`${day}T12:00:00`),
    value: days.find((each) => each.day === day)?.issued ?? 0,
  }))
  const amount = (value: number) => money({ amount: value, currency })
  return (
    <>
      <h3>{words.days}</h3>
      <BarChart
        label={words.daysLabel(DAYS)}
        bars={bars}
        ends={[bars[0]?.label ?? '', bars.at(-1)?.label ?? '']}
      />
      <TableBehind
        summary={words.table}
        heads={[...words.heads]}
        rows={[...days]
          .reverse()
          .map(({ day, issued, redeemed, reserved, spent }) => [
            dayAndYear(`${day}T12:00:00`),
            issued.toLocaleString('en'),
            redeemed.toLocaleString('en'),
            amount(reserved),
            amount(spent),
          ])}
      />
    </>
  )
}

/** The days up to this one, of the shop's calendar: days without any are days too. */
function lastDays(today: string): string[] {
  const end = Date.parse(`${today}T00:00:00Z`)
  return Array.from({ length: DAYS }, (_, at) =>
    new Date(end - (DAYS - 1 - at) * 86_400_000).toISOString().slice(0, 10),
  )
}
