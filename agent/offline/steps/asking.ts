import type { Spoken, Task } from '../task.ts'
import { listed, personChoice } from '../voice.ts'
import { sayGiven } from './discount.ts'
import type { Step } from './step.ts'

const endings: Record<Extract<Task, { do: 'which_product' }>['verb'], string> = {
  add: 'shall I put in your cart',
  stock: 'shall I check',
  in_store: 'shall I look for in the stores',
  look: 'shall I find something for',
  detail: 'do you mean',
}

export const whichProduct: Step<Extract<Task, { do: 'which_product' }>> = {
  say({ cards, verb }) {
    if (cards.length === 0) return { text: 'Which product do you mean?' }
    return {
      text: `Which one ${endings[verb]}?`,
      choices: cards.slice(0, 5).map((card, at) => ({
        label: card.title,
        text: `The ${['first', 'second', 'third', 'fourth', 'fifth'][at]} one`,
      })),
    }
  },
}

/** The outcome of a proposal that was settled by the shopper's own yes or no. */
export const settled: Step<Extract<Task, { do: 'settled' }>> = {
  say(_task, _done, voice) {
    const note = voice.notes.settled
    const name = note?.orderNumber ? `Order ${note.orderNumber}` : 'Your order'
    if (!note || note.decision === 'declined')
      return { text: 'All right, I have left everything as it is. Anything else?' }
    if (note.tool === 'record_consent') return sayConsent(note.decision === 'executed')
    if (note.tool === 'issue_offer') return sayGiven(note)
    if (note.decision === 'executed')
      return { text: `${name} is cancelled. Is there anything else I can do?` }
    if (note.why === 'already_cancelled') return { text: `${name} is already cancelled.` }
    return {
      text: `${name} could not be cancelled any more. Shall I bring in a person?`,
      choices: [personChoice],
    }
  },
}

function sayConsent(recorded: boolean): Spoken {
  return recorded
    ? { text: 'Done, as you said. You can change it any time.' }
    : { text: 'I could not note that just now. Please try again in a moment.' }
}

export const assortment: Step<Extract<Task, { do: 'assortment' }>> = {
  say({ categories }) {
    const names = categories.slice(0, 6)
    if (names.length === 0) return { text: 'What kind of product are you after?' }
    return {
      text: `Among other things we have ${listed(names.map((name) => name.toLowerCase()))}. What may I show you?`,
      choices: names.map((name) => ({ label: name, text: `Show me ${name.toLowerCase()}` })),
    }
  },
}
