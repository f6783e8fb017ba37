import type { ConsentChannel } from '../consent.ts'
import type { Grammar } from './grammar.ts'
import { type KeywordKind, keywordOf } from './keywords.ts'
import { grammars } from './languages.ts'
import { likelihoodOf } from './learnt/weights.ts'
import { beginOfPart, endOfPart, findPattern, type Span } from './pattern.ts'
import { restOf } from './rest.ts'
import { everywhere, type OptOutScope, scopeOf } from './scope.ts'
import { type Sentence, sentencesOf } from './words.ts'

/** What must be known to read a message: where it was written, and what it may be an answer to. */
export interface OptOutSituation {
  channel: string
  isOptedOut: boolean
  /** Whether we have just asked whether we may write. */
  wasAsked: boolean
  hasOpenProposal: boolean
}

export interface OptOutReading {
  kind: KeywordKind | null
  scope: OptOutScope
  channels: ConsentChannel[]
  /** The language it was said in; null for a keyword. */
  language: string | null
  /** The customer's own words that say it. */
  evidence: string
  /** What else the message asks for; empty where it asks nothing else. */
  rest: string
}

const nothing: OptOutReading = {
  kind: null,
  scope: 'this_channel',
  channels: [],
  language: null,
  evidence: '',
  rest: '',
}

/**
 * Whether a message wants us to stop, to start again, or to say who we are: a keyword as the whole message, or
 * in the customer's own words in one of six languages. Pure; other wishes beside it are left in `rest`.
 */
export function readOptOut(text: string, situation: OptOutSituation): OptOutReading {
  const byPhone = situation.channel === 'sms' || situation.channel === 'whatsapp'
  const keyword = keywordOf(text, byPhone)
  if (keyword) return readKeyword(keyword.kind, keyword.word, text, situation)
  return readWords(text, situation.channel)
}

function readKeyword(
  kind: KeywordKind,
  word: string,
  text: string,
  situation: OptOutSituation,
): OptOutReading {
  const evidence = text.trim()
  if (kind === 'start' && word === 'yes' && !isAnswerToUs(situation)) return nothing
  const { scope, channels } = word === 'stopall' ? everywhere : scopeOf([], situation.channel)
  return { kind, scope, channels, language: null, evidence, rest: '' }
}

/** A bare yes settles a proposal where one is open; else it is ours only where we asked, or they had left. */
function isAnswerToUs({ isOptedOut, wasAsked, hasOpenProposal }: OptOutSituation): boolean {
  return !hasOpenProposal && (isOptedOut || wasAsked)
}

function readWords(text: string, channel: string): OptOutReading {
  const sentences = sentencesOf(text)
  const found = revocationsIn(sentences)
  const evidence = found.map(({ sentence }) => sentence.raw).join(' ')
  const words = (found.length > 0 ? found.map(({ sentence }) => sentence) : sentences).flatMap(
    (sentence) => sentence.words,
  )
  const stop = { kind: 'stop', ...scopeOf(words, channel) } as const
  // what the grammar found must not read like talk of goods to the second reader: "Stop! That is the wrong cart."
  const judged = words.length < FEWEST_WORDS ? text : evidence
  if (found.length > 0 && likelihoodOf(judged) >= PLAUSIBLE)
    return {
      ...stop,
      language: found[0]?.revocation.language ?? null,
      evidence,
      rest: restOf(sentences, found),
    }
  // what no grammar has an order for may still be said in so many words
  const spoken = words.filter((word) => word.text.length > 1).length
  if (spoken < FEWEST_WORDS || text.length > MOST_CHARS || haggles.test(text)) return nothing
  const mustBeSurer = channel === 'web' || spoken < BRIEF_WORDS
  if (likelihoodOf(text) < (mustBeSurer ? LIKELY_HERE : LIKELY)) return nothing
  return { ...stop, language: null, evidence: text.trim(), rest: '' }
}

/** Thresholds of the second reader, chosen on sentences it had not learnt from (docs/consent.md). */
const LIKELY = 0.65
const PLAUSIBLE = 0.2
/** A word or two are keywords, or nothing; a few say less than many, and in a chat there is more of other talk. */
const FEWEST_WORDS = 3
const BRIEF_WORDS = 6
const LIKELY_HERE = 0.8
/** Nobody takes longer to say nothing else. */
const MOST_CHARS = 400

/** Whoever begins by asking for money off haggles: "give me 90% off or I leave" stops nothing but the sale. */
const haggles =
  /^\s*(?:please,? )?(?:(?:give|get|take|knock|make|offer|how about|what about|i (?:want|need|demand|get|take)|we want|(?:can|could|may) (?:i|we|you)(?: get| have| give)?) ?(?:me |us |it |at least |an? )*)?(?:\d+(?:[.,]\d+)? ?(?:%|percent|per cent)|money|[$€£] ?\d+|\d+ (?:dollars|euros|pounds)) (?:off|less|discount)\b/i

interface Found {
  sentence: Sentence
  revocation: Revocation
}

/** By sentence; where one alone says nothing, with the one before it: "Who gave you my number? Delete it." */
function revocationsIn(sentences: readonly Sentence[]): Found[] {
  const found: Found[] = []
  for (const [at, sentence] of sentences.entries()) {
    const before = sentences[at - 1]
    const alone = revocationIn(sentence)
    const isFound = (entry: Sentence) => found.some((other) => other.sentence === entry)
    if (alone) found.push({ sentence, revocation: alone })
    else if (before && !isFound(before)) {
      const both = revocationIn(joined(before, sentence))
      const whole = (entry: Sentence) => ({ from: 0, to: entry.words.length })
      if (both)
        for (const entry of [before, sentence])
          found.push({ sentence: entry, revocation: { ...both, span: whole(entry) } })
    }
  }
  return found
}

function joined(before: Sentence, sentence: Sentence): Sentence {
  const last = (before.words.at(-1)?.segment ?? 0) + 1
  const after = sentence.words.map((word) => ({ ...word, segment: word.segment + last }))
  return { raw: `${before.raw} ${sentence.raw}`, words: [...before.words, ...after] }
}

/** A place in a sentence where somebody says that we shall not write. */
export interface Revocation {
  language: string
  pattern: string
  span: Span
}

/** Whether a sentence says, in one of the languages, that its writer wants no more messages. */
export function revocationIn(sentence: Sentence): Revocation | null {
  const texts = sentence.words.map((word) => word.text)
  const familiar = grammars.map((grammar) => grammar.familiar(texts))
  const most = Math.max(...familiar)
  for (const [at, grammar] of grammars.entries()) {
    // `stop` and `mail` are words of many languages: one that knows far fewer words of it has no say
    if ((familiar[at] ?? 0) * 2 < most) continue
    const found = readIn(grammar, sentence, familiar[at] === most)
    if (found) return found
  }
  return null
}

function readIn(grammar: Grammar, sentence: Sentence, isItsLanguage: boolean): Revocation | null {
  const words = sentence.words.map((word) => ({ ...word, text: grammar.same(word.text) }))
  const tags = grammar.tag(words.map((word) => word.text))
  let found: Span[] | null = null
  const vetoes = () => {
    found ??= grammar.unless.flatMap((pattern) => findPattern(pattern, words, tags))
    return found
  }
  for (const pattern of grammar.says) {
    for (const span of findPattern(pattern, words, tags)) {
      if (!pattern.sure && vetoes().some((veto) => overlap(veto, span))) continue
      if (isQuoted(words, span)) continue
      if (!pattern.strong && speaksOfGoods({ words, tags }, span)) continue
      return { language: grammar.language, pattern: pattern.source, span }
    }
  }
  return isItsLanguage ? meansItAnyway(grammar, words, tags, vetoes) : null
}

const MOST_WORDS = 14

/**
 * Said in no order we know: a short sentence that speaks against such messages, of nothing else, and asks or
 * reports nothing about them.
 */
function meansItAnyway(
  grammar: Grammar,
  words: Sentence['words'],
  tags: Set<string>[],
  vetoes: () => Span[],
): Revocation | null {
  const has = (concept: string) => tags.some((concepts) => concepts.has(concept))
  if (words.length > MOST_WORDS || words.some((word) => word.quoted)) return null
  if (!has('ATT') || !has('CORE') || has('DOUBT') || has('GOODS') || vetoes().length > 0) return null
  return { language: grammar.language, pattern: 'ATT with CORE', span: { from: 0, to: words.length } }
}

const overlap = (a: Span, b: Span): boolean => a.from < b.to && b.from < a.to

const sayers = new Set(['i', 'said', 'told', 'dije', 'dit', 'gesagt', 'detto', 'disse'])

/** Words on a thing, or somebody else's: in quotation marks, with other words around them. */
function isQuoted(words: Sentence['words'], { from, to }: Span): boolean {
  if (!words.slice(from, to).every((word) => word.quoted)) return false
  const around = words.filter((word) => !word.quoted).map((word) => word.text)
  return around.length > 0 && !around.some((word) => sayers.has(word))
}

function speaksOfGoods(
  place: { words: Sentence['words']; tags: Set<string>[] },
  { from, to }: Span,
): boolean {
  const begin = beginOfPart(place, from)
  const end = endOfPart(place, to)
  return place.tags.slice(begin, end).some((concepts) => concepts.has('GOODS'))
}
