import type { Paint } from './scene.ts'
import { path, speckled, steps, stroke } from './shapes.ts'
import { mix } from './tones.ts'

export type Surface =
  | 'plain'
  | 'raglan'
  | 'yoked'
  | 'two-tone'
  | 'quilted'
  | 'ribbed'
  | 'cabled'
  | 'pile'
  | 'yoke'
  | 'grid'

/** What covers the body of a garment; drawn clipped to it. */
export function surfaceOf(surface: Surface, paint: Paint, hem: number): string {
  if (surface === 'quilted')
    return steps(262, hem - 30, Math.round((hem - 200) / 58))
      .map((y) => seam(`M230 ${y} Q400 ${y + 20} 570 ${y}`, paint))
      .join('')
  if (surface === 'ribbed' || surface === 'grid') return lines(paint, surface === 'grid' ? 18 : 26)
  if (surface === 'cabled') return lines(paint, 9) + [330, 400, 470].map((x) => cable(x, hem, paint)).join('')
  if (surface === 'pile') return curls(paint)
  if (surface === 'raglan' || surface === 'yoked' || surface === 'two-tone') return panels(surface, paint)
  return surface === 'yoke' ? yoke(paint) : ''
}

// a stitched-down line: a shadow under it, a light edge over it
export function seam(d: string, paint: Paint): string {
  return (
    stroke(d, paint.deep, 7, { 'stroke-opacity': 0.28 }) +
    stroke(d, paint.light, 3, { 'stroke-opacity': 0.55, transform: 'translate(0 6)' })
  )
}

function lines(paint: Paint, count: number): string {
  return steps(254, 546, count)
    .map((x) => stroke(`M${x} 200 V680`, paint.line, 2, { 'stroke-opacity': 0.3 }))
    .join('')
}

function cable(x: number, hem: number, paint: Paint): string {
  const turns = steps(236, hem - 60, Math.round((hem - 236) / 48))
  return turns
    .map(
      (y) =>
        stroke(
          `M${x - 13} ${y} C${x - 13} ${y + 20} ${x + 13} ${y + 22} ${x + 13} ${y + 46}`,
          paint.deep,
          9,
          { 'stroke-opacity': 0.3 },
        ) +
        stroke(
          `M${x + 13} ${y} C${x + 13} ${y + 20} ${x - 13} ${y + 22} ${x - 13} ${y + 46}`,
          paint.light,
          8,
          { 'stroke-opacity': 0.8 },
        ),
    )
    .join('')
}

export function curls(paint: Paint): string {
  const marks = steps(205, 670, 18).flatMap((y, row) =>
    steps(120, 680, 22).map((x, column) => {
      const shift = (row % 2) * 13 + ((column * 7 + row * 5) % 9) - 4
      const d = `M${Math.round(x + shift)} ${Math.round(y)}q7-12 14 0t-6 9`
      return { d, pale: (row + column) % 3 === 0 }
    }),
  )
  return speckled(marks, paint, 3, 0.3)
}

function yoke(paint: Paint): string {
  const pale = mix(paint.base, '#f5ecdc', 0.78)
  const bands = [236, 262, 304, 330].map((y) => stroke(arc(y), pale, 5, { 'stroke-dasharray': '5 13' }))
  const diamonds = stroke(arc(283), pale, 20, { 'stroke-dasharray': '12 18', 'stroke-linecap': 'butt' })
  return [
    path(`${arc(222)} L620 350 Q400 420 180 350 Z`, mix(paint.base, paint.deep, 0.22)),
    ...bands,
    diamonds,
  ].join('')
}

/** Shells differ by their panels: raglan seams, a shoulder yoke, or a darker lower half. */
function panels(surface: 'raglan' | 'yoked' | 'two-tone', paint: Paint): string {
  const dark = mix(paint.base, paint.deep, 0.42)
  if (surface === 'yoked')
    return (
      path('M200 150 H600 V318 Q400 350 200 318 Z', dark) +
      stroke('M200 320 Q400 352 600 320', paint.line, 2.5, { 'stroke-opacity': 0.5 }) +
      chestZip(paint)
    )
  if (surface === 'two-tone')
    return (
      path('M200 440 Q400 470 600 440 V760 H200 Z', dark) +
      stroke('M200 440 Q400 470 600 440', paint.line, 2.5, { 'stroke-opacity': 0.5 })
    )
  return (
    stroke('M262 350 Q330 300 352 214 M538 350 Q470 300 448 214', paint.line, 2.5, {
      'stroke-opacity': 0.45,
    }) + chestZip(paint)
  )
}

function chestZip(paint: Paint): string {
  return (
    stroke('M470 330 V420', paint.deep, 8, { 'stroke-opacity': 0.6 }) +
    stroke('M470 334 V416', '#d9c9a4', 2.5, { 'stroke-dasharray': '4 4' })
  )
}

const arc = (y: number) => `M210 ${y + 6} Q400 ${y + 70} 590 ${y + 6}`
