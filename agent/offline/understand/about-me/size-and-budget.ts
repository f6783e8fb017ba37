import type { SaidPreference } from './preference.ts'

const size =
  '(xxs|xs|s|m|l|xl|xxl|xxxl|[2-5]xl|extra small|extra large|small|medium|large|\\d{2,3}(?:[.,]5)?|\\d{1,2}(?:[.,]5)?)'
const notASize =
  '(?![\\d.,]*\\d)(?!\\s*(?:years?|yrs?|yo\\b|cm|kg|lbs?|pounds?|%|feet|foot|ft|inch|minutes?|days?|items?|pieces?|times|-|of\\b|people|and a half))\\b'
const sizePatterns: RegExp[] = [
  new RegExp(
    `\\bmy (?:usual |normal |clothing |clothes |dress |jacket |shirt |shoe |boot |trousers? |pants |jeans )?size (?:is|would be|'s|=) (?:an? |about |eu |us |uk |size )?${size}${notASize}`,
  ),
  new RegExp(
    `\\bi(?:'m| am)? (?:usually |normally |always |generally |mostly |typically )?(?:wear|fit into|fit in|'m usually|am usually)(?: an?| in)? (?:size |eu |us |uk )?${size}${notASize}`,
  ),
  new RegExp(
    `\\bi(?:'m| am| take)(?: usually| normally| always| mostly)? (?:(?:an? )?size |an? (?:eu |us |uk )?)${size}${notASize}(?! (?:fan|bit|lot|person|man|woman|shop|gift|present|group|family|company|one|jacket|order))`,
  ),
  new RegExp(
    `\\bi (?:usually |normally |always |mostly )?take (?:size )?(xxs|xs|s|m|l|xl|xxl|xxxl|small|medium|large)${notASize}`,
  ),
]

/** "I wear a 42 in shoes", "my size is M". */
export function sizeIn(said: string): SaidPreference[] {
  const found = sizePatterns.map((pattern) => pattern.exec(said)).find((match) => match !== null)
  const value = found?.[1]
  if (!found || !value) return []
  const around = `${found[0]} ${said.slice(found.index + found[0].length).split(/[,.;]| and | but /)[0]}`
  const name = /shoe|boot|sneaker|footwear|sandal/.test(around)
    ? 'shoe_size'
    : /trouser|pants|jeans|shorts/.test(around)
      ? 'trousers_size'
      : 'size'
  return [{ name, value: letterSize(value) }]
}

const letters: Record<string, string> = {
  'extra small': 'XS',
  small: 'S',
  medium: 'M',
  large: 'L',
  'extra large': 'XL',
}

function letterSize(value: string): string {
  return letters[value] ?? value.toUpperCase().replace(',', '.')
}

/** "my budget is around 100": what is spent as a rule, not the limit of one wish. */
export function budgetIn(said: string): SaidPreference[] {
  const amount = '(?:us\\$|[$€£]|usd |eur |gbp )?(\\d{1,7}(?:[.,]\\d{1,2})?)(?!\\d|%)'
  const about = '(?:around |about |roughly |approximately |up to |at most |max(?:imum)? |no more than )?'
  const found =
    new RegExp(
      `\\b(?:my|the|our) (?:usual |normal )?(?:budget|limit)(?: is|'s| would be| will be|:)? (?:of )?${about}${amount}`,
    ).exec(said) ??
    new RegExp(`\\bi(?:'ve| have)(?: got)? a budget of ${about}${amount}`).exec(said) ??
    new RegExp(
      `\\bi (?:usually|normally|never|don't usually|rarely) (?:want to )?spend ${about}(?:more than |over )?${amount}`,
    ).exec(said)
  const value = Number(found?.[1]?.replace(',', '.'))
  return found && value > 0 ? [{ name: 'budget', value }] : []
}
