import { askPages } from '../dialogue/make-task.ts'
import type { DoneCall } from '../history.ts'
import type { SettledNote } from '../notes.ts'
import { offersResult, passagesResult, proposedResult, readResult } from '../results.ts'
import type { Spoken, Task } from '../task.ts'
import { personChoice } from '../voice.ts'
import { document } from './document.ts'
import type { Step } from './step.ts'

const lower = { label: 'Cheaper ones', text: 'Do you have something cheaper?' }

/**
 * What the shop's rules allow this customer is proposed, in the house's own words; what is asked for beyond it
 * is not given. Where there is nothing, the shop's own page on offers may be quoted.
 */
export const discount: Step<Extract<Task, { do: 'discount' }>> = {
  next({ question }, done) {
    const [listed, second] = done
    if (!listed) return { name: 'list_offers', args: {} }
    const offers = readResult(listed, offersResult)
    const [first] = offers?.mayHave ?? []
    if (second || (offers && offers.has.length > 0)) return null
    if (first) return { name: 'issue_offer', args: { offer: first.offer } }
    return { name: 'answer_from_documents', args: { question: question.slice(0, 300) } }
  },
  say(task, done, voice) {
    const [listed, second] = done
    const held = readResult(listed, offersResult)?.has ?? []
    if (held.length > 0) return { text: held.map(({ say }) => `You have ${say}.`).join('\n') }
    const proposed = readResult(second, proposedResult)
    if (proposed)
      return {
        text: `There is something for you. ${proposed.summary}. Shall I give it to you? Please answer yes or no.`,
      }
    return sayPages(task, done.slice(1), voice)
  },
}

/** No promise of a discount is ever made. */
function sayPages(
  task: Extract<Task, { do: 'discount' }>,
  done: readonly DoneCall[],
  voice: Parameters<typeof document.say>[2],
): Spoken {
  const known = readResult(done[0], passagesResult)
  if (known?.confident) {
    const quote = document.say(askPages(task.question, { label: 'offers' }), done, voice)
    return { text: `I cannot offer a discount myself. ${quote.text}`, choices: [lower] }
  }
  return {
    text: 'I cannot offer a discount myself; the prices you see are the ones that count. Shall I look for something that costs less, or bring in a person?',
    choices: [lower, personChoice],
  }
}

/** What became of an offer that was said yes to. */
export function sayGiven({ decision, say }: SettledNote): Spoken {
  if (decision === 'executed' && say !== null) return { text: `It is yours: ${say}.` }
  return { text: 'That cannot be had any more. The prices you see are the ones that count.' }
}
