import { type Check, fail, type Known, pass } from './check.ts'

const addresses =
  /(?:https?:\/\/|www\.)[^\s<>"')\]]+|\]\(([^)\s]+)\)|(?:javascript|data|vbscript|file|mailto|tel):[^\s]*/gi
const bareHosts =
  /\b(?:[a-z0-9-]+\.)+(?:com|net|org|io|shop|store|info|biz|co|xyz|top|ru|cn|de|uk|eu|app|dev|link|site|online)\b(?:\/[^\s]*)?/gi
const paths = /(?<=^|[\s(])\/[a-z][^\s)]*/gi

/** Only addresses that a tool gave: goods, pages, the checkout, tracking. */
export const links: Check = (sentence, known) => {
  for (const match of sentence.matchAll(addresses)) {
    if (!isKnown(match[1] ?? match[0], known)) return fail('unknown_link')
  }
  for (const pattern of [bareHosts, paths]) {
    for (const match of sentence.matchAll(pattern))
      if (!isKnown(match[0], known) && !isMail(sentence, match)) return fail('unknown_link')
  }
  return pass
}

function isKnown(found: string, known: Known): boolean {
  const url = found.replace(/[.,;:!?]+$/, '')
  return known.facts.some((fact) => {
    if (fact.kind === 'link') return fact.url === url || withoutScheme(fact.url) === withoutScheme(url)
    return (
      fact.kind === 'policy' && fact.text.includes(url) && !/^(?:javascript|data|vbscript|file):/i.test(url)
    )
  })
}

function withoutScheme(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '')
}

/** The host of an e-mail address is judged with the address, by the check on personal data. */
function isMail(sentence: string, match: RegExpMatchArray): boolean {
  const at = match.index ?? 0
  return sentence.charAt(at - 1) === '@' || /@[\w.-]*$/.test(sentence.slice(0, at))
}
