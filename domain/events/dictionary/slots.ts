import { type EventFamily, field, needed, ourEvent } from './definition.ts'
import { text } from './fields.ts'

const slot = {
  slot: needed(text('name of the slot')),
  variant_id: text('id of the variant; left out for the default'),
  decision_id: text('of the answer it came with: counts once'),
}

/** What became of what the shop put into its slots. */
export const slots: EventFamily = {
  title: 'Slots',
  events: [
    ourEvent('Slot Viewed', 'A slot of the page came into sight', slot),
    ourEvent('Slot Clicked', 'Clicked on what stood in a slot', {
      ...slot,
      product_id: text('the product that was clicked, where it was one'),
    }),
    ourEvent('Slot Closed', 'Closed what a slot showed', {
      ...slot,
      quiet_days: field('integer', 'for how long the browser shows it no more', 'days'),
    }),
  ],
}
