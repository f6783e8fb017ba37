import { symmetric } from './outline.ts'
import { type Paint, table } from './scene.ts'
import { block, box, ellipse, ground, path, solid, stroke, twice } from './shapes.ts'
import { mix } from './tones.ts'

const strap = '#5d4a3a'

function buckle(x: number, y: number): string {
  return box(x - 11, y - 9, 22, 18, 4, '#cbb58a') + box(x - 6, y - 4, 12, 8, 2, '#6a5740')
}

/** A day pack: domed, one outer pocket. */

/** A tall pack with lid, straps and hip belt. */

export const duffel = table((paint) => {
  const body =
    'M150 420 Q150 366 208 364 H592 Q650 366 650 420 L660 590 Q660 650 600 652 H200 Q140 650 140 590 Z'
  return [
    ground(400, 656, 310),
    stroke('M276 380 Q286 250 400 250 Q514 250 524 380', paint.deep, 18),
    solid(body, paint.base),
    stroke('M186 398 H614', paint.deep, 10, { 'stroke-opacity': 0.6 }),
    stroke('M186 398 H614', '#d9c9a4', 3, { 'stroke-dasharray': '4 4' }),
    twice(
      path('M256 364 h42 V652 h-42 Z', paint.deep, { 'fill-opacity': 0.75 }) +
        path('M146 470 Q190 480 196 652 Q140 650 140 590 Z', paint.shade),
    ),
    stroke('M278 640 V430 Q290 300 400 300 Q510 300 522 430 V640', paint.deep, 18, { 'stroke-opacity': 0.9 }),
    box(364, 500, 72, 46, 6, mix(paint.base, '#f3e7cf', 0.7)),
  ].join('')
})

export const tote = table((paint) => {
  const body = 'M200 330 H600 L622 640 Q622 664 598 664 H202 Q178 664 178 640 Z'
  return [
    ground(400, 666, 260),
    stroke('M300 336 Q300 150 400 150 Q500 150 500 336', paint.shade, 22),
    solid(body, paint.base),
    path('M200 330 H600 L602 362 H198 Z', paint.shade),
    stroke('M290 662 V350 Q290 188 400 188 Q510 188 510 350 V662', mix(paint.base, paint.deep, 0.55), 22),
    box(356, 470, 88, 60, 4, mix(paint.base, '#f6ecd8', 0.65)),
  ].join('')
})

export const hipPack = table((paint) => {
  const body =
    'M224 450 Q232 390 300 386 H500 Q568 390 576 450 L560 566 Q548 620 480 624 H320 Q252 620 240 566 Z'
  return (
    ground(400, 630, 240) +
    stroke('M232 440 Q120 300 400 270 Q680 300 568 440', strap, 22) +
    solid(body, paint.base) +
    stroke('M250 452 Q400 424 550 452', paint.deep, 9, { 'stroke-opacity': 0.6 }) +
    stroke('M250 452 Q400 424 550 452', '#d9c9a4', 3, { 'stroke-dasharray': '4 4' }) +
    path('M290 500 H510 L500 580 Q496 600 470 600 H330 Q304 600 300 580 Z', paint.shade) +
    buckle(400, 272)
  )
})

export const dryBag = table((paint) => {
  const body = symmetric(
    [400, 262],
    [
      [296, 262],
      [282, 300, 284, 330],
      [278, 560, 290, 650],
      [330, 672, 400, 672],
    ],
  )
  return (
    ground(400, 672, 180) +
    stroke('M300 236 Q220 180 300 160 H500 Q580 180 500 236', strap, 14) +
    solid(body, paint.base) +
    solid('M286 196 H514 V268 H286 Z', paint.shade) +
    stroke('M286 220 H514 M286 244 H514', paint.deep, 4, { 'stroke-opacity': 0.5 }) +
    buckle(400, 162) +
    ellipse(400, 470, 54, 54, mix(paint.base, '#ffffff', 0.5), { 'fill-opacity': 0.6 }) +
    stroke('M374 470 q26 -40 52 0 q-26 34 -52 0', paint.deep, 5) +
    stroke('M308 300 Q300 480 312 640', '#ffffff', 14, { 'stroke-opacity': 0.22 })
  )
})

export const wheeledCase = table((paint) =>
  [
    ground(400, 690, 220),
    stroke('M340 250 V130 Q340 112 360 112 H440 Q460 112 460 130 V250', '#6b6a68', 14),
    block(246, 230, 308, 420, 34, paint.base),
    stroke('M276 300 H524 M276 580 H524', paint.deep, 8, { 'stroke-opacity': 0.5 }),
    block(284, 340, 232, 200, 18, mix(paint.base, paint.shade, 0.6)),
    stroke('M360 234 q40 -26 80 0', paint.deep, 12),
    ...[290, 510].map((x) => ellipse(x, 662, 30, 30, '#2e2a27') + ellipse(x, 662, 12, 12, '#8a847b')),
  ].join(''),
)

function pouchAt(x: number, y: number, width: number, height: number, fill: string, paint: Paint): string {
  return (
    block(x, y, width, height, 18, fill) +
    stroke(`M${x + 18} ${y + 26} H${x + width - 18}`, paint.deep, 7, { 'stroke-opacity': 0.6 }) +
    box(x + width - 40, y + 18, 10, 34, 4, '#cbb58a')
  )
}

export const pouch = table(
  (paint) =>
    ground(400, 662, 290) +
    pouchAt(180, 350, 440, 300, paint.base, paint) +
    box(330, 480, 140, 60, 6, mix(paint.base, '#f3e7cf', 0.5)),
)

export const pouchSet = table(
  (paint) =>
    ground(400, 662, 290) +
    pouchAt(300, 270, 320, 210, paint.shade, paint) +
    pouchAt(180, 400, 300, 250, paint.base, paint) +
    pouchAt(430, 500, 200, 150, mix(paint.base, paint.light, 0.5), paint),
)
