import { foreignLines } from '../lexicon/languages.ts'
import type { Task } from '../task.ts'
import { personChoice } from '../voice.ts'
import type { Step } from './step.ts'

type PersonTask = Extract<Task, { do: 'person' }>

/** Calls a person; the words say whether one is there now. */
export const person: Step<PersonTask> = {
  next: (task, done) =>
    done.length === 0
      ? {
          name: 'hand_to_staff',
          args: { reason: task.reason, summary: task.summary || 'asked for a person' },
        }
      : null,
  say(task, _done, voice) {
    const { openNow, hours } = voice.notes
    const foreign = task.language ? ` ${foreignLines[task.language].person}` : ''
    const sorry = task.reason === 'negative_sentiment' ? 'I am sorry about this. ' : ''
    const later = openNow || !hours ? '' : ` Our team is usually here ${hours}, so it may take a while.`
    const text = voice.pick([
      `${sorry}Of course, I am asking a colleague to join. They will see what we have written so far.`,
      `${sorry}Sure, I will get someone from our team. They can read our conversation, so there is no need to repeat it.`,
    ])
    return { text: `${text}${later}${foreign}` }
  },
}

const openings: Record<Extract<Task, { do: 'offer_person' }>['about'], string> = {
  account:
    'For your safety I cannot change accounts or passwords here; the account page of our site does that.',
  change_order: 'I cannot change an order myself, but a colleague can look at it with you.',
  payment: 'I am sorry the payment gives you trouble. I cannot see payments myself.',
  invoice: 'I cannot open invoices from here, but a colleague can send it to you.',
  refund: 'I cannot pay anything back myself, but a colleague can look into it.',
  complaint: 'I am sorry to hear that, and thank you for telling us. A colleague should take care of it.',
}

/** What only people may do: said plainly, with a person offered. */
export const offerPerson: Step<Extract<Task, { do: 'offer_person' }>> = {
  say: ({ about }) => ({ text: `${openings[about]} Shall I bring in a person?`, choices: [personChoice] }),
}

export const unknown: Step<Extract<Task, { do: 'unknown' }>> = {
  next: (task, done) =>
    task.again && done.length === 0
      ? {
          name: 'hand_to_staff',
          args: {
            reason: 'repeated_misunderstanding',
            summary: 'The assistant did not understand twice in a row.',
          },
        }
      : null,
  say(task, _done, voice) {
    if (task.again) {
      return {
        text: 'I am sorry, I still do not understand. I am asking a colleague to join; they can read what we have written.',
      }
    }
    const text = voice.pick([
      'I am not sure I understood. Is it about a product, an order, or how the shop works?',
      'Sorry, I did not quite get that. Could you say it in other words? I know our products, orders, delivery and returns.',
    ])
    return { text, choices: [personChoice] }
  },
}

export const foreign: Step<Extract<Task, { do: 'foreign' }>> = {
  say({ language, line }) {
    const english: Record<typeof line, string> = {
      greeting: 'Hello! I answer best in English.',
      ask_order_key: 'What is your order number, and the e-mail or postcode of the order?',
      other: 'I answer best in English, or shall I bring in a person?',
    }
    return {
      text: `${foreignLines[language][line]} ${english[line]}`,
      ...(line === 'other' && { choices: [personChoice] }),
    }
  },
}
