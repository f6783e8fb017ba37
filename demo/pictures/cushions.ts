import { symmetric } from './outline.ts'
import { type Paint, room } from './scene.ts'
import { clipped, ellipse, ground, group, path, solid, stroke } from './shapes.ts'
import { mix } from './tones.ts'
import { tufts, woven } from './weaves.ts'

const cushionShape = symmetric(
  [400, 220],
  [
    [260, 214, 214, 214],
    [180, 214, 190, 260],
    [206, 400, 190, 560],
    [182, 606, 220, 602],
    [330, 590, 400, 592],
  ],
)
const creases = (paint: Paint) =>
  stroke(
    'M222 246 Q262 300 290 310 M578 246 Q538 300 510 310 M222 572 Q260 530 292 520 M578 572 Q540 530 508 520',
    paint.deep,
    8,
    { 'stroke-opacity': 0.18 },
  )

export const cushion = room((paint) =>
  group(ground(400, 620, 240) + solid(cushionShape, paint.base) + creases(paint), {
    transform: 'translate(0 46)',
  }),
)

export const stripeCushion = room((paint) =>
  group(
    ground(400, 620, 240) +
      solid(cushionShape, paint.base) +
      clipped('cushion', cushionShape, woven('stripes', 190, 200, 420, 420, paint)) +
      creases(paint),
    { transform: 'translate(0 46)' },
  ),
)
const lumbarShape =
  'M120 352 Q104 316 146 322 Q400 296 654 322 Q696 316 680 352 Q664 450 680 550 Q694 590 652 584 Q400 606 148 584 Q106 590 120 550 Q136 450 120 352 Z'

export const lumbarCushion = room(
  (paint) =>
    ground(400, 600, 310) +
    solid(lumbarShape, paint.base) +
    stroke(
      'M150 344 Q206 390 240 400 M650 344 Q594 390 560 400 M150 562 Q200 524 240 512 M650 562 Q600 524 560 512',
      paint.deep,
      8,
      {
        'stroke-opacity': 0.18,
      },
    ) +
    stroke(lumbarShape, paint.line, 6, { 'stroke-opacity': 0.5 }),
)

export const floorCushion = room(
  (paint) =>
    ground(400, 676, 310) +
    solid(
      'M130 520 Q120 640 150 662 Q400 690 650 662 Q680 640 670 520 Z',
      mix(paint.base, paint.shade, 0.6),
    ) +
    solid('M130 520 Q150 440 400 430 Q650 440 670 520 Q640 590 400 596 Q160 590 130 520 Z', paint.base) +
    clipped(
      'boucle',
      'M130 520 Q150 440 400 430 Q650 440 670 520 Q640 590 400 596 Q160 590 130 520 Z',
      tufts(130, 430, 540, 170, paint),
    ) +
    stroke('M134 540 Q180 604 400 610 Q620 604 666 540', paint.line, 5, { 'stroke-opacity': 0.5 }),
)

export const pouf = room((paint) => {
  const d = 'M180 520 Q170 380 400 376 Q630 380 620 520 Q626 660 400 664 Q174 660 180 520 Z'
  return (
    ground(400, 664, 270) +
    solid(d, paint.base) +
    clipped(
      'pouf',
      d,
      [200, 280, 350, 450, 520, 600]
        .map((x) =>
          stroke(`M400 376 Q${x + (x - 400) * 0.3} 500 ${400 + (x - 400) * 0.6} 668`, paint.line, 5, {
            'stroke-dasharray': '10 7',
          }),
        )
        .join(''),
    ) +
    ellipse(400, 384, 26, 10, paint.deep)
  )
})

export const basket = room(
  (paint) =>
    ground(400, 676, 240) +
    solid('M220 360 L250 650 Q256 674 290 674 H510 Q544 674 550 650 L580 360 Z', paint.base) +
    ellipse(400, 360, 180, 40, mix(paint.base, '#1d1511', 0.5)) +
    stroke('M220 362 Q400 424 580 362', paint.light, 12) +
    path('M330 346 Q400 300 470 346 Q470 380 400 384 Q330 380 330 346 Z', '#dfd2bb') +
    stroke('M222 430 q-60 6 -46 70 q20 40 66 12 M578 430 q60 6 46 70 q-20 40 -66 12', '#8a5f3d', 17) +
    [
      [236, 436],
      [246, 506],
      [564, 436],
      [554, 506],
    ]
      .map(([x = 0, y = 0]) => ellipse(x, y, 7, 7, '#c2a05a'))
      .join(''),
)
