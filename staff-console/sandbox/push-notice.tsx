import type { SandboxContentView } from '#contract/staff-sandbox.ts'
import { safeHref } from '../conversations/safe-href.ts'
import { Ago } from '../parts/time.tsx'
import { useSession } from '../session/session.ts'
import { texts } from '../texts.ts'

type Push = Extract<SandboxContentView, { type: 'push' }>

/** One notification as it lies on a locked phone. `at` null: it was never sent. */
export function PushNotice({ content, at }: { content: Push; at: string | null }) {
  const { shopName } = useSession()
  const href = at === null ? null : safeHref(content.url)
  const title = <strong>{content.title}</strong>
  return (
    <li className="push-notice">
      <p className="quiet">
        {shopName}
        {at !== null && (
          <>
            {' '}
            · <Ago at={at} />
          </>
        )}
      </p>
      {href === null ? (
        title
      ) : (
        <a href={href} target="_blank" rel="noopener noreferrer">
          {title}
        </a>
      )}
      <p>{content.body}</p>
      {content.image && <img className="phone-picture" src={content.image} alt={texts.sandbox.picture} />}
    </li>
  )
}
