import type { CustomerPage } from '#contract/staff-customers.ts'
import { dayAndYear } from '../look/time.ts'
import { Ago } from '../parts/time.tsx'
import { Link } from '../routing/link.tsx'
import type { CustomersRoute } from '../routing/route.ts'
import { mayJudge, mayWrite, useSession } from '../session/session.ts'
import { initials } from '../shell/initials.ts'
import { texts } from '../texts.ts'
import { calledOf } from './called.ts'

const words = texts.customers

/** Who this is, and what staff may do about who this is. */
export function CustomerHead({ page, route }: { page: CustomerPage; route: CustomersRoute }) {
  const name = calledOf(page)
  const known = page.standing !== 'anonymous'
  return (
    <header className="person-head">
      <span className="avatar person-avatar" aria-hidden="true">
        {page.name ? initials(page.name) : ''}
      </span>
      <div className="person-name">
        <h1>{name}</h1>
        <p className="quiet">
          <span className="chip">{words.standing[page.standing]}</span>{' '}
          {(known ? words.since : words.firstSeen)(dayAndYear(page.since))} · {words.seen}{' '}
          <Ago at={page.lastSeenAt} />
        </p>
      </div>
      <Acts page={page} route={route} />
    </header>
  )
}

function Acts({ page, route }: { page: CustomerPage; route: CustomersRoute }) {
  const session = useSession()
  const { customerId } = page
  const mayWriteTo = mayWrite(session)
  if (!mayJudge(session) && !mayWriteTo) return null
  return (
    <>
      <div className="person-acts">
        {mayWriteTo && (
          <Link
            to={{ ...route, customerId, step: 'write' }}
            className="button button-primary"
            title={texts.outreach.writeHint}
          >
            {texts.outreach.write}
          </Link>
        )}
        {mayJudge(session) && <Judging page={page} route={route} />}
      </div>
      {mayJudge(session) && page.duplicates > 0 && (
        <p className="person-hint">
          {words.duplicates(page.duplicates)}{' '}
          <Link to={{ room: 'duplicates', customerId }} className="text-link">
            {words.lookAtThem}
          </Link>
        </p>
      )}
    </>
  )
}

function Judging({ page, route }: { page: CustomerPage; route: CustomersRoute }) {
  const { customerId } = page
  return (
    <>
      <Link
        to={{ ...route, customerId, step: 'merge' }}
        className="button button-plain"
        title={words.mergeHint}
      >
        {words.merge}
      </Link>
      {page.members > 1 && (
        <Link
          to={{ ...route, customerId, step: 'unmerge' }}
          className="button button-plain"
          title={words.unmergeHint}
        >
          {words.unmerge}
        </Link>
      )}
      <Link
        to={{ room: 'requests', customerId }}
        className="button button-plain"
        title={texts.requests.linkHint}
      >
        {texts.requests.link}
      </Link>
    </>
  )
}
