import type { SlotAudience, SlotContent, SlotInput } from '#contract/slots.ts'
import { listSlots, removeSlot, saveSlot, saveVariant } from '#domain/slots/index.ts'
import type { Db } from '#store/index.ts'

interface DemoSlot {
  slot: Pick<SlotInput, 'name' | 'place' | 'kind' | 'defaultContent'> & Partial<SlotInput>
  variants: { name: string; audience?: SlotAudience; content: SlotContent }[]
}

const picture = (name: string, alt: string) => ({ url: `/demo/images/${name}.svg`, alt })

const hero: DemoSlot = {
  slot: {
    name: 'home_hero',
    place: 'At the top of the home page',
    kind: 'hero',
    defaultContent: {
      title: 'For the hill and the hearth',
      text: 'Outdoor clothing and things for the home, made to be mended.',
      image: picture('landscape', 'Hills in the morning'),
      link: { label: 'See the jackets', url: '/departments/jackets' },
    },
  },
  variants: [
    {
      name: 'From Instagram',
      audience: { referrers: ['instagram.com'] },
      content: {
        title: 'The knitwear you saw',
        text: 'Heavy wool, knitted slowly. All of it is here.',
        image: picture('fisher-rib-sweater-womens-navy', 'A ribbed sweater in navy'),
        link: { label: 'See the knitwear', url: '/departments/knitwear' },
      },
    },
    {
      name: 'Trail Club',
      audience: { loyaltyTiers: ['Ridge', 'Summit'] },
      content: {
        title: 'Thank you for walking with us',
        text: 'What the Trail Club wears this season.',
        image: picture('heron-rain-shell-womens-sky-blue', 'A rain shell in sky blue'),
        link: { label: 'See the jackets', url: '/departments/jackets' },
      },
    },
    {
      name: 'Campers',
      audience: { favouriteCategories: ['Outdoor > Tents & sleep', 'Outdoor > Camp kitchen'] },
      content: {
        title: 'Your next night out',
        text: 'Tents that stand up to weather, and stoves that light in it.',
        image: picture('lapwing-2-person-tent-moss-green', 'A tent for two in moss green'),
        link: { label: 'See tents and sleep', url: '/departments/tents-sleep' },
      },
    },
    {
      name: 'Near a store',
      audience: { cities: ['Portland', 'Seattle', 'Boulder'] },
      content: {
        title: 'Try it on today',
        text: 'Most of what you see here hangs in our store in your city.',
        image: picture('heron-rain-shell-womens-sky-blue', 'A rain shell in sky blue'),
        link: { label: 'See the rain jackets', url: '/search?q=rain+jacket' },
      },
    },
    {
      name: 'Winter',
      audience: { seasons: ['winter'] },
      content: {
        title: 'Warm rooms, warm people',
        text: 'Wool for the floor and linen for the bed.',
        image: picture('furrow-wool-rug-oat', 'A wool rug in oat'),
        link: { label: 'See rugs and throws', url: '/departments/rugs-throws' },
      },
    },
  ],
}

const popular: SlotContent = { title: 'Popular now', row: { row: 'popular_here', limit: 8 } }
/** For everybody and always: its title claims nothing of what stands in it. */
const shelves: SlotContent = { title: 'From our shelves', row: { row: 'popular_here', limit: 8 } }
// no two rows of a page have one title
const moreShelves: SlotContent = { ...shelves, title: 'More from our shelves' }
const lastShelves: SlotContent = { ...shelves, title: 'Also here' }

function row(name: string, place: string, defaultContent: SlotContent, variants: SlotContent[]): DemoSlot {
  return {
    slot: { name, place, kind: 'row', defaultContent },
    variants: variants.map((content) => ({
      name: content.title ?? name,
      // of somebody who is known: for everybody else its title would not be true
      ...(content.row?.row === 'for_you' && { audience: { visitor: 'returning' as const } }),
      content,
    })),
  }
}

const rows: DemoSlot[] = [
  row('home_row_1', 'The first row of the home page', shelves, [
    { title: 'Time to buy again', row: { row: 'buy_again', limit: 4 } },
    { title: 'For you', row: { row: 'for_you', limit: 8 } },
    popular,
  ]),
  row('home_row_2', 'The second row of the home page', moreShelves, [
    { title: 'You looked at these', row: { row: 'recently_viewed', limit: 8 } },
    { title: 'Trending', row: { row: 'trending', limit: 8 } },
    { title: 'New in', row: { row: 'new', limit: 8 } },
  ]),
  row('home_row_3', 'The third row of the home page', lastShelves, [
    { title: 'Back in stock', row: { row: 'back_in_stock', limit: 8 } },
    { ...popular, title: 'Often chosen' },
  ]),
  row('product_row_1', 'Under a product', shelves, [
    { title: 'Goes with it', row: { row: 'complete_the_look', limit: 4 } },
    { title: 'Often bought together', row: { row: 'bought_together', limit: 4 } },
    popular,
  ]),
  row('product_row_2', 'Further down under a product', moreShelves, [
    { title: 'Similar', row: { row: 'similar', limit: 8 } },
  ]),
  row('cart_row', 'Under the cart', shelves, [
    { title: 'Often bought with these', row: { row: 'bought_together', limit: 4 } },
    popular,
  ]),
  row('search_empty_row', 'Where a search finds nothing', shelves, [
    { title: 'For you', row: { row: 'for_you', limit: 8 } },
    popular,
  ]),
]

const others: DemoSlot[] = [
  {
    slot: {
      name: 'product_proof',
      place: 'Beside the price of a product',
      kind: 'social_proof',
      defaultContent: {},
    },
    variants: [
      {
        name: 'True counts',
        content: { proof: ['left_in_stock', 'bought_this_week', 'viewed_today', 'in_store'] },
      },
    ],
  },
  {
    slot: {
      name: 'exit_intent',
      place: 'When somebody is about to leave',
      kind: 'exit_intent',
      defaultContent: {
        title: 'Not quite it?',
        text: 'Tell us what you are looking for: the assistant at the bottom of the page knows the goods.',
      },
    },
    variants: [
      {
        name: 'On a product',
        audience: { paths: ['/products/*'] },
        content: { title: 'Perhaps one of these', row: { row: 'similar', limit: 3 } },
      },
    ],
  },
  {
    slot: {
      name: 'app_install',
      place: 'At the bottom of the page, on phones',
      kind: 'app_install',
      defaultContent: {},
      quietDays: 30,
    },
    variants: [
      {
        name: 'Phones',
        audience: { devices: ['phone'] },
        content: {
          title: 'Tarnwick in your pocket',
          text: 'Orders, care guides and your repairs.',
          link: { label: 'Get the app', url: 'https://apps.tarnwick.example' },
          app: {
            ios: 'https://apps.tarnwick.example/ios',
            android: 'https://apps.tarnwick.example/android',
          },
        },
      },
    ],
  },
]

const demoSlots = [hero, ...rows, ...others]

/** What stands in the slots of the storefront; what is there already stays. */
export async function seedSlots(db: Db, now: Date): Promise<void> {
  const present = new Set((await listSlots(db)).map(({ name }) => name))
  for (const { slot, variants } of demoSlots) {
    if (present.has(slot.name)) continue
    await saveSlot(db, slot, null, now)
    for (const variant of variants) await saveVariant(db, slot.name, variant, { staffId: null }, now)
  }
}

/** Removes them again; one that staff have changed since is the shop's own. */
export async function removeSlotsOfDemo(db: Db, now: Date): Promise<void> {
  const names = new Set(demoSlots.map(({ slot }) => slot.name))
  for (const { name, updatedBy, variants } of await listSlots(db))
    if (names.has(name) && updatedBy === null && variants.every((variant) => variant.updatedBy === null))
      await removeSlot(db, name, null, now)
}
