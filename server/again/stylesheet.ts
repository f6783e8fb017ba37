/** What the page that sells again has beside the look of the other pages that links lead to. */
export const againStyles = `.unseen { position: absolute; width: 1px; height: 1px; min-height: 0; padding: 0; border: 0; overflow: hidden; clip-path: inset(50%) }
.goods { list-style: none; margin: 1.5rem 0 0; padding: 0; display: grid; gap: 1rem }
.good { display: grid; grid-template-columns: 5.5rem 1fr; gap: .25rem 1rem; padding: 1rem; border: 1px solid var(--line); border-radius: .75rem; background: var(--card) }
.good > img, .good > .blank { width: 5.5rem; height: 5.5rem; border-radius: .5rem; object-fit: cover; background: var(--line) }
.good h2 { font-size: 1.05rem; line-height: 1.3; margin: 0 }
.good p { margin: 0 }
.price { font-variant-numeric: tabular-nums; margin-block-start: .25rem !important }
.price strong { font-size: 1.15rem }
.few { color: var(--ink); font-weight: 600 }
.steps { grid-column: 1 / -1; display: flex; align-items: center; gap: .5rem; margin-block-start: .5rem }
.steps label { flex: 1; font-size: .95rem; font-weight: 600 }
.steps button { width: 2.75rem; padding: 0; font-size: 1.25rem; line-height: 1; background: var(--paper) }
.steps button:disabled { opacity: .45; cursor: default }
.steps input { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--edge); border-radius: .5rem; min-height: 2.75rem; width: 3.5rem; text-align: center; font-variant-numeric: tabular-nums; appearance: textfield; -moz-appearance: textfield }
.steps input::-webkit-inner-spin-button { appearance: none; margin: 0 }
.similar { grid-column: 1 / -1; margin-block-start: .75rem; padding-block-start: .75rem; border-block-start: 1px solid var(--line) }
.similar h3 { font-size: .95rem; margin: 0 0 .5rem }
.similar ul { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: .75rem }
.similar img { width: 100%; aspect-ratio: 1; object-fit: cover; border-radius: .5rem; background: var(--line); display: block; margin-block-end: .375rem }
.similar a { display: block; font-size: .85rem; line-height: 1.3; text-decoration: none }
.similar a:hover, .similar a:focus-visible { text-decoration: underline }
.similar .price { font-size: .9rem }
.sum { display: flex; justify-content: space-between; gap: 1rem; margin: 1.25rem 0 .75rem; font-size: 1.1rem; font-variant-numeric: tabular-nums }
.go button.main, .go a.main { display: block; width: 100%; text-align: center }
.go p { margin-block-start: .75rem }
@media (min-width: 34rem) {
  .good { grid-template-columns: 7rem 1fr }
  .good > img, .good > .blank { width: 7rem; height: 7rem; grid-row: span 2 }
  .steps { grid-column: 2; justify-content: start }
  .steps label { flex: none; margin-inline-end: .5rem }
  .similar { grid-column: 1 / -1 }
}
`
