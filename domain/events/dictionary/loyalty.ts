import { type EventFamily, field, needed, ourEvent } from './definition.ts'
import { reason, text, time } from './fields.ts'

const fromTheShop = { secretOnly: true } as const
const program = { program_id: text('which programme, where there are several') }
const points = {
  ...program,
  points: needed(field('number', 'how many; always positive', 'points')),
  entry_id: text('id of this booking'),
  order_id: text('the order they belong to'),
  reason,
  expires_at: time('until when they count'),
}
const reward = {
  ...program,
  reward_id: needed(text('id of this reward')),
  reward: text('what it is'),
  points: field('number', 'what it cost', 'points'),
  expires_at: time('until when it can be used'),
}

/** The loyalty programme. Only the shop's systems can say so. */
export const loyalty: EventFamily = {
  title: 'Loyalty',
  events: [
    ourEvent(
      'Loyalty Joined',
      'Joined the programme',
      { ...program, tier: text('their first tier') },
      fromTheShop,
    ),
    ourEvent('Loyalty Left', 'Left the programme', { ...program, reason }, fromTheShop),
    ourEvent('Loyalty Points Earned', 'Points were given', points, fromTheShop),
    ourEvent('Loyalty Points Redeemed', 'Points were used', points, fromTheShop),
    ourEvent('Loyalty Points Expired', 'Points ran out', points, fromTheShop),
    ourEvent(
      'Loyalty Points Adjusted',
      'Points were corrected',
      { ...points, points: needed(field('number', 'how many; may be negative', 'points')) },
      fromTheShop,
    ),
    ourEvent(
      'Loyalty Tier Changed',
      'Is in another tier',
      { ...program, tier: needed(text('the tier now')), previous_tier: text('the tier before') },
      fromTheShop,
    ),
    ourEvent(
      'Loyalty Milestone Reached',
      'Reached a milestone',
      { ...program, milestone: needed(text('which one')) },
      fromTheShop,
    ),
    ourEvent('Loyalty Reward Issued', 'Was given a reward', reward, fromTheShop),
    ourEvent('Loyalty Reward Redeemed', 'Used a reward', reward, fromTheShop),
    ourEvent('Loyalty Reward Expired', 'A reward ran out', reward, fromTheShop),
  ],
}
