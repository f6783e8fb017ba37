import { stem } from '../stem.ts'
import { isQuestionTalk } from '../stop-words.ts'
import { termsOfProse } from './prose.ts'

// they say little of what exactly is asked
const light = setOf(termsOfProse, [
  'order product item article thing buy purchase shop store customer online website site time way work still now today tomorrow',
  'take make have put do go come use used send accept offer provide sell give receive arrive new old my own able best right',
  'long much many often cost price charge number type kind available',
  'will during until since when once again already normally usually generally exactly actually each back up out off',
  'hello hi okay please thank thanks sorry hey happen mean let see look start get like want',
])

// words of every day: where a page does not use them it may well mean the same
const everyday = setOf(termsOfProse, [
  'live become total near whole extra date already move end begin turn call bring carry hold stand keep leave mean seem feel believe',
  'work wait stay visit walk drive stop follow enter reach add write read speak talk listen hear watch play run change check chance',
  'big small large little short tall high low early late quick fast slow easy hard simple full empty free open close certain sure clear',
  'first last next previous second third half both either together apart away along around across through against among instead rather',
  'day week month year per after before different separate morning evening night noon weekend monday tuesday wednesday thursday friday saturday sunday minute hour moment soon later',
  'mum dad aunt uncle grandma grandpa sister brother boss colleague neighbor guy kid baby anyway okay alright bad good nice little bit lot several couple few mid inside outside five six seven ten',
  'people person man woman child family friend mother father husband wife son daughter guest',
  'place house home room door street city town country world area part side piece end point case fact reason problem trouble issue',
  'amount money value total rate percent share number count code name list page link form mail email message text letter',
  'deduct subtract subtracted included include extra additional possible necessary required normal usual special regular common',
  'doubt wonder wondering interested curious plan planning thinking hoping happen expect decide accept agree refuse reject',
])

// grammar and the talk around a question, by short stems; contractions as the tokeniser cuts them
const silent = setOf(stem, [
  'does doing done doesn don didn isn aren wasn weren won wouldn couldn shouldn hasn haven hadn ain mustn',
  'something anything everything thing stuff someone somebody anyone anybody',
  'got getting gets gotten wanna gonna gotta whats hows wheres anymore somewhere anywhere else there here',
  'near nearby one yet even ever somehow both whether because while via im ive id ill youre lets u ur pls plz thx btw',
])

function setOf(read: (word: string) => string | string[], lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')).flatMap((word) => read(word)))
}

/** Whether a stem of the tokeniser says nothing of what is asked. */
export const isSilent = (word: string) => isQuestionTalk(word) || silent.has(word)

const LIGHT = 0.35
const EVERYDAY = 0.6

/** 0 to 1: how much a page that does not speak of the word misses the question. */
export function weightOf(term: string): number {
  return light.has(term) ? LIGHT : everyday.has(term) ? EVERYDAY : 1
}
