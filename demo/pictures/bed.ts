import { type Paint, room, table } from './scene.ts'
import { block, clipped, ellipse, ground, path, solid, steps, stroke } from './shapes.ts'
import { mix } from './tones.ts'

/** A made bed seen from its foot, the cloth in the product's colour. */
function bed(paint: Paint, cover: string, pattern: string, pillows: string): string {
  return [
    block(110, 226, 580, 200, 30, '#b79268'),
    solid('M130 400 H670 L690 640 H110 Z', '#e7dcc9'),
    ellipse(400, 706, 330, 26, 'url(#ground)'),
    solid('M150 340 Q140 290 200 290 H370 Q396 292 394 336 V410 H150 Z', pillows),
    solid('M406 336 Q404 292 430 290 H600 Q660 290 650 340 V410 H406 Z', pillows),
    stroke('M176 330 Q270 350 366 326 M434 326 Q530 350 624 330', mix(pillows, '#3a2a1c', 0.2), 5, {
      'stroke-opacity': 0.5,
    }),
    solid('M112 420 Q400 372 688 420 L712 676 Q400 716 88 676 Z', cover),
    clipped('cover', 'M112 420 Q400 372 688 420 L712 676 Q400 716 88 676 Z', pattern),
    path('M112 420 Q400 372 688 420 L692 466 Q400 420 108 466 Z', mix(cover, '#ffffff', 0.35)),
    stroke('M180 500 Q240 560 200 660 M600 490 Q560 580 610 670 M400 470 Q380 560 410 690', paint.deep, 8, {
      'stroke-opacity': 0.14,
    }),
  ].join('')
}

const crisp = '#f4efe5'

export const duvetCover = room((paint) =>
  bed(
    paint,
    paint.base,
    steps(150, 650, 7)
      .map((x) => ellipse(x, 664, 7, 7, '#c49d6c'))
      .join(''),
    mix(paint.base, paint.light, 0.6),
  ),
)

export const quilt = room((paint) =>
  bed(
    paint,
    paint.base,
    steps(-200, 900, 20)
      .map((x) =>
        stroke(`M${x} 380 l320 340 M${x + 300} 380 l-320 340`, paint.line, 3, {
          'stroke-dasharray': '9 6',
          'stroke-opacity': 0.6,
        }),
      )
      .join(''),
    crisp,
  ),
)

export const bedBlanket = room((paint) =>
  bed(
    paint,
    '#f1eadc',
    path('M60 520 Q400 480 740 520 V720 H60 Z', paint.base) +
      path('M60 520 Q400 480 740 520 V720 H60 Z', 'url(#light)') +
      stroke('M60 540 Q400 500 740 540', paint.light, 9) +
      steps(560, 690, 5)
        .map((y) => stroke(`M60 ${y} Q400 ${y - 36} 740 ${y}`, paint.line, 3, { 'stroke-opacity': 0.4 }))
        .join(''),
    crisp,
  ),
)

export const topper = room(
  (paint) =>
    block(90, 420, 620, 70, 30, paint.base) +
    steps(130, 670, 9)
      .map((x) => stroke(`M${x} 424 v60`, paint.line, 4, { 'stroke-opacity': 0.3 }))
      .join('') +
    block(96, 490, 608, 150, 22, '#e9dfcd') +
    stroke('M96 564 H704', '#cdbfa6', 5) +
    block(80, 640, 640, 46, 10, '#b79268') +
    ellipse(400, 716, 340, 22, 'url(#ground)') +
    stroke('M104 440 V560 M696 440 V560', '#8a7a62', 6),
)

export const duvet = room((paint) => {
  const d =
    'M110 420 Q100 330 200 330 Q400 296 600 330 Q700 330 690 420 Q704 520 690 610 Q690 680 600 670 Q400 700 200 670 Q110 680 110 610 Q96 520 110 420 Z'
  const boxes = [
    ...steps(210, 590, 4).map((x) =>
      stroke(`M${x} 300 Q${x + (400 - x) * 0.06} 500 ${x} 700`, paint.deep, 7, { 'stroke-opacity': 0.16 }),
    ),
    ...steps(420, 600, 3).map((y) =>
      stroke(`M96 ${y} Q400 ${y + 20} 704 ${y}`, paint.deep, 7, { 'stroke-opacity': 0.16 }),
    ),
  ]
  return ground(400, 690, 330, 36) + solid(d, paint.base) + clipped('duvet', d, boxes.join(''))
})

export const pillow = table((paint) => {
  const d =
    'M140 400 Q120 340 180 350 Q400 306 620 350 Q680 340 660 400 Q640 500 664 600 Q676 656 616 644 Q400 676 184 644 Q124 656 136 600 Q160 500 140 400 Z'
  return (
    ground(400, 654, 310) +
    solid(d, paint.base) +
    stroke(
      'M170 376 Q240 410 300 396 M630 620 Q560 596 510 606 M166 622 Q230 594 280 604 M632 378 Q580 410 540 400',
      paint.deep,
      7,
      { 'stroke-opacity': 0.2 },
    ) +
    stroke('M180 358 Q400 316 620 358', paint.line, 3, { 'stroke-opacity': 0.35 })
  )
})
