import { dislikedThings, fitWords, languageNames, styleWords } from '../../lexicon/tastes.ts'
import type { Lexis } from '../lexis.ts'
import { singular, words } from '../normalise.ts'
import type { SaidPreference } from './preference.ts'

/** What somebody likes, does not like, or calls his own. */
export function tastesIn(said: string, lexis: Lexis): SaidPreference[] {
  return [...dislikesIn(said, lexis), ...likesIn(said, lexis), ...namedIn(said, lexis), ...occasionIn(said)]
}

const pointing =
  /\b(?:it|this|that|them|these|those|one|ones|you|your|yours|how|what|when|where|who|to|the (?:first|second|third|last)|service|website|site|answer|idea|waiting|help)\b/

function dislikesIn(said: string, lexis: Lexis): SaidPreference[] {
  const pattern =
    /\b(?:i|and|but|,) ?(?:also |really |just |absolutely )?(?:don't like|do not like|dont like|dislike|hate|can't stand|cannot stand|cant stand|never wear|never buy|don't wear|do not wear|don't wear|am not a fan of|'m not a fan of|am not into|avoid)(?: wearing| to wear)? ([^.,;!?]{2,60})/g
  return [...said.matchAll(pattern)].flatMap((match) =>
    objects(match[1] ?? '').flatMap((thing) =>
      isThing(thing, lexis) ? [{ name: 'dislikes', value: thing }] : [],
    ),
  )
}

function likesIn(said: string, lexis: Lexis): SaidPreference[] {
  const pattern =
    /\bi (?:also |really |always |usually |mostly |generally |only )*(?:like|love|prefer|adore|am into|am a fan of|wear|buy)(?: wearing| to wear| to buy)? ([^.,;!?]{2,60})/g
  return [...said.matchAll(pattern)].flatMap((match) =>
    pointing.test(match[1] ?? '') ? [] : objects(match[1] ?? '').flatMap((thing) => kindOf(thing, lexis)),
  )
}

/** "my favourite colour is green", "my style is classic". */
function namedIn(said: string, lexis: Lexis): SaidPreference[] {
  const pattern =
    /\bmy (?:favou?rite |preferred )?(colou?rs?|brands?|materials?|fabrics?|style|fit|language)(?: (?:is|are|would be)|:) ([^.,;!?]{2,60})/g
  return [...said.matchAll(pattern)].flatMap((match) =>
    objects(match[2] ?? '').flatMap((thing): SaidPreference[] => {
      const known = kindOf(thing, lexis)
      if (known.length > 0) return known
      const kind = match[1] ?? ''
      return /^style/.test(kind) || /^brand/.test(kind)
        ? [{ name: /^style/.test(kind) ? 'style' : 'brand', value: thing }]
        : []
    }),
  )
}

function occasionIn(said: string): SaidPreference[] {
  const found =
    /\bi(?:'m| am) (?:shopping|dressing|buying|looking) (?:for something )?for (?:an?|my|our|the) (wedding|birthday|interview|party|funeral|graduation|holiday|vacation|anniversary|ski trip|hiking trip|camping trip|job interview|christening|prom)\b/.exec(
      said,
    )?.[1]
  return found ? [{ name: 'occasion', value: found }] : []
}

/** "wool, any polyester or the colour red" in pieces, without articles and what stands around them. */
function objects(text: string): string[] {
  return text
    .replace(/\b(?:and|but|so) i\b.*$/, '')
    .split(/,| and | or | nor | because | since | when | if | but | for | with me/)
    .slice(0, 4)
    .map((piece) =>
      piece
        .replace(
          /^(?:(?:any|anything|something|things|stuff|clothes|made|the|a|an|of|in|with|from|colou?rs?|brands?|wearing|to|wear|my|very|too|so|much|most)\s+)+/,
          '',
        )
        .replace(
          /\s+(?:at all|very much|much|a lot|the most|best|clothes|clothing|colou?rs?|things|stuff|fabrics?|materials?|style|styles|brands?|either|anyway|though|please)+$/,
          '',
        )
        .trim(),
    )
    .filter((piece) => piece !== '' && words(piece).length <= 3)
}

function isThing(thing: string, lexis: Lexis): boolean {
  if (pointing.test(thing)) return false
  return words(thing).some(
    (word) =>
      lexis.materials.has(word) ||
      lexis.colours.has(word) ||
      dislikedThings.includes(word) ||
      styleWords.includes(word) ||
      fitWords.includes(word) ||
      lexis.catalogWords.has(word) ||
      lexis.catalogWords.has(singular(word)),
  )
}

/** What somebody likes, by kind; goods as such ("I like jackets") are a wish, not a taste. */
function kindOf(thing: string, lexis: Lexis): SaidPreference[] {
  const all = words(thing)
  const brand = lexis.brands.find(([folded]) => folded.length > 2 && ` ${thing} `.includes(` ${folded} `))
  if (brand) return [{ name: 'brand', value: brand[0] }]
  const fit = all.find((word) => fitWords.includes(word))
  if (fit && (all.includes('fit') || all.includes('fits') || all.length === 1))
    return [{ name: 'fit', value: fit }]
  const colour = all.find((word) => lexis.colours.has(word))
  if (colour) return [{ name: 'colour', value: colour }]
  const material = all.find((word) => lexis.materials.has(word))
  if (material) return [{ name: 'material', value: material }]
  const style = all.find((word) => styleWords.includes(word))
  if (style) return [{ name: 'style', value: style }]
  const language = all.length === 1 && languageNames.includes(thing) ? thing : null
  return language ? [{ name: 'language', value: language }] : []
}
