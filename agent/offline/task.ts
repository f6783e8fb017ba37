import type { ProductCard } from '#contract/message.ts'
import type { HandoffReason } from '#contract/staff-api.ts'
import type { SensitiveCategory } from '#domain/profile/index.ts'
import type { KnownSize } from '#tools/index.ts'
import type { Language } from './lexicon/languages.ts'
import type { ConsentWords } from './understand/about-me/consent-words.ts'
import type { SaidPreference } from './understand/about-me/preference.ts'
import type { OrderKeyWords } from './understand/order-key.ts'
import type { ProductWish } from './understand/product-wish.ts'

export type Courtesy =
  | 'greeting'
  | 'thanks'
  | 'goodbye'
  | 'how_are_you'
  | 'are_you_a_bot'
  | 'capabilities'
  | 'instruction_attack'
  | 'out_of_scope'
  | 'insult'
  | 'declined_offer'
  | 'accepted_nothing'

/** A product that is spoken of, in the part that a step needs; a product card is one. */
export type NamedProduct = Pick<ProductCard, 'productId' | 'variantId' | 'title' | 'options' | 'choices'>

export interface SearchTask {
  do: 'search'
  wish: ProductWish
  offset: number
  note: 'cheaper' | 'pricier' | 'more' | null
  /** What was wanted of the one product that is named, once it is found. */
  followUp: FollowUp | null
  /** The message before this one was not understood either. */
  lost: boolean
}

/** Something the shop itself would show, and why. */
export interface RecommendTask {
  do: 'recommend'
  row: 'for_you' | 'similar' | 'popular' | 'trending' | 'new' | 'back_in_stock'
  like: NamedProduct | null
  /** A kind of goods, in the shopper's word. */
  category: string | null
  priceMax: number | null
  priceMin: number | null
  /** Nothing was said of what is wanted: one question goes with what is shown. */
  asks: boolean
}

export interface LookTask {
  do: 'look'
  /** null: the cart. */
  card: NamedProduct | null
  category: string | null
}

export interface InStoreTask {
  do: 'in_store'
  card: NamedProduct
  size: string | null
  colour: string | null
  /** A store or city that was named; null: the nearest. */
  store: string | null
}

/** What was bought before, or what of it is named. */
export interface AgainTask {
  do: 'again'
  nouns: string[]
  /** The goods in the words that search understands; null: none are named. */
  wish: ProductWish | null
}

export type FollowUp =
  | { do: 'look'; category: null }
  | { do: 'recommend'; row: 'similar' }
  | { do: 'in_store'; size: string | null; colour: string | null; store: string | null }
  | { do: 'detail'; question: string; attributes: string[] }
  | { do: 'stock'; size: string | null; colour: string | null }
  | { do: 'add'; size: string | null; colour: string | null; quantity: number }

/** Online, and which stores have it too. */
export interface StockTask {
  do: 'stock'
  card: NamedProduct
  size: string | null
  colour: string | null
}

export interface AddTask {
  do: 'add'
  card: NamedProduct
  size: string | null
  colour: string | null
  quantity: number
  /** Sizes the shopper is known to wear, for where he says none. */
  known?: KnownSize[]
}

export interface DocumentTask {
  do: 'document'
  question: string
  /** What the pages are asked instead where the shopper's own words find nothing, in this order. */
  topics: string[]
  label: string
  /** What the answer turns on: an amount, or a time. */
  focus: 'cost' | 'time' | null
  /** Something went wrong for the shopper. */
  sorry: boolean
  /** Goods that may be meant where no page answers. */
  wish: ProductWish | null
}

/** What a shopper said of himself; empty: he wants something kept that is none of what we keep. */
export interface RememberTask {
  do: 'remember'
  preferences: SaidPreference[]
}

/** What is to be done for a shopper, one thing each; a message may come to several. */
export type Task =
  | { do: 'courtesy'; kind: Courtesy }
  | SearchTask
  | { do: 'detail'; card: NamedProduct; question: string; attributes: string[] }
  | { do: 'compare'; cards: ProductCard[] }
  | RecommendTask
  | LookTask
  | InStoreTask
  | AgainTask
  | StockTask
  | AddTask
  | { do: 'remove'; title: string | null; position: number | null; quantity: number }
  | { do: 'cart'; checkout: boolean }
  | { do: 'order'; key: OrderKeyWords; late: boolean }
  | { do: 'cancel'; key: OrderKeyWords }
  | DocumentTask
  | { do: 'discount'; question: string }
  | { do: 'person'; reason: HandoffReason; summary: string; language: Language | null }
  | { do: 'offer_person'; about: 'account' | 'change_order' | 'payment' | 'invoice' | 'refund' | 'complaint' }
  | {
      do: 'which_product'
      cards: ProductCard[]
      verb: 'add' | 'detail' | 'stock' | 'look' | 'in_store'
      /** Where it is wanted, for `in_store`. */
      store?: string | null
    }
  | { do: 'assortment'; categories: string[] }
  | RememberTask
  | { do: 'forget'; names: string[] | 'everything' }
  | { do: 'profile' }
  | { do: 'consent'; words: ConsentWords }
  | { do: 'not_kept'; category: SensitiveCategory; language: Language | null }
  | { do: 'settled' }
  | { do: 'foreign'; language: Language; line: 'greeting' | 'ask_order_key' | 'other' }
  | { do: 'unknown'; again: boolean }

export interface WantedCall {
  name: string
  args: Record<string, unknown>
}

/** Words for the shopper, and quick replies under them. */
export interface Spoken {
  text: string
  choices?: { label: string; text: string }[]
}
