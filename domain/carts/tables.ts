// a type, not an interface: Kysely wants an index signature
export type CartTables = {
  carts: {
    customer_id: string
    cart_id: string
    status: 'open' | 'checked_out' | 'abandoned'
    created_at: Date
    updated_at: Date
  }
  cart_lines: {
    customer_id: string
    cart_id: string
    product_id: string
    variant_id: string
    quantity: number
    added_at: Date
  }
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const cartColumns: ColumnsOf<CartTables> = {
  carts: {
    customer_id: 'text',
    cart_id: 'text',
    status: 'text',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
  },
  cart_lines: {
    customer_id: 'text',
    cart_id: 'text',
    product_id: 'text',
    variant_id: 'text',
    quantity: 'integer',
    added_at: 'timestamptz',
  },
}

/** The tables of this room that hold a person's data. */
export const personalTables = ['carts', 'cart_lines'] as const
