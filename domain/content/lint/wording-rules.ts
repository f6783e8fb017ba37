import type { Finding } from '#contract/content-templates.ts'
import { type PlacedText, textsOf } from '../checked-content.ts'
import { error, type LintContext, type Rule, warning } from './finding.ts'

/** Every text in every language that the message is written in: nobody reads half of it in another. */
export const wordings: Rule = (template) => {
  const stems = new Map<string, Set<string>>()
  for (const { path, language } of textsOf(template)) {
    if (path.startsWith('whatsapp.')) continue
    const stem = path.slice(0, -language.length - 1)
    stems.set(stem, (stems.get(stem) ?? new Set()).add(language))
  }
  return [...stems].flatMap(([stem, has]) =>
    template.languages
      .filter((language) => !has.has(language))
      .map((language) => error('missing_wording', `${stem}.${language}`, `Write it in ${language} too.`)),
  )
}

export const claims: Rule = (template, { rules }) =>
  textsOf(template).flatMap(({ path, language, text }) =>
    (rules.forbidden[language] ?? [])
      .filter((claim) => says(text, claim))
      .map((claim) => error('forbidden_claim', path, `“${claim}” is a claim the shop does not make.`)),
  )

/** As words of its own, in any case, however its spaces and hyphens are written. */
function says(text: string, claim: string): boolean {
  const plain = (given: string) =>
    ` ${given
      .toLowerCase()
      .replace(/[^\p{L}\p{N}%]+/gu, ' ')
      .trim()} `
  return plain(text).includes(plain(claim))
}

const NUMBER = String.raw`\d{1,3}(?:[., ]\d{3})*(?:[.,]\d{1,2})?`
const CURRENCY = String.raw`(?:[$€£¥]|\b(?:USD|EUR|GBP|CHF|JPY|CAD|AUD|dollars?|euros?|francs?|pounds?)\b)`
const PRICE = new RegExp(
  String.raw`[$€£¥]\s?${NUMBER}|${NUMBER}\s?${CURRENCY}|\b(?:USD|EUR|GBP|CHF)\s?${NUMBER}`,
  'iu',
)
const PERCENT = /\d{1,3}\s?%/

/** A price in words is wrong on the day it changes; a field is right when the message is sent. */
export const prices: Rule = (template) =>
  textsOf(template).flatMap(({ path, text }) => {
    const price = PRICE.exec(text)?.[0]
    if (price !== undefined)
      return [
        error(
          'price_in_words',
          path,
          `“${price.trim()}” goes stale: use {{product.price}} or {{offer.value}}.`,
        ),
      ]
    const share = PERCENT.exec(text)?.[0]
    return share === undefined
      ? []
      : [warning('price_in_words', path, `“${share}” goes stale if it is an offer’s: use {{offer.value}}.`)]
  })

export const shouting: Rule = (template, context) =>
  textsOf(template).flatMap((placed) => shoutingIn(placed, context))

const LOUD_WORDS = /\b\p{Lu}{4,}\b[^\p{L}]+\b\p{Lu}{4,}\b/u

function shoutingIn({ path, text }: PlacedText, _context: LintContext): Finding[] {
  const words = text.replace(/\{\{[^}]*\}\}/g, ' ')
  const loud = LOUD_WORDS.test(words) ? 'It shouts: write words in small letters.' : null
  const marks = /[!?]{2,}/.test(words) ? 'One mark at the end of a sentence is enough.' : null
  return [loud, marks].flatMap((found) => (found === null ? [] : [warning('shouting', path, found)]))
}
