import { symmetric } from './outline.ts'
import type { Drawing, Paint } from './scene.ts'
import { clipped, ellipse, group, path, solid, steps, stroke, twice } from './shapes.ts'
import { mix } from './tones.ts'
import { type Closure, closureOf } from './top-closures.ts'
import { type Collar, collarOf } from './top-collars.ts'
import { curls, type Surface, seam, surfaceOf } from './top-surfaces.ts'

/** What tells one garment for the upper body from another. */
interface Top {
  hem: number
  sleeves: 'long' | 'short' | 'none'
  collar: Collar
  closure: Closure
  surface?: Surface
  /** Ribbed cuffs and hem. */
  ribs?: boolean
  pockets?: 'welt' | 'patch' | 'flap' | 'chest' | 'four' | 'kangaroo'
}

/** A garment for the upper body, laid flat. */
export function top(shape: Top): Drawing {
  return { setting: 'flat', draw: (paint) => drawTop(shape, paint) }
}

function drawTop(shape: Top, paint: Paint): string {
  const body = bodyOutline(shape, paint)
  return group(
    [
      collarOf(shape.collar, paint).behind,
      sleeves(shape, paint),
      solid(body, paint.base),
      clipped('body', body, surfaceOf(shape.surface ?? 'plain', paint, shape.hem)),
      shape.ribs
        ? hemRib(body, shape.hem, paint)
        : stroke(hemLine(shape.hem - 16), paint.line, 2.5, { 'stroke-opacity': 0.5 }),
      pocketsOf(shape, paint),
      closureOf(shape.closure, paint, shape.hem),
      collarOf(shape.collar, paint).front,
    ].join(''),
    { transform: placed(shape, paint) },
  )
}

/** Fills the picture, whether there is a hood or not; children's sizes stay smaller. */
function placed({ hem, collar }: Top, { fit }: Paint): string {
  const from = collar === 'hood' || collar === 'close-hood' ? 62 : 140
  const to = hem + 16
  const scale = Math.min(1.18, 690 / (to - from)) * (fit === 'kids' ? 0.84 : 1)
  const [x, y] = [400 - 400 * scale, 400 - ((from + to) / 2) * scale]
  return `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale.toFixed(3)})`
}

function bodyOutline({ hem, sleeves }: Top, { fit }: Paint): string {
  const waist = fit === 'women' ? 284 : 262
  const edge = fit === 'women' ? 256 : 258
  const shoulder = sleeves === 'none' ? 268 : 244
  return symmetric(
    [400, 206],
    [
      [360, 204, 336, 172],
      [290, 186, shoulder, 214],
      [272, 270, 262, 340],
      [waist, 430, waist, 470],
      [waist - 4, 560, edge, hem],
      [330, hem + 12, 400, hem + 12],
    ],
  )
}

function sleeves(shape: Top, paint: Paint): string {
  if (shape.sleeves === 'none') return ''
  return twice(shape.sleeves === 'long' ? longSleeve(shape, paint) : shortSleeve(paint))
}

function longSleeve(shape: Top, paint: Paint): string {
  const d =
    'M268 196 Q214 208 198 262 Q160 420 132 588 Q130 600 144 604 L192 612 Q204 613 206 600 Q226 470 274 366 Z'
  const pattern = shape.surface && shape.surface !== 'yoke' ? sleevePattern(shape.surface, paint, d) : ''
  const cuff = shape.ribs
    ? path('M136 570 L210 582 L204 612 Q170 612 130 600 Z', paint.shade) +
      steps(146, 196, 6)
        .map((x) => stroke(`M${x + 3} ${572 + (x - 136) * 0.16} l-5 28`, paint.line, 2))
        .join('')
    : stroke('M138 574 L209 585', paint.line, 2.5, { 'stroke-opacity': 0.6 })
  return solid(d, mix(paint.base, paint.shade, 0.55)) + pattern + cuff
}

function shortSleeve(paint: Paint): string {
  const d = 'M268 196 Q222 208 204 240 L150 352 Q148 358 154 361 L222 390 Q230 392 234 384 L274 320 Z'
  return (
    solid(d, mix(paint.base, paint.shade, 0.5)) +
    stroke('M158 346 L232 377', paint.line, 2.5, { 'stroke-opacity': 0.5 })
  )
}

function sleevePattern(surface: Surface, paint: Paint, d: string): string {
  if (surface === 'yoked')
    return clipped(
      'sleeve',
      d,
      path('M150 190 H300 V306 Q220 330 150 300 Z', mix(paint.base, paint.deep, 0.42)),
    )
  if (surface === 'raglan' || surface === 'two-tone') return ''
  if (surface === 'pile') return clipped('sleeve', d, curls(paint))
  if (surface === 'quilted') {
    const rows = steps(270, 560, 7)
    return clipped(
      'sleeve',
      d,
      rows.map((y) => seam(`M100 ${y - 24} Q180 ${y + 14} 290 ${y + 20}`, paint)).join(''),
    )
  }
  const columns = steps(130, 270, surface === 'grid' ? 9 : 12)
  return clipped(
    'sleeve',
    d,
    columns
      .map((x) => stroke(`M${x + 60} 200 L${x - 36} 620`, paint.line, 2, { 'stroke-opacity': 0.28 }))
      .join(''),
  )
}

function hemRib(body: string, hem: number, paint: Paint): string {
  const band = path(`M230 ${hem - 30} Q400 ${hem - 14} 570 ${hem - 30} V${hem + 30} H230 Z`, paint.shade)
  const ribs = steps(266, 534, 24).map((x) =>
    stroke(`M${x} ${hem - 26} v44`, paint.line, 2, { 'stroke-opacity': 0.6 }),
  )
  return clipped('hem', body, band + ribs.join(''))
}

function pocketsOf({ pockets, hem }: Top, paint: Paint): string {
  if (pockets === 'welt')
    return twice(stroke(`M318 ${hem - 170} L296 ${hem - 84}`, paint.deep, 7, { 'stroke-opacity': 0.7 }))
  if (pockets === 'patch') return twice(patch(288, hem - 150, 88, 108, paint))
  if (pockets === 'flap')
    return twice(patch(286, hem - 160, 88, 106, paint) + flap(282, hem - 168, 96, paint))
  if (pockets === 'chest') return patch(440, 300, 74, 86, paint)
  if (pockets === 'four')
    return twice(
      patch(284, hem - 150, 92, 110, paint) + flap(280, hem - 158, 100, paint) + flap(296, 332, 74, paint),
    )
  if (pockets === 'kangaroo')
    return (
      path(`M300 ${hem - 176} H500 L520 ${hem - 60} H280 Z`, mix(paint.base, paint.shade, 0.7)) +
      stroke(`M300 ${hem - 176} H500`, paint.line, 4)
    )
  return ''
}

function patch(x: number, y: number, width: number, height: number, paint: Paint): string {
  const d = `M${x} ${y} h${width} v${height - 16} q0 16 -16 16 h${32 - width} q-16 0 -16 -16 Z`
  return path(d, mix(paint.base, paint.shade, 0.45)) + stroke(d, paint.line, 2.5, { 'stroke-opacity': 0.55 })
}

function flap(x: number, y: number, width: number, paint: Paint): string {
  const d = `M${x} ${y} h${width} v22 q0 10 -10 10 h${20 - width} q-10 0 -10 -10 Z`
  return (
    path(d, paint.shade) +
    stroke(d, paint.line, 2, { 'stroke-opacity': 0.6 }) +
    ellipse(x + width / 2, y + 20, 4, 4, paint.light)
  )
}

const hemLine = (y: number) => `M262 ${y} Q400 ${y + 14} 538 ${y}`
