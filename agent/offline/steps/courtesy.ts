import type { Courtesy, Task } from '../task.ts'
import { personChoice } from '../voice.ts'
import type { Step } from './step.ts'

const lines: Record<Courtesy, string[]> = {
  greeting: [
    'Hello, and welcome to {shop}. What can I find for you?',
    'Hi there, good to see you at {shop}. What are you looking for?',
    'Hello! I can help you find something, check an order or answer a question. What brings you here?',
  ],
  thanks: [
    'You’re welcome. Anything else I can help with?',
    'My pleasure. Just ask if anything else comes up.',
    'Gladly. I’m here if you need more.',
  ],
  goodbye: ['Goodbye, and thank you for stopping by.', 'Take care, and see you again soon.'],
  how_are_you: ['I’m well, thank you for asking. What can I do for you today?'],
  are_you_a_bot: [
    'I’m the digital assistant of {shop}, not a person. I can find products, check orders and answer questions, and I can bring in a person whenever you like.',
  ],
  capabilities: [
    'I can find products and check their stock, fill your cart, look up an order, and answer questions on delivery, returns and care. What would you like?',
  ],
  instruction_attack: [
    'I can’t share or change how I’m set up. I’m glad to help with our products, an order or a question about the shop.',
  ],
  out_of_scope: [
    'That’s outside what I know: I’m here for our products, orders and how the shop works. Can I help with one of those?',
    'I’m afraid I can’t help with that one. I do know our products, orders, delivery and returns, though.',
  ],
  insult: ['I’m sorry this is not going well. Tell me what you need, or shall I bring in a person?'],
  declined_offer: [
    'All right. Is there anything else I can help with?',
    'No problem. Let me know if there is anything else.',
  ],
  accepted_nothing: ['Good. What would you like me to do next?', 'Great. What can I do for you?'],
}

const starters = [
  { label: 'Find a product', text: 'Can you recommend something?' },
  { label: 'Where is my order?', text: 'Where is my order?' },
  { label: 'Returns', text: 'What is your return policy?' },
]

export const courtesy: Step<Extract<Task, { do: 'courtesy' }>> = {
  say({ kind }, _done, voice) {
    const text = voice.pick(lines[kind]).replaceAll('{shop}', voice.notes.shopName)
    if (kind === 'insult') return { text, choices: [personChoice] }
    const { wished } = voice.notes
    if (kind === 'greeting' && wished !== null)
      return { text, choices: [{ label: wished.slice(0, 60), text: `Tell me about the ${wished}` }] }
    return kind === 'capabilities' || kind === 'out_of_scope' ? { text, choices: starters } : { text }
  },
}
