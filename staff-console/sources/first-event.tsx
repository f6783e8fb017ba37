import { Button } from '../parts/button.tsx'
import { CopyField } from '../parts/copy-field.tsx'
import { Link } from '../routing/link.tsx'
import { maySee, useSession } from '../session/session.ts'
import { texts } from '../texts.ts'

const words = texts.sources.first

/** Before the first event: how to send one, with the address of this shop. */
export function FirstEvent({ onLook }: { onLook: () => void }) {
  const session = useSession()
  return (
    <section className="step">
      <h2>{words.title}</h2>
      <p>{words.text}</p>
      <p>
        {maySee(session, 'install') ? (
          <>
            {words.key}{' '}
            <Link to={{ room: 'install' }} className="text-link">
              {texts.rooms.install}
            </Link>
            .
          </>
        ) : (
          words.keyAsk
        )}
      </p>
      <p>{words.install}</p>
      <CopyField label={words.install} value="npm install @segment/analytics-node" />
      <p>{words.code}</p>
      <CopyField label={words.code} value={snippet(window.location.origin)} />
      <p>{words.wait}</p>
      <div>
        <Button icon="again" onClick={onLook}>
          {words.again}
        </Button>
      </div>
    </section>
  )
}

function snippet(host: string): string {
  return [
    "import { Analytics } from '@segment/analytics-node'",
    '',
    `const analytics = new Analytics({ writeKey: process.env.RAPPORT_SECRET_KEY, host: '${host}' })`,
    "analytics.track({ userId: 'user-1', event: 'Product Viewed', properties: { product_id: 'lamp' } })",
    'await analytics.closeAndFlush()',
  ].join('\n')
}
