import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import type { CartView } from '../../../contract/message.ts'
import { askRapport, type CartItem, withRapport } from './rapport.ts'
import { noteCart } from './slots.ts'

interface CartAccess {
  /** undefined until it is known, null where there is none yet. */
  cart: CartView | null | undefined
  failed: boolean
  add: (item: CartItem) => Promise<void>
  set: (item: CartItem) => Promise<void>
  /** After an order. */
  empty: () => Promise<void>
}

const Cart = createContext<CartAccess | null>(null)

export function useCart(): CartAccess {
  const access = useContext(Cart)
  if (!access) throw new Error('useCart needs a CartProvider')
  return access
}

/** The one cart of this shopper: the widget's, so that chat and pages always show the same. */
export function CartProvider({ children }: { children: ReactNode }) {
  const [cart, setCart] = useState<CartView | null>()
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    let stop = () => {}
    withRapport((rapport) => {
      stop = rapport.on('cart', setCart)
    })
    askRapport((rapport) => rapport.cart()).then(setCart, () => setFailed(true))
    return () => stop()
  }, [])
  const add = useCallback(async (item: CartItem) => {
    setCart(await askRapport((rapport) => rapport.addToCart(item)))
  }, [])
  const set = useCallback(async (item: CartItem) => {
    setCart(await askRapport((rapport) => rapport.setCartLine(item)))
  }, [])
  const empty = useCallback(async () => {
    for (const { productId, variantId } of cart?.lines ?? []) await set({ productId, variantId, quantity: 0 })
  }, [cart, set])
  useEffect(() => noteCart(cart?.lines.map(({ productId }) => productId) ?? []), [cart])
  const access = useMemo(() => ({ cart, failed, add, set, empty }), [cart, failed, add, set, empty])
  return <Cart value={access}>{children}</Cart>
}
