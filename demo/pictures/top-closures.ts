import type { Paint } from './scene.ts'
import { box, ellipse, path, steps, stroke } from './shapes.ts'
import { mix } from './tones.ts'

export type Closure =
  | 'none'
  | 'zip'
  | 'storm-flap'
  | 'half-zip'
  | 'half-placket'
  | 'buttons'
  | 'v-buttons'
  | 'double'

/** How a top is closed at the front. */
export function closureOf(closure: Closure, paint: Paint, hem: number): string {
  switch (closure) {
    case 'none':
      return ''
    case 'zip':
      return zip(216, hem + 8, paint)
    case 'half-zip':
      return zip(204, 372, paint)
    case 'storm-flap':
      return flap(hem, paint)
    case 'half-placket':
      return (
        zip(216, 420, paint) + stroke(`M262 424 Q400 442 538 424`, paint.line, 3, { 'stroke-opacity': 0.6 })
      )
    case 'buttons':
      return placket(214, hem, paint) + buttons(400, 250, hem - 40, 6, paint)
    case 'v-buttons':
      return placket(300, hem, paint) + buttons(400, 330, hem - 40, 5, paint)
    case 'double':
      return (
        stroke(`M432 372 V${hem + 8}`, paint.deep, 3) +
        buttons(352, 400, hem - 90, 3, paint) +
        buttons(448, 400, hem - 90, 3, paint)
      )
  }
}

function zip(from: number, to: number, paint: Paint): string {
  return (
    stroke(`M400 ${from} V${to}`, paint.deep, 12, { 'stroke-linecap': 'butt', 'stroke-opacity': 0.5 }) +
    stroke(`M400 ${from} V${to}`, mix(paint.light, '#d9d2c4', 0.5), 3, {
      'stroke-dasharray': '3 3',
      'stroke-linecap': 'butt',
    }) +
    box(394, from + 6, 12, 26, 5, '#c9b78f')
  )
}

function flap(hem: number, paint: Paint): string {
  const snaps = steps(268, hem - 40, 5).map((y) => ellipse(400, y, 7, 7, mix(paint.light, '#d9d2c4', 0.4)))
  return (
    path(`M378 214 H422 V${hem + 10} H378 Z`, mix(paint.base, paint.light, 0.35)) +
    stroke(`M422 216 V${hem + 10}`, paint.deep, 4, { 'stroke-opacity': 0.5 }) +
    stroke(`M384 216 V${hem + 8}`, paint.line, 2, { 'stroke-dasharray': '5 5', 'stroke-opacity': 0.6 }) +
    snaps.join('')
  )
}

function placket(from: number, hem: number, paint: Paint): string {
  return (
    stroke(`M384 ${from + 8} V${hem + 10}`, paint.line, 2.5, { 'stroke-opacity': 0.6 }) +
    stroke(`M416 ${from} V${hem + 10}`, paint.deep, 3.5, { 'stroke-opacity': 0.55 })
  )
}

function buttons(x: number, from: number, to: number, count: number, paint: Paint): string {
  const horn = paint.lightness > 0.45 ? '#5d4a3a' : '#d8c7a8'
  return steps(from, to, count)
    .map(
      (y) =>
        ellipse(x + 1, y + 2, 9, 9, paint.deep) +
        ellipse(x, y, 9, 9, horn) +
        ellipse(x, y, 3, 3, mix(horn, '#000000', 0.35)),
    )
    .join('')
}
