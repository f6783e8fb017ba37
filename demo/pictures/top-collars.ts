import { symmetric } from './outline.ts'
import type { Paint } from './scene.ts'
import { path, solid, steps, stroke, twice } from './shapes.ts'
import { mix } from './tones.ts'

export type Collar =
  | 'crew'
  | 'hood'
  | 'close-hood'
  | 'stand'
  | 'roll'
  | 'shirt'
  | 'cord'
  | 'lapel'
  | 'v'
  | 'shawl'

interface Parts {
  /** Drawn before sleeves and body. */
  behind: string
  front: string
}

/** What sits at the neck. */
export function collarOf(collar: Collar, paint: Paint): Parts {
  return { behind: behindOf(collar, paint), front: frontOf(collar, paint) }
}

const inside = (paint: Paint) => mix(paint.base, '#14100d', 0.5)

function behindOf(collar: Collar, paint: Paint): string {
  if (collar === 'hood' || collar === 'close-hood') return hood(collar === 'hood' ? 0 : 22, paint)
  const depth = collar === 'crew' || collar === 'v' ? 176 : 160
  return path(`M336 ${depth} Q400 ${depth - 16} 464 ${depth} L452 230 H348 Z`, inside(paint))
}

function hood(tight: number, paint: Paint): string {
  const outer = symmetric(
    [400, 62 + tight],
    [
      [330, 62 + tight, 306 + tight, 128],
      [296 + tight, 168, 326, 204],
      [360, 222, 400, 224],
    ],
  )
  const opening = symmetric(
    [400, 100 + tight],
    [
      [352, 100 + tight, 342 + tight / 2, 150],
      [342, 190, 376, 214],
      [400, 226],
    ],
  )
  const rim = stroke(opening, paint.line, 3, { 'stroke-opacity': 0.6 })
  const crown = stroke(`M400 ${64 + tight} V${98 + tight}`, paint.line, 2.5, { 'stroke-opacity': 0.6 })
  return solid(outer, paint.base) + path(opening, inside(paint)) + rim + crown
}

function frontOf(collar: Collar, paint: Paint): string {
  switch (collar) {
    case 'hood':
    case 'close-hood':
      return twice(path('M334 174 Q352 214 400 220 L400 240 Q336 232 318 184 Z', paint.shade))
    case 'stand':
      return (
        solid(
          symmetric(
            [400, 150],
            [
              [350, 150, 334, 160],
              [332, 190, 340, 200],
              [370, 216, 400, 216],
            ],
          ),
          paint.base,
        ) + stroke('M338 194 Q400 216 462 194', paint.line, 2.5)
      )
    case 'roll':
      return rollNeck(paint)
    case 'crew':
      return band('M338 172 Q356 216 400 218 Q444 216 462 172', paint, 20)
    case 'v':
      return band('M340 172 L400 300 L460 172', paint, 18)
    case 'shirt':
    case 'cord':
      return shirtCollar(collar === 'cord' ? mix(paint.base, '#3a2a1c', 0.6) : paint.light, paint)
    case 'lapel':
      return lapels(paint)
    case 'shawl':
      return twice(
        path('M340 150 Q300 190 322 240 L392 330 L400 300 L364 214 Z', paint.light) +
          stroke('M322 240 L392 330', paint.line, 2.5),
      )
  }
}

function band(d: string, paint: Paint, width: number): string {
  return (
    stroke(d, paint.shade, width, { 'stroke-linecap': 'butt' }) +
    stroke(d, paint.line, 1.5, { 'stroke-dasharray': '3 5', 'stroke-opacity': 0.7 })
  )
}

function rollNeck(paint: Paint): string {
  const d = symmetric(
    [400, 108],
    [
      [350, 108, 342, 122],
      [334, 170, 340, 196],
      [370, 220, 400, 220],
    ],
  )
  const ribs = steps(352, 448, 9).map((x) =>
    stroke(`M${x} 124 V208`, paint.line, 2, { 'stroke-opacity': 0.4 }),
  )
  return (
    solid(d, paint.base) +
    ribs.join('') +
    stroke('M340 160 Q400 182 460 160', paint.deep, 3, { 'stroke-opacity': 0.45 })
  )
}

function shirtCollar(fill: string, paint: Paint): string {
  return (
    path('M346 158 Q400 144 454 158 L450 178 Q400 164 350 178 Z', mix(fill, '#000000', 0.12)) +
    twice(
      path('M346 156 L318 196 L364 244 L400 208 Q360 196 346 156 Z', fill) +
        stroke('M318 196 L364 244 L400 208', paint.line, 2.5),
    )
  )
}

function lapels(paint: Paint): string {
  return (
    path('M340 156 Q400 138 460 156 L456 184 Q400 168 344 184 Z', paint.shade) +
    twice(
      path('M342 156 L300 214 L322 238 L306 262 L392 372 L400 330 L362 214 Z', paint.light) +
        stroke('M300 214 L322 238 L306 262 L392 372', paint.line, 3),
    )
  )
}
