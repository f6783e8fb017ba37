import type { MessagePreview } from '#contract/staff-content.ts'
import { money } from '../look/money.ts'
import { PhoneMessage } from '../sandbox/phone-message.tsx'
import { PushNotice } from '../sandbox/push-notice.tsx'
import { texts } from '../texts.ts'
import type { Draft } from './draft.ts'
import { FindingLine } from './findings.tsx'
import { MailShadow } from './mail-shadow.tsx'
import { placeWords } from './place-words.ts'

const words = texts.contentLook

/** One customer's message as their phone or mailbox would show it, with what was put into it. */
export function DrawnMessage({ preview, draft }: { preview: MessagePreview; draft: Draft }) {
  const { problem, findings } = preview
  const name = preview.name ?? words.unknownCustomer
  return (
    <figure className="drawn-message" aria-label={name}>
      <figcaption>
        <strong>{name}</strong>
        {preview.language !== null && <span className="quiet">{words.language(preview.language)}</span>}
        {preview.variant !== null && <span className="chip">{words.variant(preview.variant)}</span>}
        {preview.segments > 0 && (
          <span className="chip">{texts.sandbox.segments(preview.segments, 'SMS')}</span>
        )}
      </figcaption>
      {problem !== null && <p className="caution">{words.notSent(problem)}</p>}
      {preview.contents.length > 0 && <Screen preview={preview} />}
      {findings.length > 0 && (
        <ul className="findings">
          {findings.map((finding) => (
            <FindingLine key={`${finding.rule} ${finding.path}`} finding={finding} />
          ))}
        </ul>
      )}
      <Resolved preview={preview} draft={draft} />
    </figure>
  )
}

function Screen({ preview }: { preview: MessagePreview }) {
  const { channel, contents, customerId } = preview
  const [mail] = contents
  if (channel === 'email' && mail?.type === 'email')
    return (
      <div className="mail">
        <h3 className="mail-subject">{mail.subject}</h3>
        {preview.preheader !== null && <p className="quiet">{preview.preheader}</p>}
        {preview.html !== null && <MailShadow html={preview.html} title={words.frame(mail.subject)} />}
      </div>
    )
  if (channel === 'push')
    return (
      <ul className="notices">
        {contents.map((content) =>
          content.type === 'push' ? <PushNotice key={content.title} content={content} at={null} /> : null,
        )}
      </ul>
    )
  return (
    <ol className="phone-messages">
      {contents.map((content, at) => (
        <PhoneMessage
          // biome-ignore lint/suspicious/noArrayIndexKey: they are drawn anew as a whole
          key={`${customerId} ${content.type} ${at + 1}`}
          channel={channel}
          message={{
            providerMessageId: `${customerId} ${at}`,
            direction: 'to_customer',
            content,
            status: null,
            seen: true,
            at: null,
          }}
          onChoose={null}
        />
      ))}
    </ol>
  )
}

/** What was chosen for this reader a moment ago, and which modules had nothing to show. */
function Resolved({ preview, draft }: { preview: MessagePreview; draft: Draft }) {
  const { products, offer, fellBack } = preview
  if (products.length === 0 && offer === null && fellBack.length === 0) return null
  return (
    <details className="resolved" open>
      <summary>{words.resolved}</summary>
      <dl className="facts">
        {products.length > 0 && (
          <>
            <dt>{words.products}</dt>
            <dd>
              {products.map((product) => (
                <span key={product.productId} className="resolved-line">
                  {product.title}, {money(product.price)}
                  {product.availability === 'out_of_stock' && ` (${words.soldOut})`}
                </span>
              ))}
            </dd>
          </>
        )}
        {offer && (
          <>
            <dt>{words.offerShown}</dt>
            <dd>
              {offer.text} · {offer.code === null ? words.noCode : words.code(offer.code)}
            </dd>
          </>
        )}
      </dl>
      {fellBack.map((key) => (
        <p key={key} className="quiet">
          {words.fellBack(placeWords(`modules.${key}`, draft))}
        </p>
      ))}
    </details>
  )
}
