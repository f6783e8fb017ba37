import { useCallback, useEffect, useState } from 'react'
import type { IdentityStory, MemberView } from '#contract/staff-customers.ts'
import { readIdentity, unmerge } from '../api/customers.ts'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Section } from '../parts/section.tsx'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import type { CustomersRoute } from '../routing/route.ts'
import { useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { BackLink } from './back-link.tsx'
import { Compare } from './compare.tsx'
import { MemberChecks } from './member-checks.tsx'
import { wordFor } from './names.ts'
import { ReasonForm } from './reason-form.tsx'
import { Verdicts } from './verdicts.tsx'

const words = texts.unmerging

interface UnmergeProps {
  route: CustomersRoute
  customerId: string
  onUnmerged: (customerId: string, otherId: string) => void
}

/** One customer becomes two: choose what is somebody else's, look at both sides, say why. */
export function UnmergePage({ route, customerId, onUnmerged }: UnmergeProps) {
  const { shopName } = useSession()
  const read = useCallback(() => readIdentity(customerId), [customerId])
  const { resource, reload } = useResource(read)
  useEffect(() => {
    document.title = texts.app.title(words.button, shopName)
  }, [shopName])
  return (
    <div className="person-scroll">
      <BackLink to={{ ...route, step: 'page', otherId: null }} label={texts.merging.back} />
      {resource.status === 'loading' && <Loading label={words.loading} rows={6} />}
      {resource.status === 'failed' &&
        (resource.fault === 'missing' ? (
          <Empty title={texts.customers.missing} />
        ) : (
          <Failed text={faultText(resource.fault, words.readFailed)} onRetry={() => void reload()} />
        ))}
      {resource.status === 'ready' && <Parting story={resource.value} onUnmerged={onUnmerged} />}
    </div>
  )
}

function Parting({ story, onUnmerged }: { story: IdentityStory; onUnmerged: UnmergeProps['onUnmerged'] }) {
  const [apart, setApart] = useState<ReadonlySet<string>>(new Set())
  const goes = story.members.filter((member) => apart.has(member.customerId))
  const stays = story.members.filter((member) => !apart.has(member.customerId))
  if (story.members.length < 2) return <Empty title={texts.customers.onePart} />
  return (
    <>
      <h1>{words.title(story.name ?? texts.customers.visitor)}</h1>
      <p className="page-intro">{words.intro}</p>
      <Verdicts story={story} onChoose={(ids) => setApart(new Set(ids))} />
      <MemberChecks members={story.members} apart={apart} onApart={setApart} />
      <Compare
        label={texts.merging.compare}
        heads={[words.stays, words.goes]}
        rows={memberRows(stays, goes)}
      />
      <ReasonForm
        label={words.reason}
        button={words.button}
        busyLabel={words.busy}
        failed={words.failed}
        why={goes.length === 0 ? words.needSome : stays.length === 0 ? words.needRest : null}
        onSubmit={async (reason) => {
          const answer = await unmerge(story.customerId, [...apart], reason)
          onUnmerged(answer.customerId, answer.apartId)
        }}
      />
      <Refused story={story} />
    </>
  )
}

/** What would join more to this customer, if it were allowed to. */
function Refused({ story }: { story: IdentityStory }) {
  if (story.refused.length === 0) return null
  return (
    <Section title={words.refused}>
      <ul className="side-list">
        {story.refused.map(({ left, right, reason }) => (
          <li key={`${left.kind} ${left.value} ${right.kind} ${right.value}`}>
            <span>
              {left.value} · {right.value}
            </span>
            <span className="quiet">{wordFor(words.refusedReasons, reason)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function memberRows(stays: MemberView[], goes: MemberView[]) {
  const sides = [stays, goes] as const
  const row = (name: string, of: (members: MemberView[]) => string[]) => ({
    name,
    cells: [<Lines key="s" lines={of(sides[0])} />, <Lines key="g" lines={of(sides[1])} />] as const,
  })
  const named = (members: MemberView[]) => [...new Set(members.flatMap((each) => each.name ?? []))]
  const known = (members: MemberView[]) =>
    members.flatMap((each) => each.identifiers.map((identifier) => identifier.value))
  const orders = (members: MemberView[]) => [
    words.orders(members.reduce((sum, each) => sum + each.orders, 0)),
  ]
  return [
    row(texts.merging.fields.name, named),
    row(texts.customers.identifiers.title, known),
    row(texts.merging.fields.orders, orders),
  ]
}

function Lines({ lines }: { lines: string[] }) {
  if (lines.length === 0) return texts.merging.nothing
  return lines.map((line) => (
    <span key={line} className="compare-line">
      {line}
    </span>
  ))
}
