import type { MessagePart, ProductCard } from './message.ts'

/** One thing a customer may pick from a message, in the order it is drawn: number n is the n-th. */
export interface Choice {
  /** For a button or a row; at most 200 characters. */
  id: string
  label: string
  /** What picking it says. */
  text: string
}

const MOST_ID_CHARS = 200

/**
 * What may be picked from these parts: the choices the agent gave, else the products shown. The same list where
 * a channel draws it and where an answer such as "2" is read. A proposal is in none: its yes is written out,
 * so that an old button never agrees to a new proposal.
 */
export function choicesIn(parts: readonly MessagePart[]): Choice[] {
  const given = parts.flatMap((part) => (part.type === 'choices' ? part.choices : []))
  const named = given.length > 0 ? given : cardsIn(parts).map(({ title }) => ({ label: title, text: title }))
  return named.map(({ label, text }) => ({ id: [...text].slice(0, MOST_ID_CHARS).join(''), label, text }))
}

/** The products that these parts show, in the order they are drawn, side by side or in a row. */
export function cardsIn(parts: readonly MessagePart[]): ProductCard[] {
  return parts.flatMap((part) =>
    part.type === 'products' || part.type === 'comparison' ? part.products : [],
  )
}
