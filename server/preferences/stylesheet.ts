/** The look of the pages that links lead to: the shop's one colour, light and dark, phone first. */
export function stylesheet(accent: string): string {
  return `:root { color-scheme: light dark; --accent: ${accent}; --on-accent: ${onAccent(accent)};
  --ink: #1d1f23; --soft: #5a6068; --paper: #fff; --card: #f7f5f2; --line: #d9d5cf; --edge: #85807a; --good: #e4f1ea; --bad: #fbe7e4; --bad-line: #b3261e }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ecebe8; --soft: #b0b3b8; --paper: #16181b; --card: #1e2124; --line: #34383d; --edge: #8b9097; --good: #1d3329; --bad: #40201d; --bad-line: #f2867c }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
header, main, footer { max-width: 40rem; margin-inline: auto; padding-inline: 1.25rem }
header { padding-block: 1rem; border-block-end: 3px solid var(--accent); font-weight: 650 }
main { padding-block: 1.5rem 3rem; overflow-wrap: anywhere }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem; text-wrap: balance }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .75rem }
p { margin: 0 0 .75rem }
form > p:last-child { margin-block-start: 1rem }
.soft { color: var(--soft) }
fieldset { border: 1px solid var(--line); border-radius: .75rem; background: var(--card); margin: 0 0 1rem; padding: .75rem 1rem 1rem; min-width: 0 }
legend { font-weight: 650; padding-inline: .25rem; font-size: 1.05rem }
legend .soft { font-weight: 400; font-size: .95rem }
.choice { display: grid; grid-template-columns: 1.5rem 1fr; gap: .125rem .75rem; align-items: start; padding-block: .5rem; min-height: 2.75rem }
.choice input { width: 1.375rem; height: 1.375rem; margin: .0625rem 0 0; accent-color: var(--accent) }
.choice .hint { grid-column: 2; color: var(--soft); font-size: .9rem }
.choice label { grid-column: 2 }
.choice input { grid-column: 1; grid-row: 1 }
.columns { display: grid; gap: 0 1rem }
@media (min-width: 34rem) { .columns { grid-template-columns: 1fr 1fr } }
.field { display: grid; gap: .25rem; padding-block: .5rem }
.field label { font-weight: 600; font-size: .95rem }
input[type=text], select { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--edge); border-radius: .5rem; padding: .5rem .75rem; min-height: 2.75rem; width: 100%; max-width: 20rem }
[aria-invalid=true] { border-color: var(--bad-line); border-width: 2px }
button { font: inherit; font-weight: 650; min-height: 2.75rem; padding: .5rem 1.5rem; border-radius: .5rem; border: 1px solid var(--edge); background: transparent; color: var(--ink); cursor: pointer }
button.main { background: var(--accent); color: var(--on-accent); border-color: var(--accent); width: 100% }
@media (min-width: 34rem) { button.main { width: auto } }
:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px }
.notice { border-radius: .75rem; padding: .75rem 1rem; margin: 0 0 1.75rem; background: var(--good) }
.notice.bad { background: var(--bad); border: 1px solid var(--bad-line) }
.notice ul { margin: .25rem 0 0; padding-inline-start: 1.25rem }
a { color: inherit; text-decoration-color: var(--accent); text-decoration-thickness: 2px; text-underline-offset: 3px }
dl { margin: 0 0 1.25rem; display: grid; gap: .5rem }
dt { font-weight: 600 }
dd { margin: 0 }
.held { border-block-start: 1px solid var(--line); margin-block-start: 2.5rem; padding-block-start: .25rem }
`
}

/** Black or white, whichever reads on the colour (WCAG 2.2 relative luminance; one of them reaches 4.5). */
function onAccent(accent: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(accent.slice(at, at + 2), 16)),
  )
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 4.5 ? '#fff' : '#000'
}

function linear(part: number): number {
  const share = part / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}
