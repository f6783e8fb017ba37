import { z } from 'zod'
import { showCart } from './access/change-line.ts'
import { defineTool } from './tool.ts'

export const getCart = defineTool({
  name: 'get_cart',
  description: 'Reads the shopper’s cart: lines, subtotal, and the address of the checkout.',
  trust: 'session',
  callsPerTurn: 3,
  input: z.strictObject({}),
  run: (ctx) => showCart(ctx, false),
})
