/** What buyers of the demo shop say of things for the hill, to wear and for the home, by how much they liked them. */
export const said: Record<
  'Clothing' | 'Outdoor' | 'Home',
  { good: readonly string[]; middling: readonly string[] }
> = {
  Clothing: {
    good: [
      'Fits as it says, and the colour is as in the picture.',
      'Soft from the first day, and it still looks new after many washes.',
      'Comfortable all day, on the hill and at work.',
      'Well made, and it feels it. I bought a second one within a month.',
    ],
    middling: [
      'Good, but it comes up small. I went one size up.',
      'Nice, though I had hoped for more colours.',
    ],
  },
  Outdoor: {
    good: [
      'Does its job, weekend after weekend.',
      'Three trips with it and no complaint.',
      'Just what the journey needed, and light to carry.',
      'Simple and solid. My old one can stay at home now.',
    ],
    middling: [
      'Does what it should, a little dear for what it is.',
      'Fine, but it came a week late for our trip.',
    ],
  },
  Home: {
    good: [
      'Nicer in the hand than in the picture.',
      'Sits well with old wood. We use it every day.',
      'Came well packed and without a scratch.',
      'Meant as a present. I kept it.',
    ],
    middling: ['Pretty, but smaller than I pictured it.', 'Lovely, but handle it with care.'],
  },
}

/** What waits for a moderator, so that there is something to decide. */
export const waiting: readonly { stars: number; text: string; displayName: string }[] = [
  { stars: 5, text: 'Exactly what I hoped for, and my sister wants one too.', displayName: 'Ines' },
  { stars: 1, text: 'Same thing for half the price at cheap-gear.shop, look there.', displayName: 'Deals' },
  { stars: 4, text: 'Great. If anyone sells theirs in M: call me on +1 206 555 0143.', displayName: 'Rob' },
  { stars: 3, text: 'The wool helps with my eczema, but it itches at the neck.', displayName: 'Paula' },
]

/** Under the painted photos. */
export const captions = [
  'Morning above the tarn',
  'Half past noon, no shade',
  'Last light before the hut',
] as const
