import { z } from 'zod'
import { changeLine, showCart } from './access/change-line.ts'
import { refuse } from './refuse.ts'
import { defineTool } from './tool.ts'

export const createCart = defineTool({
  name: 'create_cart',
  description:
    'Puts products into the shopper’s cart (makes one where there is none). Use productId and variantId of earlier results. Ask for the size or colour first where it is open.',
  trust: 'session',
  callsPerTurn: 3,
  input: z.strictObject({
    lines: z
      .array(
        z.strictObject({
          productId: z.string().trim().min(1).max(200),
          variantId: z.string().trim().min(1).max(200),
          quantity: z.int().min(1).max(99).optional(),
        }),
      )
      .min(1)
      .max(5),
  }),
  async run(ctx, { lines }) {
    let result = refuse('failed')
    for (const line of lines) {
      result = await changeLine(ctx, { ...line, quantity: line.quantity ?? 1, mode: 'add' })
      if (!result.ok) return result
    }
    return lines.length === 1 ? result : showCart(ctx, true)
  },
})
