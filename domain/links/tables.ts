import type { DeliveryChannel } from '#contract/outbound.ts'
import type { ClickState } from './links.ts'

// a type, not an interface: Kysely wants an index signature
export type LinkTables = {
  tracked_links: {
    customer_id: string
    token: string
    ref: string
    channel: DeliveryChannel
    url: string
    product_id: string | null
    campaign: string | null
    minted_at: Date
    hits: number
    machine_hits: number
    last_click_at: Date | null
  }
  link_tokens: {
    token: string
    customer_id: string
  }
  link_clicks: {
    customer_id: string
    clicked_at: Date
    click_id: string
    token: string
    ref: string
    state: ClickState
  }
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const linkColumns: ColumnsOf<LinkTables> = {
  tracked_links: {
    customer_id: 'text',
    token: 'text',
    ref: 'text',
    channel: 'text',
    url: 'text',
    product_id: 'text null',
    campaign: 'text null',
    minted_at: 'timestamptz',
    hits: 'integer',
    machine_hits: 'integer',
    last_click_at: 'timestamptz null',
  },
  link_tokens: { token: 'text', customer_id: 'text' },
  link_clicks: {
    customer_id: 'text',
    clicked_at: 'timestamptz',
    click_id: 'text',
    token: 'text',
    ref: 'text',
    state: 'text',
  },
}

/** The tables of this room that hold a person's data. */
export const personalTables = ['tracked_links', 'link_tokens', 'link_clicks'] as const
