import type { MessagePart } from '#contract/message.ts'
import { singularNouns } from '../offline/index.ts'
import { promptTemplate } from '../prompts/prompt.ts'
import type { Run } from '../run.ts'
import type { Verdict } from '../speaker.ts'
import { actions } from './actions.ts'
import type { Check, Known } from './check.ts'
import { dates } from './dates.ts'
import { links } from './links.ts'
import { markup } from './markup.ts'
import { numbers, numbersOf } from './numbers.ts'
import { withoutOfferWords } from './offer-words.ts'
import { offers } from './offers.ts'
import { personalData } from './personal-data.ts'
import { stem } from './plain.ts'
import { policies } from './policy.ts'
import { popularity } from './popularity.ts'
import { prices } from './prices.ts'
import { promptLeak } from './prompt-leak.ts'
import { stock } from './stock.ts'

/** Every sentence passes all of these, in this order, whichever model wrote it. */
export const checks: Record<string, Check> = {
  markup,
  promptLeak,
  links,
  personalData,
  prices,
  offers,
  popularity,
  stock,
  dates,
  actions,
  policies,
  numbers,
}

export function checkSentence(sentence: string, known: Known): Verdict {
  const { rest, quoted } = withoutOfferWords(sentence, known)
  for (const [name, check] of Object.entries(checks)) {
    const verdict = check(rest, quoted ? { ...known, offerQuoted: true } : known)
    if (!verdict.allowed) return { allowed: false, check: name, reason: verdict.reason }
  }
  return { allowed: true }
}

/** The judge of one turn. It reads the facts anew for every sentence: tools add to them as the turn goes on. */
export function createJudge(run: Run): (sentence: string, saidBefore: readonly string[]) => Verdict {
  const { context, transcript } = run.turn
  const fixed = {
    shopperWords: transcript
      .filter((message) => message.sender === 'customer')
      .map((message) => message.text),
    productNouns: productNounsOf(context.search),
    shopName: context.settings.shopName,
    promptText: promptTemplate('system'),
    toolNames: run.deps.tools.map((tool) => tool.name).filter((name) => name.includes('_')),
  }
  const numbersSeen = new Set<string>()
  let read = -1
  return (sentence, saidBefore) => {
    // once for the prompt (hours, goods shown before), then for each result as it comes
    for (; read < run.toolCalls.length; read++) {
      const seen = read < 0 ? run.systemPrompt : JSON.stringify(run.toolCalls[read]?.result ?? null)
      for (const number of numbersOf(seen)) numbersSeen.add(number)
    }
    const order = namesSideBySide(run.parts)
    return checkSentence(sentence, { ...fixed, facts: run.facts, saidBefore, numbersSeen, order })
  }
}

/** The products of a comparison as facts call them, in their places; a list may be put in another order. */
function namesSideBySide(parts: readonly MessagePart[]): string[] {
  const last = parts.findLast((part) => part.type === 'comparison')
  return last?.products.map(({ title, options }) => `${title} ${options}`.trim()) ?? []
}

/** Product words of this shop as the checks compare them. */
export function productNounsOf(search: Parameters<typeof singularNouns>[0]): ReadonlySet<string> {
  return stemmed(singularNouns(search))
}

const stems = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>()

function stemmed(nouns: ReadonlySet<string>): ReadonlySet<string> {
  const known = stems.get(nouns) ?? new Set([...nouns].map(stem))
  stems.set(nouns, known)
  return known
}
