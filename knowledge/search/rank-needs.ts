import type { Ranked } from './fuse.ts'
import type { QueryGroup } from './lexical-index.ts'
import { coldnessAsked, fitsColdness } from './needs/coldness.ts'
import { needFamilies } from './needs/families.ts'
import { familiesOfWord } from './needs/need-index.ts'
import { type NeedWord, needWords } from './needs/need-words.ts'
import { unwantedIn } from './needs/opposites.ts'
import { fitsWearer, wearersAsked } from './needs/wearers.ts'
import { countIn } from './postings.ts'
import type { Entry } from './product-index.ts'
import { namingFields } from './product-text.ts'
import type { AskedWords, Passes, RankingRoom } from './rank-products.ts'
import { demoteSiblings } from './siblings.ts'

/** What a word counts where it stands in the description or an attribute, against 1 in title and kind. */
const SAID = 0.4
/** What a wider word counts where a narrower one was said: `flower` for `tulip`. */
const WIDER = 0.8
/** How much more those count that have to do with all wider words. */
const SHARPNESS = 2
/** What goods count that are of what is not wanted. */
const UNWANTED = 0.6
/** What the meaning of the product's own sentence and of its family's adds to the words. */
const OWN_MEANING = 0.4
const FAMILY_MEANING = 0.6
/** Of the needs that are known: below this share, and below these cosines, a product is no answer. */
const LEAST_SHARE = 0.2
const LEAST_OWN = 0.42
const LEAST_FAMILY = 0.45
/** Answers worse than this share of the best are not shown. */
const TAIL = 0.35
/** Who names goods in so few words wants those; in a longer story others count this share of it. */
const SHORT = 4
const SHORTEST = 2
const OTHER_KIND = 0.8
/** How many candidates by needs have their own meaning looked at, and how many meaning alone may add. */
const HEAD = 300
const NEIGHBOURS = 50
/** Above so many vectors, the nearest are looked for only where the needs found nothing. */
const SCANNED = 10_000

interface Candidate {
  share: number
  family: number
}

/**
 * For a question in words that the goods are not described by ("keep rain off while hiking"): each word counts
 * where a product says it, or belongs to a family that is called so or needed for it (Robertson's weighting of
 * rare words, over families as an expansion of the documents); meaning is added by score.
 */
export async function rankByNeeds(
  room: RankingRoom,
  asked: AskedWords,
  vector: Float32Array | null,
  filter: Passes,
): Promise<Ranked[]> {
  const { index } = room
  const kind = documentsOfKind(room, asked)
  const strict = kind !== null && isPlain(room, asked)
  const passes: Passes = (facets, document) => (!strict || kind.has(document)) && filter(facets, document)
  const fits = fitting(asked.text)
  const ofKind = (document: number) =>
    (kind === null || kind.has(document) ? 1 : OTHER_KIND) * fits(index.byDocument.get(document))
  const shares = sharesOf(room, asked)
  const families = vector ? familyMeaning(room, vector) : new Map<number, number>()
  const candidates = new Map<number, Candidate>()
  for (const [document, share] of shares)
    candidates.set(document, { share, family: families.get(document) ?? 0 })
  for (const [document, family] of families)
    if (family >= LEAST_FAMILY && !candidates.has(document)) candidates.set(document, { share: 0, family })
  const head = [...candidates]
    .filter(([, { share, family }]) => share >= LEAST_SHARE || family >= LEAST_FAMILY)
    .filter(([document]) => {
      const entry = index.byDocument.get(document)
      return entry !== undefined && passes(entry.facets, document)
    })
    .map(([document, { share, family }]) => ({
      document,
      score: (share + FAMILY_MEANING * family) * ofKind(document),
    }))
    .sort((a, b) => b.score - a.score || a.document - b.document)
    .slice(0, HEAD)
  const found = vector ? await withOwnMeaning(room, head, families, vector, passes) : head
  const sorted = found.sort((a, b) => b.score - a.score || a.document - b.document)
  const least = (sorted[0]?.score ?? 0) * TAIL
  return demoteSiblings(
    index,
    sorted.filter(({ score }) => score >= least),
  )
}

/** How well a version of a thing fits those who wear it and the night it is for. */
function fitting(text: string): (entry: Entry | undefined) => number {
  const wearers = wearersAsked(text)
  const coldness = coldnessAsked(text)
  return (entry) => {
    const terms = entry?.facets.titleTerms ?? []
    return fitsWearer(terms, wearers) * fitsColdness(terms, coldness)
  }
}

/** Words of who tells what goods are needed for; a name of goods has none. */
const telling =
  /\b(?:the|my|our|his|her|their|its|your|us|me|she|he|they|where|somewhere|when|while|before|after|keep|stop|needs?)\b/i

/** Few words, or only such as the shop's texts have: then it is a name of goods rather than a story. */
function isPlain({ index }: RankingRoom, { text, groups }: AskedWords): boolean {
  if (telling.test(text)) return false
  const known = groups.every(({ said }) => said !== undefined && index.lexical.frequency(said) > 0)
  return groups.length <= (known ? SHORT : SHORTEST)
}

/** What is called so, or belongs to a family of that name, where the question names goods that are there. */
function documentsOfKind({ index }: RankingRoom, { named, head }: AskedWords): Set<number> | null {
  if (named === null || head === null) return null
  const allowed = new Set(named)
  for (const word of headWords(head))
    for (const { family } of familiesOfWord(word))
      if (needFamilies[family]?.names.some((name) => name.at(-1) === word))
        index.needs.forEach(family, (document, weight) => {
          if (weight === 1) allowed.add(document)
        })
  return allowed
}

const headWords = (head: QueryGroup) =>
  head.alternatives.flatMap(({ terms: [only, ...more] }) =>
    only !== undefined && more.length === 0 ? needWords(only).map(({ need }) => need) : [],
  )

/** How much of the known words of the question each product answers, 0 to 1. */
function sharesOf({ index }: RankingRoom, asked: AskedWords): Map<number, number> {
  const sums = new Map<number, number>()
  let whole = 0
  const unwanted = unwantedIn(asked.without)
  // one word alone names goods: who asks for a kite wants no wind jacket
  const isName = asked.groups.length === 1 && unwanted.length === 0
  const words = [...needWords(asked.text), ...unwanted.map(({ instead }) => instead)].map((word) =>
    isName ? { ...word, wider: [] } : word,
  )
  for (const word of words) {
    const best = bestOf(index, word, asked.groups)
    const rarity = rarityOf(index, best)
    whole += rarity
    for (const [document, weight] of best) sums.set(document, (sums.get(document) ?? 0) + weight * rarity)
  }
  for (const [document, sum] of sums) sums.set(document, sum / whole)
  for (const { term } of unwanted)
    for (const { family } of familiesOfWord(term))
      if (needFamilies[family]?.property)
        index.needs.forEach(family, (document) => {
          sums.set(document, (sums.get(document) ?? 0) * UNWANTED)
        })
  return sums
}

function bestOf(
  index: RankingRoom['index'],
  { stem, need, wider }: NeedWord,
  groups: readonly QueryGroup[],
): Map<number, number> {
  const best = new Map<number, number>()
  const raise = (document: number, weight: number) => {
    if (weight > (best.get(document) ?? 0)) best.set(document, weight)
  }
  for (const { family, weight } of familiesOfWord(need))
    index.needs.forEach(family, (document, belonging) => raise(document, weight * belonging))
  for (const [document, share] of sharesOfWider(index, wider)) raise(document, WIDER * share)
  const group = groups.find(({ said }) => said === stem)
  for (const { terms, weight } of group?.alternatives ?? [{ terms: [stem], weight: 1 }])
    if (terms.length === 1)
      whereSaid(index, terms[0] ?? '', (document, said) => raise(document, weight * said))
  return best
}

/** Calls with every document that has a term, and what the term counts where it stands. */
function whereSaid(
  { lexical }: RankingRoom['index'],
  term: string,
  visit: (document: number, weight: number) => void,
): void {
  const postings = lexical.terms.get(term)
  for (let at = 0; postings && at < postings.size; at++) {
    const counts = postings.counts[at] ?? 0
    const naming = namingFields.some((field) => countIn(counts, field) > 0)
    visit(postings.documents[at] ?? 0, naming ? 1 : SAID)
  }
}

/** What has to do with most of the wider words of a narrower one, 0 to 1: together they say which goods are meant. */
function sharesOfWider(index: RankingRoom['index'], wider: readonly string[]): Map<number, number> {
  const sums = new Map<number, number>()
  for (const term of wider) {
    const best = new Map<number, number>()
    const raise = (document: number, weight: number) => {
      if (weight > (best.get(document) ?? 0)) best.set(document, weight)
    }
    for (const { family, weight } of familiesOfWord(term))
      index.needs.forEach(family, (document, belonging) => raise(document, weight * belonging))
    whereSaid(index, term, raise)
    const rarity = rarityOf(index, best)
    for (const [document, weight] of best) sums.set(document, (sums.get(document) ?? 0) + weight * rarity)
  }
  const most = Math.max(...sums.values(), Number.EPSILON)
  for (const [document, sum] of sums) sums.set(document, (sum / most) ** SHARPNESS)
  return sums
}

/** Of a word, by what answers it and how well (Robertson's, over weights instead of counts). */
function rarityOf({ lexical }: RankingRoom['index'], best: ReadonlyMap<number, number>): number {
  let frequency = 0
  for (const weight of best.values()) frequency += weight
  return frequency === 0 ? 0 : Math.log(1 + lexical.living / (frequency + 0.5))
}

/** The nearness of the best of its families, by document. */
function familyMeaning({ index, vectors }: RankingRoom, vector: Float32Array): Map<number, number> {
  const meaning = new Map<number, number>()
  for (const family of index.needs.families) {
    const cosine = vectors?.families.cosine(String(family), vector) ?? 0
    if (cosine <= 0) continue
    index.needs.forEach(family, (document, weight) => {
      if (cosine * weight > (meaning.get(document) ?? 0)) meaning.set(document, cosine * weight)
    })
  }
  return meaning
}

async function withOwnMeaning(
  { index, vectors }: RankingRoom,
  head: readonly Ranked[],
  families: ReadonlyMap<number, number>,
  vector: Float32Array,
  passes: Passes,
): Promise<Ranked[]> {
  const table = vectors?.products
  if (!table) return [...head]
  const own = (document: number) => {
    const entry = index.byDocument.get(document)
    return OWN_MEANING * Math.max(0, (entry && table.cosine(entry.facets.productId, vector)) ?? 0)
  }
  const scores = new Map(head.map(({ document, score }) => [document, score + own(document)]))
  if (table.size <= SCANNED || head.length === 0) {
    const near = await table.nearest(vector, {
      limit: NEIGHBOURS,
      least: LEAST_OWN,
      passes: (id) => {
        const entry = index.entries.get(id)
        return entry !== undefined && passes(entry.facets, entry.document)
      },
    })
    for (const { id, cosine } of near) {
      const document = index.entries.get(id)?.document
      if (document !== undefined && !scores.has(document))
        scores.set(document, OWN_MEANING * cosine + FAMILY_MEANING * (families.get(document) ?? 0))
    }
  }
  return [...scores].map(([document, score]) => ({ document, score }))
}
