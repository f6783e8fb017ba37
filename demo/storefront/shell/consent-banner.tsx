import { answerConsent, useConsent } from '../shop/consent.ts'
import { texts } from '../texts.ts'

/** The shop's own question, at the bottom of the page: the one answer is as easy as the other. */
export function ConsentBanner() {
  if (useConsent() !== null) return null
  return (
    <section className="consent" aria-label={texts.consent.title}>
      <p>{texts.consent.text}</p>
      <div className="answers">
        <button type="button" className="button plain" onClick={() => answerConsent('necessary')}>
          {texts.consent.necessary}
        </button>
        <button type="button" className="button plain" onClick={() => answerConsent('all')}>
          {texts.consent.agree}
        </button>
      </div>
    </section>
  )
}
