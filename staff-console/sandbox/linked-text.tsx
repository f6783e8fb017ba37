import { safeHref } from '../conversations/safe-href.ts'

const address = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/g

/** Words as they came, with the addresses in them to be followed, as every phone shows them. */
export function LinkedText({ text }: { text: string }) {
  return (
    <p className="phone-text">
      {text.split(address).map((piece, at) => {
        const href = at % 2 === 1 ? safeHref(piece) : null
        if (href === null) return piece
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: split afresh, never reordered
          <a key={at} href={href} target="_blank" rel="noopener noreferrer">
            {piece}
          </a>
        )
      })}
    </p>
  )
}
