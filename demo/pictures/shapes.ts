/** SVG elements as text. Coordinates are in the 800 × 800 of a picture. */
type Attributes = Record<string, string | number>

function element(name: string, attributes: Attributes): string {
  const text = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${value}"`)
    .join('')
  return `<${name}${text}/>`
}

export function path(d: string, fill: string, more: Attributes = {}): string {
  return element('path', { d, fill, ...more })
}

export function stroke(d: string, colour: string, width = 4, more: Attributes = {}): string {
  return element('path', {
    d,
    fill: 'none',
    stroke: colour,
    'stroke-width': width,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    ...more,
  })
}

/** Many small strokes, dark and pale, in two elements: what makes a surface rough. */
export function speckled(
  marks: { d: string; pale: boolean }[],
  tones: { line: string; light: string },
  width: number,
  opacity: number,
): string {
  const half = (pale: boolean) => marks.flatMap((mark) => (mark.pale === pale ? mark.d : [])).join('')
  const more = { 'stroke-opacity': opacity }
  return stroke(half(false), tones.line, width, more) + stroke(half(true), tones.light, width, more)
}

export function ellipse(cx: number, cy: number, rx: number, ry: number, fill: string, more: Attributes = {}) {
  return element('ellipse', { cx, cy, rx, ry, fill, ...more })
}

export function box(
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
  fill: string,
): string {
  return element('rect', { x, y, width, height, rx: radius, fill })
}

/** A filled outline under the picture's light: brighter to the left, darker to the right. */
export function solid(d: string, fill: string, more: Attributes = {}): string {
  return path(d, fill, more) + path(d, 'url(#light)', more)
}

/** The same for a rectangle. */
export function block(
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
  fill: string,
): string {
  return box(x, y, width, height, radius, fill) + box(x, y, width, height, radius, 'url(#light)')
}

/** A soft shadow on the ground below a standing thing. */
export function ground(cx: number, cy: number, rx: number, ry = rx * 0.16): string {
  return ellipse(cx, cy, rx, ry, 'url(#ground)')
}

export function group(content: string, more: Attributes): string {
  const text = Object.entries(more)
    .map(([key, value]) => ` ${key}="${value}"`)
    .join('')
  return `<g${text}>${content}</g>`
}

/** The content, and its reflection on the vertical middle of the picture. */
export function twice(content: string): string {
  return content + mirror(content)
}

export function mirror(content: string): string {
  return group(content, { transform: 'translate(800 0) scale(-1 1)' })
}

export function clipped(id: string, d: string, content: string): string {
  return `<clipPath id="${id}"><path d="${d}"/></clipPath>${group(content, { 'clip-path': `url(#${id})` })}`
}

/** `count` numbers from `from` to `to`, both included. */
export function steps(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + ((to - from) * index) / Math.max(1, count - 1))
}
