import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { importDocument } from '#knowledge/documents/index.ts'
import type { PassageHit, Search } from '#knowledge/search/index.ts'
import { type Db, projectRoot } from '#store/index.ts'

/** The shops whose pages are asked: the demo's and three small made-up ones, and the country each is at home in. */
export const policyShops = {
  demo: { folder: 'demo/documents', country: 'US' },
  brewhouse: { folder: 'tests/support/policies/brewhouse', country: 'GB' },
  pixelport: { folder: 'tests/support/policies/pixelport', country: 'DE' },
  velora: { folder: 'tests/support/policies/velora', country: 'AU' },
} as const
export type PolicyShop = keyof typeof policyShops

/** A question, and where the pages answer it: null, nowhere. */
export interface PolicyQuestion {
  shop: PolicyShop
  question: string
  country: string | null
  /** Slugs of the documents that answer. */
  answer: string[] | null
  /** One of these stands in a right extract. */
  expects: string[]
}

/** The questions of a file; null where it is not there. */
export function policyQuestions(file: string): PolicyQuestion[] | null {
  const path = join(projectRoot, 'tests', 'support', file)
  if (!existsSync(path)) return null
  const lines = readFileSync(path, 'utf8').trim().split('\n')
  return lines.map((line) => {
    const { shop = 'demo', answer, ...rest } = JSON.parse(line)
    return { shop, answer: answer === null ? null : [answer].flat(), ...rest }
  })
}

/** Imports the pages of a shop; answers the slug of each document by its id. */
export async function importPolicies(db: Db, shop: PolicyShop, now: Date): Promise<Map<string, string>> {
  const folder = join(projectRoot, policyShops[shop].folder)
  const slugs = new Map<string, string>()
  for (const file of readdirSync(folder).sort()) {
    const text = readFileSync(join(folder, file), 'utf8')
    const format = file.endsWith('.md') ? 'markdown' : 'html'
    const { documentId } = await importDocument(db, { slug: file, format, text }, 'test', now)
    slugs.set(documentId, file.replace(/\.\w+$/, ''))
  }
  return slugs
}

export interface AnswerScore {
  /** Questions with an answer that got it, from the right page. */
  right: number
  answerable: number
  /** Questions without an answer that got none. */
  refused: number
  unanswerable: number
  /** What went wrong, one line each. */
  wrong: string[]
}

/** Asks every question as its shopper would, and counts what was answered rightly and refused rightly. */
export async function askAll(
  search: Search,
  questions: readonly PolicyQuestion[],
  slugs: ReadonlyMap<string, string>,
  now: Date,
): Promise<AnswerScore> {
  const score: AnswerScore = { right: 0, answerable: 0, refused: 0, unanswerable: 0, wrong: [] }
  for (const asked of questions) {
    const country = asked.country ?? policyShops[asked.shop].country
    const [hit] = await search.passages({ text: asked.question, limit: 1, country, now })
    const good = asked.answer === null ? hit?.confident !== true : isRight(asked, hit, slugs)
    if (asked.answer === null) score.unanswerable++
    else score.answerable++
    if (good && asked.answer === null) score.refused++
    else if (good) score.right++
    else
      score.wrong.push(
        `${asked.answer === null ? 'answered' : 'missed'}: ${asked.question} -> ${hit?.extract.join(' ').slice(0, 80)} ${hit?.score.toFixed(2)}`,
      )
  }
  return score
}

function isRight(
  asked: PolicyQuestion,
  hit: PassageHit | undefined,
  slugs: ReadonlyMap<string, string>,
): boolean {
  if (!hit?.confident || !asked.answer?.includes(slugs.get(hit.documentId) ?? '')) return false
  const extract = hit.extract.join(' ').toLowerCase()
  return asked.expects.some((words) => extract.includes(words.toLowerCase()))
}
