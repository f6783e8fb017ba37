import { type EventFamily, field, needed, ourEvent } from './definition.ts'
import { text } from './fields.ts'

/** What people say about themselves. */
export const preferences: EventFamily = {
  title: 'Quiz and preferences',
  events: [
    ourEvent(
      'Quiz Started',
      'Began a quiz',
      { quiz_id: text('which quiz'), quiz_name: text('its name') },
      {
        party: 'zero',
      },
    ),
    ourEvent(
      'Quiz Completed',
      'Answered a quiz',
      {
        quiz_id: text('which quiz'),
        quiz_name: text('its name'),
        answers: needed(field('list', 'each with question, answer (a text or a list) and trait')),
      },
      { party: 'zero', purposes: ['service', 'clienteling', 'marketing', 'personalisation'] },
    ),
    ourEvent(
      'Preferences Updated',
      'Said what they like, or how they want to be reached',
      { preferences: field('object', 'each preference by its name') },
      { party: 'zero', purposes: ['service', 'clienteling', 'marketing', 'personalisation'] },
    ),
  ],
}
