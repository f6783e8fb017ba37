import type { z } from 'zod'
import type { DoneCall } from '../history.ts'
import { plainWords } from '../lexicon/plain-words.ts'
import { passagesResult, readResult, searchResult } from '../results.ts'
import type { DocumentTask, Spoken, WantedCall } from '../task.ts'
import { fold, singular, words } from '../understand/normalise.ts'
import { personChoice, type Voice } from '../voice.ts'
import type { Step } from './step.ts'

const EXTRACT_CHARS = 420
const EXTRACT_SENTENCES = 3

/** The shopper's own words first, then the topic, then goods that may have been meant. */
export const document: Step<DocumentTask> = {
  next(task, done) {
    if (done.length >= Math.min(2, 1 + task.topics.length) && answered(done).length > 0) return null
    return wanted(task)[done.length] ?? null
  },
  say(task, done, voice) {
    const passages = answered(done)
    if (passages.length > 0) {
      const text = `${task.sorry ? 'I am sorry to hear that. ' : ''}${extract(task, passages, voice)}`
      return task.sorry ? { text, choices: [personChoice] } : { text }
    }
    const products = readResult(done.at(-1), searchResult)?.products ?? []
    const [first] = products
    if (first) return { text: `This may be what you mean: the ${first.title} at ${first.price}.` }
    return notOnOurPages(task, voice)
  },
}

function wanted(task: DocumentTask): WantedCall[] {
  const questions = [task.question, ...task.topics].slice(0, 3)
  const pages = questions.map((question) => ({
    name: 'answer_from_documents',
    args: { question: question.slice(0, 300) },
  }))
  return task.wish
    ? [...pages, { name: 'search_catalog', args: { text: task.wish.text.slice(0, 200), limit: 4 } }]
    : pages
}

type Passage = z.infer<typeof passagesResult>['passages'][number] & { rank: number }

/** What was found with confidence, each passage once, with its place in the list it came in. */
function answered(done: readonly DoneCall[]): Passage[] {
  const found = new Map<string, Passage>()
  for (const call of done) {
    const result = readResult(call, passagesResult)
    if (!result?.confident) continue
    for (const [rank, passage] of result.passages.entries()) {
      if (!found.has(passage.text)) found.set(passage.text, { ...passage, rank })
    }
  }
  return [...found.values()]
}

function notOnOurPages(task: DocumentTask, voice: Voice): Spoken {
  const text = voice.pick([
    `Our pages say nothing about ${task.label} that I can rely on. Shall I bring in a person?`,
    `I do not know that for sure, and I would rather not guess. Shall I ask a person about ${task.label}?`,
  ])
  return { text, choices: [personChoice] }
}

interface Scored {
  passage: number
  at: number
  sentence: string
  score: number
}

/** The sentences that speak most of what was asked, all from one page, word for word and in their order. */
function extract(task: DocumentTask, passages: Passage[], voice: Voice): string {
  const asked = new Set(
    words(fold(`${task.question} ${task.label}`))
      .map(singular)
      .filter((word) => !plainWords.has(word)),
  )
  const scored = passages.flatMap((passage, number) =>
    sentencesOf(passage.text).map((sentence, at) => ({
      passage: number,
      at,
      sentence,
      score:
        scoreOf(sentence, asked, task.focus) +
        scoreOf(passage.section, asked, null) * 0.35 -
        passage.rank * 0.3 -
        at * 0.1,
    })),
  )
  const [best] = [...scored].sort(byScore)
  const title = passages[best?.passage ?? 0]?.title ?? ''
  const samePage = scored.filter((entry) => passages[entry.passage]?.title === title)
  const opening = voice.pick([`From our page “${title}”:`, `Our page “${title}” says:`])
  return `${opening} ${choose(samePage, best?.score ?? 0).join(' ')}`
}

function byScore(a: Scored, b: Scored): number {
  return b.score - a.score || a.passage - b.passage || a.at - b.at
}

function scoreOf(sentence: string, asked: ReadonlySet<string>, focus: DocumentTask['focus']): number {
  const spoken = new Set(words(fold(sentence)).map(singular))
  let score = 0
  for (const word of asked) if (spoken.has(word)) score++
  if (focus === 'cost' && /[$€£¥₹]|\bfree\b|\bno charge\b/i.test(sentence)) score += 2
  if (focus === 'time' && /\b\d+(?:-\d+)?\s*(?:\w+ )?(?:day|week|hour|month)/i.test(sentence)) score += 2
  return score
}

function choose(sentences: Scored[], best: number): string[] {
  const chosen: Scored[] = []
  let length = 0
  for (const entry of [...sentences].sort(byScore)) {
    const fits = length + entry.sentence.length <= EXTRACT_CHARS || chosen.length === 0
    if (chosen.length >= EXTRACT_SENTENCES || !fits || entry.score < best - 1) break
    chosen.push(entry)
    length += entry.sentence.length
  }
  return chosen.sort((a, b) => a.passage - b.passage || a.at - b.at).map((entry) => entry.sentence)
}

function sentencesOf(passage: string): string[] {
  return passage
    .split(/\n+/)
    .map((line) =>
      line
        .replace(/^[\s>*#|-]+/, '')
        .replace(/[\s|]+$/, '')
        .replace(/\s*\|\s*/g, ': '),
    )
    .flatMap((line) => line.split(/(?<=[.!?])\s+(?=[A-Z\d"“])/))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length > 2)
    .map((sentence) => (/[.!?:]$/.test(sentence) ? sentence : `${sentence}.`))
}
