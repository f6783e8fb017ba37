import { z } from 'zod'
import { changeLine } from './access/change-line.ts'
import { defineTool } from './tool.ts'

export const updateCart = defineTool({
  name: 'update_cart',
  description: 'Sets the quantity of one line of the shopper’s cart; 0 takes it out.',
  trust: 'session',
  callsPerTurn: 5,
  input: z.strictObject({
    productId: z.string().trim().min(1).max(200),
    variantId: z.string().trim().min(1).max(200),
    quantity: z.int().min(0).max(99),
  }),
  run: (ctx, line) => changeLine(ctx, { ...line, mode: 'set' }),
})
