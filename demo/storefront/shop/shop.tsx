import { createContext, type ReactNode, useContext } from 'react'
import type { ShopView } from '../../../contract/demo-shop.ts'
import { useData } from './use-data.ts'

const Shop = createContext<ShopView | null>(null)

/** What every page needs of the shop; null until it is known. The pages do not wait for it. */
export const useShop = (): ShopView | null => useContext(Shop)

export function ShopProvider({ children }: { children: ReactNode }) {
  const shop = useData<ShopView>('/shop')
  return <Shop value={shop.state === 'ready' ? shop.data : null}>{children}</Shop>
}
