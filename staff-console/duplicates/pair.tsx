import type { DuplicateView, EvidenceView, MergeSide } from '#contract/staff-customers.ts'
import { calledOf } from '../customers/called.ts'
import { Compare, type CompareRow, sideRows } from '../customers/compare.tsx'
import { wordFor } from '../customers/names.ts'
import { readerLocale } from '../look/time.ts'
import { Button } from '../parts/button.tsx'
import { Link } from '../routing/link.tsx'
import { customerPage } from '../routing/route.ts'
import { texts } from '../texts.ts'

const words = texts.duplicates
const percent = new Intl.NumberFormat(readerLocale, { style: 'percent', maximumFractionDigits: 1 })

/** Names and addresses are compared part by part: whole, they would be told twice. */
const byParts = new Set<string>([texts.merging.fields.name, texts.merging.fields.address])

interface PairProps {
  pair: DuplicateView
  judging: 'same' | 'different' | null
  onJudge: (verdict: 'same' | 'different') => void
}

/** One pair: what speaks for and against, what else is known, and the two answers. */
export function Pair({ pair, judging, onJudge }: PairProps) {
  const heads = [
    <PersonLink key="l" side={pair.sides[0]} />,
    <PersonLink key="r" side={pair.sides[1]} />,
  ] as const
  const told = new Set(pair.evidence.map(({ field }) => wordFor(words.fields, field)))
  const rest = sideRows(pair.sides).filter((row) => !told.has(row.name) && !byParts.has(row.name))
  return (
    <>
      <p className="likely">{words.sure(percent.format(pair.probability))}</p>
      <Compare label={words.evidence} heads={heads} rows={[...pair.evidence.map(evidenceRow), ...rest]} />
      <div className="judge-bar">
        <Button
          look="primary"
          title={words.sameHint}
          busy={judging === 'same'}
          onClick={() => onJudge('same')}
        >
          {words.same}{' '}
          <span className="key" aria-hidden="true">
            s
          </span>
        </Button>
        <Button
          title={words.differentHint}
          busy={judging === 'different'}
          onClick={() => onJudge('different')}
        >
          {words.different}{' '}
          <span className="key" aria-hidden="true">
            d
          </span>
        </Button>
        <p className="quiet judge-keys">{words.keys}</p>
      </div>
    </>
  )
}

function PersonLink({ side }: { side: MergeSide }) {
  return (
    <Link to={customerPage(side.customerId)} className="text-link">
      {calledOf(side)}
    </Link>
  )
}

function evidenceRow(evidence: EvidenceView): CompareRow {
  return {
    name: wordFor(words.fields, evidence.field),
    note: (
      <span className={`evidence evidence-${evidence.agreement}`}>
        {words.agreements[evidence.agreement]}
        {evidence.agreement !== 'missing' && `, ${weightWords(evidence.weight)}`}
      </span>
    ),
    cells: [evidence.left, evidence.right],
  }
}

/** Bits of evidence in words: 3 bits make one person eight times as likely, 6 bits sixty-four times. */
function weightWords(weight: number): string {
  if (weight >= 6) return words.weights.strongFor
  if (weight >= 1) return words.weights.for
  if (weight > -1) return words.weights.little
  return weight > -4 ? words.weights.against : words.weights.strongAgainst
}
