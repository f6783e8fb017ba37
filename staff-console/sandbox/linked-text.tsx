import { Fragment, type ReactNode } from 'react'
import { safeHref } from '../conversations/safe-href.ts'

const address = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]*])/g
/** What WhatsApp draws bold: words between stars, on one line. */
const bold = /(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*\S)\*(?![\p{L}\p{N}*])/gu

/** Words as they came, with the addresses in them to be followed, as every phone shows them. */
export function LinkedText({ text, stars = false }: { text: string; stars?: boolean }) {
  const draw = stars ? drawWithStars : drawPiece
  return <p className="phone-text">{text.split(address).map(draw)}</p>
}

/** Split at a group, every other piece is the group. */
const isGroup = (at: number) => at % 2 === 1

function drawPiece(piece: string, at: number): ReactNode {
  const href = isGroup(at) ? safeHref(piece) : null
  if (href === null) return piece
  return (
    <a key={at} href={href} target="_blank" rel="noopener noreferrer">
      {piece}
    </a>
  )
}

function drawWithStars(piece: string, at: number): ReactNode {
  if (isGroup(at)) return drawPiece(piece, at)
  return <Fragment key={at}>{piece.split(bold).map(drawWords)}</Fragment>
}

function drawWords(words: string, at: number): ReactNode {
  return isGroup(at) ? <strong key={at}>{words}</strong> : words
}
