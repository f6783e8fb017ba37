import { type ReactNode, useEffect, useState } from 'react'
import { type KeyRow, type KeysView, readKeys } from '../api/shop.ts'
import { CopyField } from '../parts/copy-field.tsx'
import { useResource } from '../parts/resource.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { KeyDialogs, type KeyStep } from './key-dialogs.tsx'
import { KeyList } from './key-list.tsx'

const words = texts.install

/** From nothing to the chat on one's own site. */
export function InstallPage() {
  const { shopName } = useSession()
  const { resource, reload } = useResource(readKeys)
  const [step, setStep] = useState<KeyStep | null>(null)
  useEffect(() => {
    document.title = texts.app.title(words.title, shopName)
  }, [shopName])
  return (
    <div className="page-scroll">
      <div className="page">
        <h1>{words.title}</h1>
        <p className="page-intro">{words.intro}</p>
        {resource.status === 'loading' && <Loading label={words.loading} />}
        {resource.status === 'failed' && <Failed text={words.failed} onRetry={() => void reload()} />}
        {resource.status === 'ready' && <Steps view={resource.value} onStep={setStep} />}
      </div>
      {step && (
        <KeyDialogs
          step={step}
          onStep={(next) => {
            setStep(next)
            void reload()
          }}
          onClose={() => setStep(null)}
        />
      )}
    </div>
  )
}

function Steps({ view, onStep }: { view: KeysView; onStep: (step: KeyStep) => void }) {
  return (
    <>
      <Step title={words.step1}>
        <p>
          {words.step1Text}{' '}
          <Link className="text-link" to={{ room: 'settings', section: 'site' }}>
            {words.siteLink}
          </Link>
          .
        </p>
        {view.publicKey ? (
          <CopyField label={words.step1} value={scriptTag(view.publicUrl, view.publicKey)} />
        ) : (
          <p className="form-problem">{words.noKey}</p>
        )}
      </Step>
      <Step title={words.step2}>
        <p>{words.step2Text}</p>
        <p>
          {view.identitySecretHint ? words.step2Secret(view.identitySecretHint) : words.step2NoSecret}{' '}
          {words.step2Claims}
        </p>
        <CopyField label={words.step2} value="Rapport.identify(token)" />
      </Step>
      <Step title={words.step3}>
        <p>{words.step3Text}</p>
        <KeyList
          keys={view.keys}
          onCreate={(kind: KeyRow['kind']) => onStep({ kind: 'create', keyKind: kind })}
          onRevoke={(row) => onStep({ kind: 'revoke', row })}
        />
      </Step>
    </>
  )
}

function Step({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="step">
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function scriptTag(publicUrl: string, key: string): string {
  return `<script src="${publicUrl.replace(/\/$/, '')}/widget.js" data-key="${key}" async></script>`
}
