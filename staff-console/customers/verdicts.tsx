import type { IdentityStory } from '#contract/staff-customers.ts'
import { dayAndYear } from '../look/time.ts'
import { Button } from '../parts/button.tsx'
import { texts } from '../texts.ts'

const words = texts.unmerging

/** Merges that staff have made here: the most likely thing to take back, so it is offered whole. */
export function Verdicts(props: { story: IdentityStory; onChoose: (memberIds: string[]) => void }) {
  const { story } = props
  const merges = story.verdicts.filter((each) => each.verdict === 'same' && each.withdrawnAt === null)
  if (merges.length === 0) return null
  return (
    <ul className="verdicts">
      {merges.map((verdict) => (
        <li key={verdict.verdictId}>
          <div>
            <p>{words.verdict(verdict.staffName ?? words.somebody, dayAndYear(verdict.at))}</p>
            <p className="quiet">“{verdict.reason}”</p>
          </div>
          <Button onClick={() => props.onChoose(otherSide(verdict.sides, story.customerId))}>
            {words.undo}
          </Button>
        </li>
      ))}
    </ul>
  )
}

/** The side that the page's own customer is not on. */
function otherSide([left, right]: [string[], string[]], rootId: string): string[] {
  return left.includes(rootId) ? right : right.includes(rootId) ? left : right
}
