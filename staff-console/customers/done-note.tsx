import { Icon } from '../parts/icon.tsx'
import { Link } from '../routing/link.tsx'
import { customerPage } from '../routing/route.ts'
import { texts } from '../texts.ts'

/** What has just been done to a customer, said once on their page. */
export interface Done {
  customerId: string
  kind: 'merged' | 'unmerged'
  otherId: string | null
}

export function DoneNote({ done }: { done: Done | null }) {
  return (
    <div role="status">
      {done && (
        <p className="done-note">
          <Icon name="check" />
          <span>{texts.customers.done[done.kind]}</span>
          {done.otherId && (
            <Link to={customerPage(done.otherId)} className="text-link">
              {texts.customers.done.other}
            </Link>
          )}
        </p>
      )}
    </div>
  )
}
