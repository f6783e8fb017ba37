import { type Bought, counted, percent } from './bought.ts'

/** Where somebody buys: a channel, or one store. */
export interface Habit {
  name: string
  orders: number
  share: number
  why: string
}

export function channelHabits({ orders }: Bought): Habit[] {
  return habits(orders.filter((order) => order.isPurchase).map((order) => order.channel))
}

export function storeHabits({ orders }: Bought): Habit[] {
  return habits(orders.flatMap((order) => (order.isPurchase && order.storeId ? order.storeId : [])))
}

function habits(names: readonly string[]): Habit[] {
  return [...new Set(names)]
    .map((name) => {
      const orders = names.filter((entry) => entry === name).length
      const share = orders / names.length
      return { name, orders, share, why: `${counted(orders, 'order')}, ${percent(share)} of them.` }
    })
    .sort((a, b) => b.orders - a.orders || (a.name < b.name ? -1 : 1))
}
