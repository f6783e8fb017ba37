import { useState } from 'react'
import type { MessagePage, VersionLine } from '#contract/staff-content.ts'
import { withdrawMessage } from '../api/content.ts'
import { Button } from '../parts/button.tsx'
import { Section } from '../parts/section.tsx'
import { Ago } from '../parts/time.tsx'
import { Link } from '../routing/link.tsx'
import { messagePage } from '../routing/route.ts'
import { texts } from '../texts.ts'
import { AskDialog } from './ask-dialog.tsx'

const words = texts.content

/** Every version: who wrote it, who made it live, and a way to stop one. */
export function VersionList(props: { page: MessagePage; mayEdit: boolean; onChanged: () => void }) {
  const { message, versions, journeys } = props.page
  const [withdrawing, setWithdrawing] = useState<number | null>(null)
  return (
    <Section title={words.versionsTitle}>
      <p className="quiet">{journeys.length > 0 ? words.sentBy(journeys.join(', ')) : words.sentByNobody}</p>
      <ul className="versions">
        {versions.map((line) => (
          <li key={line.version}>
            <Link
              to={messagePage(message.contentTemplateId, line.version)}
              aria-current={line.version === message.version ? 'page' : undefined}
              className="text-link"
            >
              {words.version(line.version)}
            </Link>{' '}
            <span className={line.status === 'live' ? 'chip chip-on' : 'chip'}>
              {words.statuses[line.status]}
            </span>
            <span className="quiet">
              {whoOf(line)}, <Ago at={line.approvedAt ?? line.updatedAt} />
            </span>
            {props.mayEdit && (line.status === 'live' || line.status === 'retired') && (
              <Button look="quiet" onClick={() => setWithdrawing(line.version)}>
                {words.withdraw}
                <span className="hidden"> {words.version(line.version)}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {withdrawing !== null && (
        <AskDialog
          title={words.withdrawTitle(withdrawing)}
          text={words.withdrawText}
          action={words.withdraw}
          act={() => withdrawMessage(message.contentTemplateId, withdrawing)}
          onClose={() => setWithdrawing(null)}
          onDone={() => {
            setWithdrawing(null)
            props.onChanged()
          }}
        />
      )}
    </Section>
  )
}

function whoOf({ approvedAt, approvedByName, updatedByName }: VersionLine): string {
  return approvedAt === null
    ? words.changedBy(updatedByName ?? words.nobody)
    : words.approvedBy(approvedByName ?? words.nobody)
}
