import type { DecideAnswer, DecideInput } from '../../contract/decide.ts'
import type { Said } from './said.ts'
import type { Visitor } from './visitor.ts'

/** Asks what stands in these slots of the page as it is now; rejects where there is no answer. */
export async function ask(
  said: Said,
  visitor: Visitor,
  slots: string[],
  token: string | undefined,
): Promise<DecideAnswer> {
  const answer = await fetch(`${said.base}v1/decide?key=${said.key}`, {
    method: 'POST',
    // as text, which spares another origin the browser's asking first
    body: JSON.stringify(question(said, visitor, slots)),
    headers: token ? { 'X-Identity-Token': token } : {},
  })
  return answer.json() // a problem has no slots: whoever reads them finds none
}

function question({ facts }: Said, visitor: Visitor, slots: string[]): DecideInput {
  const { page, context, session } = facts
  const query = new URLSearchParams(location.search)
  const utm = (name: string) => query.get(`utm_${name}`)?.slice(0, 120)
  const named = document.querySelector<HTMLMetaElement>('meta[property="product:retailer_item_id"]')
  return {
    slots,
    answer: 'html',
    anonymousId: visitor.id(),
    consent: visitor.consent(),
    page: {
      path: location.pathname,
      referrer: document.referrer.slice(0, 2000),
      productId: named?.content || undefined,
      ...page,
    },
    context: { source: utm('source'), medium: utm('medium'), campaign: utm('campaign'), ...context },
    session,
  }
}
