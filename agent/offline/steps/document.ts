import type { z } from 'zod'
import type { DoneCall } from '../history.ts'
import { passagesResult, readResult, searchResult } from '../results.ts'
import type { DocumentTask, Spoken, WantedCall } from '../task.ts'
import { listed, personChoice, type Voice } from '../voice.ts'
import type { Step } from './step.ts'

/** The shopper's own words first; the topic where they find nothing; then goods that may have been meant. */
export const document: Step<DocumentTask> = {
  next(task, done) {
    return answered(done) ? null : (wanted(task)[done.length] ?? null)
  },
  say(task, done, voice) {
    const found = answered(done)
    if (found) {
      const own = found.call === 0
      const text = `${task.sorry ? 'I am sorry to hear that. ' : ''}${own ? '' : aside(task)}${quote(found.passage, voice)}`
      return task.sorry || !own ? { text, choices: [personChoice] } : { text }
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

type Passage = z.infer<typeof passagesResult>['passages'][number]

/** The best passage of the first question that the pages answer. */
function answered(done: readonly DoneCall[]): { call: number; passage: Passage } | null {
  for (const [call, each] of done.entries()) {
    const result = readResult(each, passagesResult)
    const passage = result?.confident ? result.passages[0] : undefined
    if (passage) return { call, passage }
  }
  return null
}

// what was asked is not there, only the topic: that is said, so that a rule is not taken for the answer
function aside(task: DocumentTask): string {
  return `I did not find exactly that. On ${task.label === 'that' ? 'the topic' : task.label}: `
}

function notOnOurPages(task: DocumentTask, voice: Voice): Spoken {
  const text = voice.pick([
    `Our pages say nothing about ${task.label} that I can rely on. Shall I bring in a person?`,
    `I do not know that for sure, and I would rather not guess. Shall I ask a person about ${task.label}?`,
  ])
  return { text, choices: [personChoice] }
}

/** Word for word, with the page it stands on, whom it is for and since when. */
function quote({ title, answer, since, countries }: Passage, voice: Voice): string {
  const opening = voice.pick([`From our page “${title}”:`, `Our page “${title}” says:`])
  const names = countries.map((code) => regions.of(code) ?? code)
  const where = names.length > 0 ? `This is for ${listed(names)}, as of` : 'As of'
  return `${opening} ${answer} ${where} ${voice.day(since)}.`
}

const regions = new Intl.DisplayNames(['en'], { type: 'region' })
