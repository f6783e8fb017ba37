import { type Drawing, flat, type Paint, table } from './scene.ts'
import { block, box, ellipse, ground, group, path, solid, steps, stroke } from './shapes.ts'
import { mix } from './tones.ts'

const grain = (paint: Paint, x: number, y: number, width: number, height: number) =>
  steps(y + 16, y + height - 16, Math.round(height / 30))
    .map((at, index) =>
      stroke(
        `M${x + 14} ${at} Q${x + width / 2} ${at + (index % 2 ? 12 : -10)} ${x + width - 14} ${at}`,
        paint.line,
        3,
        { 'stroke-opacity': 0.28 },
      ),
    )
    .join('')

export const board = flat((paint) =>
  group(
    block(150, 250, 470, 300, 34, paint.base) +
      solid('M610 360 H690 Q716 362 716 400 Q716 438 690 440 H610 Z', paint.base) +
      ellipse(680, 400, 15, 15, '#e6dccb') +
      grain(paint, 150, 250, 470, 300),
    { transform: 'rotate(-14 400 400)' },
  ),
)
export const longBoard = flat((paint) =>
  group(
    block(70, 310, 520, 180, 60, paint.base) +
      solid('M570 364 H700 Q732 366 732 400 Q732 434 700 436 H570 Z', paint.base) +
      ellipse(700, 400, 13, 13, '#e6dccb') +
      grain(paint, 80, 310, 500, 180),
    { transform: 'rotate(-26 400 400)' },
  ),
)

export const servers = flat((paint) => {
  const spoon =
    solid('M384 360 L376 690 Q376 706 390 706 Q404 706 404 690 L396 360 Z', paint.base) +
    solid('M390 110 Q330 116 330 240 Q334 350 390 366 Q446 350 450 240 Q450 116 390 110 Z', paint.base) +
    ellipse(390, 236, 40, 88, paint.shade)
  const fork = spoon + path('M366 96 h14 v150 h-14 Z M400 96 h14 v150 h-14 Z', '#e9dfcf')
  return (
    group(spoon, { transform: 'translate(-90 0) rotate(-8 390 400)' }) +
    group(fork, { transform: 'translate(110 0) rotate(8 390 400)' })
  )
})

export const mill = table(
  (paint) =>
    ground(400, 668, 140) +
    solid(
      'M330 660 Q318 560 352 500 Q372 460 352 400 Q330 350 352 300 H448 Q470 350 448 400 Q428 460 448 500 Q482 560 470 660 Q400 676 330 660 Z',
      paint.base,
    ) +
    solid(
      'M346 292 Q336 214 400 208 Q464 214 454 292 Q400 304 346 292 Z',
      mix(paint.base, paint.light, 0.2),
    ) +
    ellipse(400, 196, 19, 17, '#c6bfb2') +
    stroke('M348 298 Q400 310 452 298', paint.deep, 5) +
    grain(paint, 340, 500, 120, 150),
)

export const knife = flat((paint) =>
  group(
    solid('M390 380 Q240 330 120 372 Q220 420 392 424 Z', '#c8cccd') +
      stroke('M140 374 Q260 350 388 388', '#eef0ef', 5) +
      solid(
        'M380 372 Q400 360 440 366 Q580 376 676 430 Q700 450 676 470 Q560 470 430 434 Q390 428 380 418 Z',
        paint.base,
      ) +
      block(376, 366, 44, 62, 8, '#b9b4a9') +
      [500, 600].map((x, index) => ellipse(x, 412 + index * 24, 7, 7, '#d9c9a4')).join('') +
      stroke('M672 446 q34 10 20 44', '#7a4f36', 6),
    { transform: 'rotate(-24 400 400) translate(0 10)' },
  ),
)

function piece(kind: 'fork' | 'knife' | 'spoon', x: number, fill: string, paint: Paint): string {
  const handle = solid(
    `M${x - 11} 360 L${x - 15} 660 Q${x - 14} 684 ${x} 684 Q${x + 14} 684 ${x + 15} 660 L${x + 11} 360 Z`,
    fill,
  )
  if (kind === 'knife')
    return handle + solid(`M${x - 14} 380 Q${x - 26} 240 ${x - 6} 120 Q${x + 22} 130 ${x + 18} 380 Z`, fill)
  if (kind === 'spoon')
    return (
      handle +
      solid(
        `M${x} 116 Q${x - 46} 120 ${x - 44} 220 Q${x - 38} 320 ${x} 364 Q${x + 38} 320 ${x + 44} 220 Q${x + 46} 120 ${x} 116 Z`,
        fill,
      ) +
      ellipse(x, 212, 27, 66, paint.shade, { 'fill-opacity': 0.6 })
    )
  const tines = steps(x - 33, x + 33, 4)
    .map((at) => box(at - 6, 116, 12, 150, 6, fill))
    .join('')
  return (
    handle +
    tines +
    solid(
      `M${x - 39} 240 H${x + 39} Q${x + 36} 330 ${x + 10} 368 H${x - 10} Q${x - 36} 330 ${x - 39} 240 Z`,
      fill,
    )
  )
}

type Piece = 'fork' | 'knife' | 'spoon'

/** Cutlery laid out in a row. */
export function cutlery(...pieces: Piece[]): Drawing {
  const from = 400 - ((pieces.length - 1) * 116) / 2
  return flat((paint) =>
    pieces.map((kind, index) => piece(kind, from + index * 116, paint.base, paint)).join(''),
  )
}

export const cutleryRoll = flat(
  (paint) =>
    solid('M150 300 Q400 286 650 300 L660 640 Q400 656 140 640 Z', paint.base) +
    ['fork', 'knife', 'spoon', 'fork', 'knife']
      .map((kind, index) =>
        group(piece(kind === 'fork' ? 'fork' : kind === 'knife' ? 'knife' : 'spoon', 400, '#c3c7c8', paint), {
          transform: `translate(${-200 + index * 100} -10) scale(1 .86)`,
        }),
      )
      .join('') +
    solid('M146 470 Q400 456 654 470 L660 640 Q400 656 140 640 Z', mix(paint.base, paint.shade, 0.5)) +
    steps(250, 550, 4)
      .map((x) => stroke(`M${x} 466 V646`, paint.line, 3, { 'stroke-dasharray': '7 6' }))
      .join('') +
    stroke('M654 540 q60 6 70 60 M654 560 q40 40 30 90', '#7a4f36', 10),
)

export const grinder = table(
  (paint) =>
    ground(400, 668, 140) +
    stroke('M400 190 H560', '#6a6965', 13) +
    ellipse(566, 182, 22, 26, '#7a5a3c') +
    block(388, 176, 24, 60, 6, '#6a6965') +
    solid('M324 236 H476 V640 Q476 662 454 662 H346 Q324 662 324 640 Z', paint.base) +
    stroke('M324 460 H476', paint.deep, 6) +
    steps(476, 640, 9)
      .map((y) => stroke(`M330 ${y} H470`, paint.deep, 3, { 'stroke-opacity': 0.35 }))
      .join('') +
    stroke('M350 260 V440', '#ffffff', 12, { 'stroke-opacity': 0.3 }),
)

export const dripper = table(
  (paint) =>
    ground(400, 666, 170) +
    block(310, 560, 180, 96, 16, '#efe8da') +
    stroke('M490 584 q46 4 40 34 q-8 24 -42 20', '#efe8da', 13) +
    ellipse(400, 548, 130, 20, paint.shade) +
    solid('M236 330 H564 L446 520 Q440 536 424 536 H376 Q360 536 354 520 Z', paint.base) +
    ellipse(400, 330, 164, 30, paint.light) +
    ellipse(400, 334, 146, 23, '#5a3d2a') +
    steps(290, 510, 6)
      .map((x) => stroke(`M${x} 366 L${400 + (x - 400) * 0.3} 510`, paint.deep, 4, { 'stroke-opacity': 0.3 }))
      .join(''),
)

export const tin = table(
  (paint) =>
    ground(400, 654, 220) +
    solid('M220 470 V610 A180 40 0 0 0 580 610 V470 Z', mix(paint.base, paint.shade, 0.4)) +
    path('M220 500 V600 A180 40 0 0 0 580 600 V500 A180 40 0 0 1 220 500 Z', '#f4eddd') +
    ellipse(400, 470, 180, 42, paint.base) +
    ellipse(400, 470, 180, 42, 'url(#light)') +
    ellipse(400, 466, 152, 32, mix(paint.base, '#fff3d6', 0.35)) +
    stroke('M372 592 q28 -50 56 0 M400 566 v44', '#8d6a3c', 6),
)

export const placemats = flat((paint) =>
  steps(0, 7, 8)
    .map(
      (ring) =>
        ellipse(400, 400, 280 - ring * 36, 280 - ring * 36, ring % 2 ? paint.shade : paint.base) +
        ellipse(400, 400, 280 - ring * 36, 280 - ring * 36, 'none', {
          stroke: paint.line,
          'stroke-width': 3,
          'stroke-dasharray': '10 7',
          'stroke-opacity': 0.5,
        }),
    )
    .join(''),
)
