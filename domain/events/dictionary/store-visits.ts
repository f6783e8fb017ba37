import { type EventFamily, field, needed, ourEvent } from './definition.ts'
import { orderTotals, products, storeId, text, time } from './fields.ts'
import { buyer } from './orders.ts'

const store = { store_id: needed(storeId), associate_id: text('who served') }

/** What happens between the shelves. */
export const storeVisits: EventFamily = {
  title: 'Store',
  events: [
    ourEvent('Store Visited', 'Was in a store', {
      ...store,
      seconds: field('integer', 'how long', 'seconds'),
    }),
    ourEvent(
      'Store Purchase Completed',
      'Bought in a store; it counts like Order Completed where it has an order_id',
      { ...store, ...buyer, order_id: text('number of the receipt'), ...orderTotals },
      { secretOnly: true },
    ),
    ourEvent('Fitting Room Used', 'Tried something on', { ...store, products }, { secretOnly: true }),
    ourEvent('Appointment Booked', 'Booked a time in a store', {
      ...store,
      appointment_id: text('id of the appointment'),
      starts_at: time('when it begins'),
      topic: text('what it is about'),
    }),
    ourEvent('Appointment Kept', 'Came to the appointment', store, { secretOnly: true }),
    ourEvent('Appointment Cancelled', 'Called the appointment off', store),
    ourEvent('Client Book Note Added', 'An associate noted something', store, {
      purposes: ['service', 'clienteling'],
      secretOnly: true,
    }),
  ],
}
