import { symmetric } from './outline.ts'
import { type Drawing, flat, type Paint, table } from './scene.ts'
import { block, box, clipped, ellipse, ground, path, solid, steps, stroke, twice } from './shapes.ts'
import { mix } from './tones.ts'

const mummy = symmetric(
  [400, 84],
  [
    [286, 84, 276, 200],
    [214, 260, 230, 400],
    [262, 600, 306, 690],
    [340, 724, 400, 726],
  ],
)

export const sleepingBag = flat((paint) => {
  const lining = mix(paint.base, '#f2d9a8', 0.55)
  const face = symmetric(
    [400, 132],
    [
      [326, 132, 322, 200],
      [324, 262, 400, 266],
    ],
  )
  const baffles = steps(320, 690, 9).map(
    (y) =>
      stroke(`M220 ${y} Q400 ${y + 22} 580 ${y}`, paint.deep, 7, { 'stroke-opacity': 0.24 }) +
      stroke(`M220 ${y + 7} Q400 ${y + 29} 580 ${y + 7}`, paint.light, 3, { 'stroke-opacity': 0.5 }),
  )
  return [
    solid(mummy, paint.base),
    clipped('bag', mummy, baffles.join('')),
    path(face, lining),
    stroke(face, paint.deep, 6, { 'stroke-opacity': 0.5 }),
    path('M340 246 Q400 214 460 246 Q448 264 400 266 Q352 264 340 246 Z', paint.light),
    stroke('M470 262 Q528 430 496 600', paint.deep, 9, { 'stroke-opacity': 0.5 }),
    stroke('M470 262 Q528 430 496 600', '#d9c9a4', 3, { 'stroke-dasharray': '4 4' }),
    path('M470 262 Q528 430 496 600 L540 560 Q572 400 520 268 Z', lining, { 'fill-opacity': 0.85 }),
  ].join('')
})

export const liner = flat((paint) => {
  const folds = [300, 400, 520].map((y) =>
    stroke(`M262 ${y} Q380 ${y + 70} 540 ${y - 30}`, paint.deep, 10, { 'stroke-opacity': 0.18 }),
  )
  const d = 'M256 150 H544 Q556 152 556 166 L536 660 Q400 690 264 660 L244 166 Q244 152 256 150 Z'
  return (
    solid(d, paint.base) +
    clipped('liner', d, folds.join('')) +
    path('M256 150 H544 L540 214 Q400 240 260 214 Z', paint.light) +
    stroke('M258 216 Q400 244 542 216', paint.line, 3)
  )
})

/** An air mat seen from above: cross baffles. */
export const sleepingMat = flat((paint) => {
  const d = symmetric(
    [400, 100],
    [
      [306, 100, 290, 150],
      [264, 300, 282, 500],
      [292, 700, 310, 708],
      [400, 716],
    ],
  )
  const cells = steps(150, 670, 13).map((y, row) =>
    stroke(
      `M260 ${y} ${steps(280, 540, 7)
        .map((x, i) => `Q${x - 20} ${y + ((row + i) % 2 ? 18 : -18)} ${x} ${y}`)
        .join(' ')}`,
      paint.deep,
      6,
      { 'stroke-opacity': 0.28 },
    ),
  )
  return (
    solid(d, paint.base) +
    clipped('mat', d, cells.join('')) +
    ellipse(336, 128, 14, 14, '#efe7d6') +
    ellipse(336, 128, 6, 6, '#6a5f52')
  )
})

export const foamMat = table((paint) => {
  const folds = steps(0, 6, 7).map((index) => {
    const y = 380 + index * 36
    const tone = index % 2 ? paint.shade : paint.base
    return (
      block(170, y, 460, 32, 14, tone) +
      steps(200, 600, 12)
        .map((x) => ellipse(x, y + 16, 9, 7, paint.deep, { 'fill-opacity': 0.28 }))
        .join('')
    )
  })
  return ground(400, 636, 290) + folds.join('') + stroke('M250 372 V636 M550 372 V636', '#3f3a35', 12)
})

export const campPillow: Drawing = table(
  (paint) => ground(400, 634, 270) + puffy(paint) + box(560, 588, 60, 26, 5, mix(paint.base, '#f6ecd8', 0.7)),
)

/** A pillow standing on its long side. */
function puffy(paint: Paint): string {
  const d =
    'M168 420 Q150 380 196 384 Q400 350 604 384 Q650 380 632 420 Q616 510 634 590 Q650 636 604 630 Q400 650 196 630 Q150 636 166 590 Q184 510 168 420 Z'
  return (
    solid(d, paint.base) +
    stroke('M196 408 Q260 430 300 420 M604 606 Q540 590 508 600 M190 600 Q240 580 270 590', paint.deep, 6, {
      'stroke-opacity': 0.25,
    })
  )
}

export const campQuilt = flat((paint) => {
  const d =
    'M214 110 Q400 92 586 110 Q612 112 610 140 L596 640 Q594 664 570 668 Q400 686 230 668 Q206 664 204 640 L190 140 Q188 112 214 110 Z'
  const lines = [
    ...steps(220, 620, 7).map((y) =>
      stroke(`M190 ${y} Q400 ${y + 26} 610 ${y}`, paint.deep, 7, { 'stroke-opacity': 0.24 }),
    ),
    ...[320, 480].map((x) => stroke(`M${x} 140 V690`, paint.deep, 6, { 'stroke-opacity': 0.18 })),
  ]
  return (
    solid(d, paint.base) +
    clipped('quilt', d, lines.join('')) +
    path(
      'M610 140 L596 640 Q594 664 570 668 L470 678 Q556 640 566 420 Q574 240 540 106 L586 110 Q612 112 610 140 Z',
      mix(paint.base, '#f2d9a8', 0.5),
    ) +
    stroke('M214 114 Q400 96 586 114', paint.light, 7)
  )
})

export const campChair = table((paint) =>
  [
    ground(400, 676, 240),
    stroke('M250 420 L540 676 M550 420 L260 676', '#6e6b66', 13),
    stroke('M250 420 L214 236 M550 420 L586 236', '#6e6b66', 13),
    solid('M212 226 Q400 300 588 226 L566 470 Q400 560 234 470 Z', paint.base),
    path('M234 470 Q400 560 566 470 L552 520 Q400 604 248 520 Z', paint.shade),
    stroke('M250 280 Q400 346 550 280', paint.line, 4, { 'stroke-opacity': 0.5 }),
    twice(path('M206 214 h34 v30 h-34 Z', '#3f3a35')),
  ].join(''),
)

export const loungeChair = table((paint) =>
  [
    ground(410, 682, 280),
    stroke('M190 190 L560 670 M620 420 L236 676', '#b68a5a', 20),
    stroke('M300 470 H640', '#a57a4c', 18),
    solid(
      'M184 180 Q250 420 360 470 Q520 540 628 412 L672 432 Q560 600 380 540 Q220 480 132 200 Z',
      paint.base,
    ),
    stroke('M176 214 Q250 430 366 492 Q520 552 636 436', paint.light, 6, { 'stroke-opacity': 0.5 }),
    stroke('M172 184 L232 168 M612 402 L664 436', '#b68a5a', 18),
  ].join(''),
)

export const campStool = table((paint) =>
  [
    ground(400, 676, 200),
    stroke('M300 400 L490 676 M500 400 L310 676', '#b68a5a', 20),
    stroke('M400 372 L400 660', '#a57a4c', 20),
    stroke('M372 520 H428', '#5b4a38', 14),
    solid('M258 392 Q400 470 542 392 Q470 350 400 346 Q330 350 258 392 Z', paint.base),
    stroke('M276 396 Q400 456 524 396', paint.line, 4, { 'stroke-dasharray': '8 6' }),
  ].join(''),
)

export const campTable = table((paint) =>
  [
    ground(400, 686, 280),
    stroke('M220 430 L560 676 M580 430 L240 676', '#7d7a75', 13),
    ...steps(372, 420, 4).map((y, index) =>
      block(140 - index * 6, y, 520 + index * 12, 14, 5, index % 2 ? paint.shade : paint.base),
    ),
    block(250, 296, 70, 76, 10, '#efe7d6'),
    stroke('M320 314 q34 4 28 26 q-6 18 -30 16', '#efe7d6', 9),
  ].join(''),
)
