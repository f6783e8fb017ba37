import { useState } from 'react'
import { mailAddress, unsubscribeAtOnce } from '../api/sandbox.ts'
import { exactTime } from '../look/time.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { LinkedText } from './linked-text.tsx'

const words = texts.sandbox.mail

export interface Mail {
  providerMessageId: string
  seen: boolean
  at: string
  subject: string
  text: string
  unsubscribeUrl: string | null
}

/** One mail with its headers; its HTML runs no script and loads nothing from elsewhere. */
export function OpenMail({ mail, to, onBack }: { mail: Mail; to: string; onBack: () => void }) {
  const { shopName } = useSession()
  const [view, setView] = useState<'html' | 'text'>('html')
  return (
    <article className="mail" aria-label={mail.subject}>
      <Button look="quiet" icon="back" className="mail-back" onClick={onBack}>
        {words.back}
      </Button>
      <h3 className="mail-subject">{mail.subject}</h3>
      <dl className="facts mail-headers">
        <dt>{words.from}</dt>
        <dd>
          {shopName}, <time dateTime={mail.at}>{exactTime(mail.at)}</time>
        </dd>
        <dt>{words.to}</dt>
        <dd>{to}</dd>
        <dt>{words.header}</dt>
        <dd>{mail.unsubscribeUrl ? `<${mail.unsubscribeUrl}>` : words.noHeader}</dd>
      </dl>
      {mail.unsubscribeUrl && <Unsubscribe url={mail.unsubscribeUrl} />}
      <fieldset className="mail-views" aria-label={words.views}>
        {(['html', 'text'] as const).map((each) => (
          <button key={each} type="button" aria-pressed={view === each} onClick={() => setView(each)}>
            {words[each]}
          </button>
        ))}
      </fieldset>
      {view === 'html' ? (
        <iframe
          className="mail-frame"
          title={words.frame(mail.subject)}
          src={mailAddress(mail.providerMessageId)}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerPolicy="no-referrer"
        />
      ) : (
        <div className="mail-text">
          <LinkedText text={mail.text} />
        </div>
      )}
    </article>
  )
}

/** The button that mail programs draw for the header List-Unsubscribe. */
function Unsubscribe({ url }: { url: string }) {
  const [state, setState] = useState<'ready' | 'busy' | 'done' | 'failed'>('ready')
  const leave = async () => {
    setState('busy')
    const done = await unsubscribeAtOnce(url).then(
      () => true,
      () => false,
    )
    setState(done ? 'done' : 'failed')
  }
  return (
    <p className="mail-leave" role="status">
      {state === 'done' ? (
        <span className="done-note">
          <Icon name="check" />
          <span>{words.unsubscribed}</span>
        </span>
      ) : (
        <>
          <Button busy={state === 'busy'} onClick={() => void leave()}>
            {state === 'busy' ? words.unsubscribing : words.unsubscribe}
          </Button>
          <span className={state === 'failed' ? 'field-error' : 'quiet'}>
            {state === 'failed' ? texts.sandbox.notDone : words.unsubscribeHint}
          </span>
        </>
      )}
    </p>
  )
}
