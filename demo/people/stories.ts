import type { CustomerInput } from '#domain/identity/index.ts'
import type { OrderStatus } from '#domain/orders/index.ts'
import type { Goods } from '../goods/assortment.ts'
import { randomFor } from '../random.ts'
import type { Basket } from './order-course.ts'

const HOUR = 3_600_000

interface Chapter {
  hoursAgo: number
  families: string[]
  status?: OrderStatus
}

const days = (count: number) => count * 24 + 5

/** What the people one can sign in as have bought; whatever is young enough can still change. */
const stories: Record<string, { fit: 'women' | 'men'; chapters: Chapter[] }> = {
  'tw-0001': {
    fit: 'women',
    chapters: [
      { hoursAgo: days(2), families: ['Heron Rain Shell', 'Trail Merino Socks, 2 Pairs'], status: 'shipped' },
      { hoursAgo: days(48), families: ['Fuel Canister {}'] },
      { hoursAgo: days(104), families: ['Fuel Canister {}', 'Kindle Gas Stove'] },
      { hoursAgo: days(190), families: ['Lapwing {} Tent', 'Featherlight Sleeping Mat'] },
      { hoursAgo: days(402), families: ['Tor Waterproof Hiking Boots', 'Trail Merino Socks, 2 Pairs'] },
    ],
  },
  'tw-0002': {
    fit: 'men',
    chapters: [
      { hoursAgo: 1, families: ['Lowmoor Lambswool Throw', 'Woodsmoke Jar Candle'], status: 'pending' },
      { hoursAgo: days(75), families: ['Shepherd Crew Sweater'] },
      { hoursAgo: days(300), families: ['Magpie Daypack {}', 'Brook Insulated Bottle {}'] },
    ],
  },
  'tw-0003': {
    fit: 'women',
    chapters: [
      {
        hoursAgo: days(9),
        families: ['Hayfield Linen Duvet Cover', 'Hayfield Linen Pillowcases, Pair'],
        status: 'delivered',
      },
      { hoursAgo: days(96), families: ['Quarry Dinner Plates, Set of 4', 'Quarry Pasta Bowls, Set of 4'] },
      {
        hoursAgo: days(180),
        families: ['Beeswax Dinner Candles, Set of 6', 'Riverstone Tumblers, Set of 4'],
      },
      { hoursAgo: days(266), families: ['Beeswax Dinner Candles, Set of 6'] },
      { hoursAgo: days(350), families: ['Furrow Wool Rug'] },
      { hoursAgo: days(610), families: ['Toadstool Table Lamp'] },
    ],
  },
  'tw-0004': {
    fit: 'men',
    chapters: [
      { hoursAgo: 20, families: ['Forge Cast Iron Skillet {}'], status: 'processed' },
      { hoursAgo: days(31), families: ['Kestrel Down Jacket'], status: 'returned' },
      { hoursAgo: days(140), families: ['Springline Trail Runners', 'Pacer Running Socks, 3 Pairs'] },
    ],
  },
}

/** The baskets of one of these people. */
export function storyBaskets(person: CustomerInput, goods: Goods[], now: Date): Basket[] {
  const random = randomFor(`story:${person.userId}`)
  const story = stories[person.userId ?? '']
  return (story?.chapters ?? []).map(({ hoursAgo, families, status }) => ({
    person,
    placedAt: new Date(now.getTime() - hoursAgo * HOUR),
    goods: families.map((name) => findGoods(goods, name, story?.fit)),
    random,
    status: status ?? 'delivered',
  }))
}

function findGoods(goods: Goods[], family: string, fit: string | undefined): Goods {
  const versions = goods.filter((item) => item.family.name === family)
  const found = versions.find(({ product }) => product.attributes?.fit === fit) ?? versions[0]
  if (!found) throw new Error(`the stories speak of ${family}, which the shop does not sell`)
  return found
}
