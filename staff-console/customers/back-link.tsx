import { Icon } from '../parts/icon.tsx'
import { Link } from '../routing/link.tsx'
import type { Route } from '../routing/route.ts'

/** The way back, as a link with its words. `onlyNarrow`: beside a list that is in sight it is not needed. */
export function BackLink(props: { to: Route; label: string; onlyNarrow?: boolean }) {
  return (
    <Link to={props.to} className={`back-link ${props.onlyNarrow ? 'back-link-narrow' : ''}`}>
      <Icon name="back" />
      {props.label}
    </Link>
  )
}
