import { symmetric } from './outline.ts'
import { type Drawing, type Paint, table } from './scene.ts'
import { block, clipped, ellipse, ground, group, path, solid, steps, stroke } from './shapes.ts'
import { mix } from './tones.ts'

const clay = '#c9a684'
const speckle = (paint: Paint) =>
  steps(0, 39, 40)
    .map((index) =>
      ellipse(180 + ((index * 137) % 440), 330 + ((index * 89) % 330), 3, 2.4, paint.deep, {
        'fill-opacity': 0.35,
      }),
    )
    .join('')

/** A thrown piece with its foot left unglazed. */
function thrown(id: string, d: string, footFrom: number, paint: Paint): string {
  return (
    solid(d, paint.base) +
    clipped(
      id,
      d,
      speckle(paint) +
        path(`M0 ${footFrom} Q400 ${footFrom + 26} 800 ${footFrom} V800 H0 Z`, clay) +
        path(`M0 ${footFrom} Q400 ${footFrom + 26} 800 ${footFrom} V800 H0 Z`, 'url(#light)'),
    )
  )
}

export const mug = table((paint) =>
  [
    ground(390, 652, 200),
    stroke('M522 400 Q650 392 644 488 Q634 580 520 568', paint.shade, 34),
    thrown(
      'mug',
      'M250 338 Q246 560 270 622 Q282 650 330 652 H456 Q504 650 516 622 Q540 560 536 338 Z',
      594,
      paint,
    ),
    ellipse(393, 338, 143, 30, paint.light),
    ellipse(393, 342, 126, 23, '#5a3d2a'),
    stroke('M272 370 Q268 500 284 600', '#ffffff', 14, { 'stroke-opacity': 0.25 }),
  ].join(''),
)

export const enamelMug = table((paint) => {
  const rim = mix(paint.base, '#1d1c22', paint.lightness > 0.6 ? 0.75 : 0.45)
  return [
    ground(390, 652, 210),
    stroke('M534 400 Q650 396 640 484 Q626 566 532 560', paint.base, 26),
    solid('M246 340 L258 630 Q262 652 290 652 H490 Q518 652 522 630 L536 340 Z', paint.base),
    ellipse(391, 340, 145, 30, rim),
    ellipse(391, 342, 134, 24, '#f4efe3'),
    path('M262 350 A134 24 0 0 0 520 350 Q392 330 262 350 Z', '#d8cfbe'),
    stroke('M274 376 L284 620', '#ffffff', 16, { 'stroke-opacity': 0.26 }),
    ...[
      [330, 470],
      [440, 560],
      [386, 420],
    ].map(([x = 0, y = 0]) => ellipse(x, y, 3, 3, '#fbf6ea', { 'fill-opacity': 0.8 })),
  ].join('')
})

const cup = (paint: Paint, x: number, y: number, id: string) =>
  group(
    thrown(
      id,
      'M330 500 Q332 600 350 634 Q360 650 384 650 H416 Q440 650 450 634 Q468 600 470 500 Z',
      620,
      paint,
    ) +
      ellipse(400, 500, 70, 15, paint.light) +
      ellipse(400, 503, 60, 11, mix(paint.base, '#1d1511', 0.5)),
    { transform: `translate(${x} ${y})` },
  )

export const cupSet = table(
  (paint) =>
    ground(400, 660, 290) +
    cup(paint, -96, -60, 'a') +
    cup(paint, 104, -60, 'b') +
    cup(paint, -176, 10, 'c') +
    cup(paint, 22, 14, 'd'),
)

function bowlShape(width: number, top: number, paint: Paint): string {
  const left = 400 - width / 2
  const right = 400 + width / 2
  const d = `M${left} ${top} Q${left + 10} ${top + 190} 330 652 H470 Q${right - 10} ${top + 190} ${right} ${top} Z`
  return (
    ground(400, 656, width * 0.46) +
    thrown('bowl', d, 628, paint) +
    ellipse(400, top, width / 2, width * 0.1, paint.light) +
    ellipse(400, top + 6, width / 2 - 16, width * 0.08, mix(paint.base, paint.shade, 0.9)) +
    path(
      `M${left + 40} ${top + 14} A${width / 2 - 16} ${width * 0.08} 0 0 0 ${right - 40} ${top + 14} Q400 ${top - 20} ${left + 40} ${top + 14} Z`,
      paint.deep,
      { 'fill-opacity': 0.2 },
    )
  )
}

export const bowl = table((paint) => bowlShape(440, 430, paint))

export const servingBowl = table((paint) => bowlShape(560, 420, paint))

/** Round ware seen from above, on linen. */

export const plate: Drawing = {
  setting: 'flat',
  draw: (paint) =>
    [
      ellipse(400, 400, 282, 282, paint.base),
      ellipse(400, 400, 282, 282, 'url(#light)'),
      clipped(
        'plate',
        'M118 400 A282 282 0 1 0 682 400 A282 282 0 1 0 118 400 Z',
        speckle(paint) + group(speckle(paint), { transform: 'rotate(90 400 400)' }),
      ),
      ellipse(400, 400, 274, 274, 'none', { stroke: paint.light, 'stroke-width': 6 }),
      ellipse(404, 406, 200, 200, paint.deep, { 'fill-opacity': 0.16 }),
      ellipse(400, 400, 198, 198, mix(paint.base, paint.light, 0.4)),
      stroke('M252 330 Q290 254 372 236', '#ffffff', 9, { 'stroke-opacity': 0.35 }),
    ].join(''),
}

export const platter: Drawing = {
  setting: 'flat',
  draw: (paint) =>
    ellipse(400, 400, 330, 210, paint.base) +
    ellipse(400, 400, 330, 210, 'url(#light)') +
    ellipse(400, 400, 320, 200, 'none', { stroke: paint.light, 'stroke-width': 6 }) +
    ellipse(404, 406, 252, 142, paint.deep, { 'fill-opacity': 0.18 }) +
    ellipse(400, 400, 250, 140, mix(paint.base, paint.light, 0.4)),
}

export const teapot = table((paint) =>
  [
    ground(400, 656, 240),
    stroke('M540 440 Q680 400 650 520 Q628 590 530 580', paint.shade, 26),
    solid('M270 470 Q190 470 150 400 L126 412 Q150 560 262 590 Z', paint.shade),
    thrown(
      'teapot',
      symmetric(
        [400, 400],
        [
          [252, 400, 244, 520],
          [244, 620, 330, 652],
          [400, 652],
        ],
      ),
      626,
      paint,
    ),
    ellipse(400, 404, 84, 16, paint.deep),
    solid(
      'M320 402 Q330 356 400 354 Q470 356 480 402 Q400 420 320 402 Z',
      mix(paint.base, paint.light, 0.25),
    ),
    ellipse(400, 344, 20, 17, paint.shade),
    stroke('M282 460 Q266 540 300 606', '#ffffff', 14, { 'stroke-opacity': 0.25 }),
  ].join(''),
)

export const jug = table((paint) =>
  [
    ground(400, 660, 190),
    stroke('M510 370 Q640 360 620 480 Q600 570 512 560', paint.shade, 26),
    thrown(
      'jug',
      'M300 250 L250 232 Q270 300 286 330 Q240 440 262 590 Q270 656 330 658 H462 Q522 656 528 590 Q546 440 506 330 L516 250 Q400 226 300 250 Z',
      626,
      paint,
    ),
    path('M250 232 Q400 210 516 250 Q400 276 300 262 Z', mix(paint.base, '#1d1511', 0.42)),
    stroke('M290 420 Q278 520 296 610', '#ffffff', 14, { 'stroke-opacity': 0.25 }),
  ].join(''),
)

export const vase = table((paint) =>
  [
    stroke('M392 330 Q360 180 300 120 M404 330 Q410 180 452 90 M412 330 Q470 240 540 220', '#7c8a5e', 7),
    ...[
      [300, 118],
      [452, 88],
      [540, 218],
      [336, 168],
      [436, 140],
    ].map(([x = 0, y = 0], index) =>
      ellipse(x, y, index < 3 ? 28 : 18, index < 3 ? 22 : 13, index % 2 ? '#d9b36a' : '#e7d9bd'),
    ),
    ground(400, 662, 180),
    thrown(
      'vase',
      symmetric(
        [400, 318],
        [
          [366, 318, 358, 330],
          [372, 390, 300, 450],
          [252, 520, 286, 620],
          [300, 660, 400, 660],
        ],
      ),
      628,
      paint,
    ),
    ellipse(400, 324, 42, 10, mix(paint.base, '#1d1511', 0.5)),
    stroke('M306 480 Q276 540 306 616', '#ffffff', 14, { 'stroke-opacity': 0.25 }),
  ].join(''),
)

export const butterDish = table(
  (paint) =>
    ground(400, 654, 270) +
    block(150, 610, 500, 40, 18, paint.shade) +
    thrown('butter', 'M206 612 V500 Q206 458 250 456 H550 Q594 458 594 500 V612 Z', 700, paint) +
    ellipse(400, 446, 36, 17, paint.deep) +
    stroke('M236 500 V590', '#ffffff', 14, { 'stroke-opacity': 0.25 }),
)

export const saltPig = table(
  (paint) =>
    ground(400, 656, 190) +
    thrown(
      'salt',
      'M262 560 Q250 380 360 340 Q520 330 548 470 Q562 560 540 616 Q526 654 480 656 H324 Q270 654 262 560 Z',
      630,
      paint,
    ) +
    ellipse(350, 470, 78, 86, mix(paint.base, '#1d1511', 0.62)) +
    path('M282 500 Q350 470 420 500 Q420 556 350 556 Q290 550 282 500 Z', '#f5f1e8') +
    stroke('M350 506 L270 380', '#9a6c42', 15) +
    ellipse(352, 512, 24, 15, '#9a6c42'),
)

export const bakingDish = table(
  (paint) =>
    ground(400, 650, 300) +
    block(96, 486, 80, 46, 20, paint.shade) +
    block(624, 486, 80, 46, 20, paint.shade) +
    thrown('dish', 'M140 470 H660 L636 620 Q630 648 600 648 H200 Q170 648 164 620 Z', 700, paint) +
    ellipse(400, 470, 260, 40, paint.light) +
    ellipse(400, 476, 238, 31, mix(paint.base, '#f3ead6', 0.35)),
)
