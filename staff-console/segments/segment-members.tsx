import { useState } from 'react'
import type { SegmentMember } from '#contract/staff-segments.ts'
import { listMembers } from '../api/segments.ts'
import { calledOf, identifierLine } from '../customers/called.ts'
import { dayAndYear } from '../look/time.ts'
import { Button } from '../parts/button.tsx'
import { Section } from '../parts/section.tsx'
import { Link } from '../routing/link.tsx'
import { customerPage } from '../routing/route.ts'
import { texts } from '../texts.ts'

const words = texts.segments

/** Who is in it, the latest first, each with the way to their page. */
export function SegmentMembers(props: { segmentId: string; members: SegmentMember[]; count: number }) {
  const [held, setHeld] = useState<{ members: SegmentMember[]; next: string | null } | null>(null)
  const [status, setStatus] = useState<'rest' | 'busy' | 'failed'>('rest')
  const members = held?.members ?? props.members
  const hasMore = held === null ? props.count > props.members.length : held.next !== null
  const more = async () => {
    setStatus('busy')
    try {
      // from the beginning the first time: who came in meanwhile belongs there
      const page = await listMembers(props.segmentId, held?.next ?? null)
      setHeld((before) => ({ members: joined(before?.members ?? [], page.members), next: page.next }))
      setStatus('rest')
    } catch {
      setStatus('failed')
    }
  }
  return (
    <Section
      title={words.latest}
      aside={members.length > 0 && <span className="quiet">{words.latestHint}</span>}
    >
      {members.length === 0 && <p className="quiet">{words.nobody}</p>}
      <ul className="plain-list">
        {members.map((member) => (
          <li key={member.customerId}>
            <div className="plain-main">
              <Link to={customerPage(member.customerId)} className="plain-title">
                {calledOf(member)}
              </Link>
              <span className="quiet">{identifierLine(member)}</span>
            </div>
            <span className="quiet">{words.since(dayAndYear(member.since))}</span>
          </li>
        ))}
      </ul>
      {hasMore && (
        <div className="side-actions">
          <Button look="quiet" busy={status === 'busy'} onClick={() => void more()}>
            {words.more}
          </Button>
        </div>
      )}
      {status === 'failed' && (
        <p className="form-problem" role="alert">
          {words.moreFailed}
        </p>
      )}
    </Section>
  )
}

function joined(before: SegmentMember[], more: SegmentMember[]): SegmentMember[] {
  const known = new Set(before.map((member) => member.customerId))
  return [...before, ...more.filter((member) => !known.has(member.customerId))]
}
