/** A thing a shopper says of himself, by the name it is kept under and in his own word. */
export interface SaidPreference {
  name: string
  value: string | number
}
