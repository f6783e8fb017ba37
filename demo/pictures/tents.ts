import { symmetric } from './outline.ts'
import type { Drawing, Paint } from './scene.ts'
import { clipped, ellipse, ground, path, solid, steps, stroke, twice } from './shapes.ts'
import { mix } from './tones.ts'

const outdoors = (draw: (paint: Paint) => string): Drawing => ({ setting: 'table', draw })
const inside = (paint: Paint) => mix(paint.base, '#1a1410', 0.62)

function guys(points: [number, number, number, number][]): string {
  return points
    .map(
      ([x, y, px, py]) =>
        stroke(`M${x} ${y} L${px} ${py}`, '#8d7f6c', 3) + stroke(`M${px - 4} ${py - 8} l6 22`, '#5b5147', 6),
    )
    .join('')
}

export const domeTent = outdoors((paint) => {
  const d = symmetric(
    [400, 236],
    [
      [250, 246, 170, 470],
      [136, 580, 120, 640],
      [400, 652],
    ],
  )
  const door = 'M400 300 Q330 380 306 646 H494 Q470 380 400 300 Z'
  return [
    ground(400, 648, 340, 34),
    guys([
      [196, 430, 66, 636],
      [604, 430, 734, 636],
    ]),
    solid(d, paint.base),
    clipped(
      'tent',
      d,
      path('M400 230 Q250 300 180 660 H100 V230 Z', paint.light, { 'fill-opacity': 0.5 }) +
        path('M400 230 Q550 300 620 660 H720 V230 Z', paint.deep, { 'fill-opacity': 0.28 }),
    ),
    path(door, inside(paint)),
    path('M400 300 Q470 380 494 646 L560 648 Q540 420 400 300 Z', mix(paint.base, paint.light, 0.3)),
    stroke('M400 236 Q238 300 176 646 M400 236 Q562 300 624 646', '#d8cdb8', 7),
    stroke('M400 300 Q330 380 306 646', paint.deep, 4),
    stroke('M122 640 Q400 660 678 640', paint.deep, 9, { 'stroke-opacity': 0.5 }),
  ].join('')
})

export const tunnelTent = outdoors((paint) => {
  const d = 'M96 640 Q110 330 260 300 L560 356 Q690 400 712 640 Z'
  const front = 'M96 640 Q110 330 260 300 Q400 330 420 640 Z'
  return [
    ground(400, 646, 360, 34),
    guys([
      [190, 340, 50, 600],
      [660, 420, 766, 634],
    ]),
    solid(d, paint.base),
    path('M420 640 Q400 330 260 300 L560 356 Q640 420 640 640 Z', paint.deep, { 'fill-opacity': 0.2 }),
    solid(front, mix(paint.base, paint.light, 0.25)),
    path('M256 372 Q176 440 160 640 H352 Q350 440 256 372 Z', inside(paint)),
    path('M256 372 Q350 440 352 640 L410 640 Q390 420 256 372 Z', paint.light),
    stroke('M420 640 Q400 330 260 300 Q110 330 96 640', '#d8cdb8', 7),
    stroke('M556 640 Q560 420 462 338', paint.deep, 6, { 'stroke-opacity': 0.55 }),
    stroke('M660 640 Q656 450 590 366', paint.deep, 6, { 'stroke-opacity': 0.45 }),
  ].join('')
})

export const bellTent = outdoors((paint) => {
  const roof = 'M400 130 Q300 300 96 470 L120 500 Q400 540 680 500 L704 470 Q500 300 400 130 Z'
  return [
    ground(400, 654, 360, 36),
    guys([
      [120, 486, 30, 640],
      [680, 486, 770, 640],
      [220, 510, 150, 668],
      [580, 510, 650, 668],
    ]),
    solid('M128 496 H672 L664 640 Q400 672 136 640 Z', mix(paint.base, paint.shade, 0.6)),
    solid(roof, paint.base),
    [260, 330, 470, 540]
      .map((x) =>
        stroke(`M400 134 Q${(x + 400) / 2} 330 ${x - (400 - x) * 0.5} 512`, paint.line, 3, {
          'stroke-opacity': 0.4,
        }),
      )
      .join(''),
    path('M400 236 Q352 420 330 654 H470 Q448 420 400 236 Z', mix(paint.base, '#1a1410', 0.68)),
    path('M400 236 Q352 420 330 654 L282 650 Q330 420 400 236 Z', paint.light),
    path('M400 236 Q448 420 470 654 L518 650 Q470 420 400 236 Z', paint.shade),
    stroke('M400 130 V104', '#6a5740', 9),
    stroke('M112 484 Q400 552 688 484', paint.shade, 8),
  ].join('')
})

export const tarp = outdoors((paint) => {
  return [
    ground(420, 650, 300, 30),
    stroke('M220 300 V650 M600 340 V650', '#8a6f52', 10),
    guys([
      [220, 300, 70, 640],
      [600, 340, 744, 640],
    ]),
    solid('M220 300 Q400 370 600 340 L700 560 Q520 500 400 540 Q260 520 110 560 Z', paint.base),
    path('M220 300 Q400 370 600 340 L420 540 Q260 520 110 560 Z', paint.light, { 'fill-opacity': 0.4 }),
    stroke('M220 300 Q400 370 600 340', paint.line, 5),
    [
      [110, 560],
      [400, 540],
      [700, 560],
    ]
      .map(([x = 0, y = 0]) => stroke(`M${x} ${y} l${(x - 400) * 0.08} 84`, '#8d7f6c', 3))
      .join(''),
  ].join('')
})

export const beachShelter = outdoors((paint) => {
  const stripes = steps(150, 650, 6).map((x, index) =>
    index % 2 ? path(`M${x} 240 h84 V660 h-84 Z`, mix(paint.base, '#fbf4e6', 0.75)) : '',
  )
  const back = 'M150 640 Q170 300 400 280 Q630 300 650 640 Z'
  return [
    ground(400, 648, 330, 34),
    solid(back, inside(paint)),
    path('M200 640 Q230 420 400 400 Q570 420 600 640 Z', mix(paint.base, '#1a1410', 0.4)),
    solid('M110 420 Q230 250 400 244 Q570 250 690 420 Q540 350 400 348 Q260 350 110 420 Z', paint.base),
    clipped(
      'awning',
      'M110 420 Q230 250 400 244 Q570 250 690 420 Q540 350 400 348 Q260 350 110 420 Z',
      stripes.join(''),
    ),
    twice(stroke('M112 420 L92 646', '#d8cdb8', 7)),
    path('M120 632 H680 L700 664 H100 Z', paint.base),
  ].join('')
})

export const hammock = outdoors((paint) => {
  const d = 'M140 330 Q400 660 660 330 Q640 520 400 560 Q160 520 140 330 Z'
  return [
    path('M60 90 h60 v590 h-60 Z M680 90 h60 v590 h-60 Z', '#8a6f52'),
    path('M100 90 h20 v590 h-20 Z M720 90 h20 v590 h-20 Z', '#6d563e'),
    ground(400, 660, 260, 26),
    stroke('M60 250 H120 M680 250 H740', '#4d443a', 20, { 'stroke-linecap': 'butt' }),
    stroke('M116 256 L150 334 M684 256 L650 334', '#6a5a48', 8),
    path('M140 330 Q400 470 660 330 Q400 520 140 330 Z', paint.light),
    solid(d, paint.base),
    stroke('M180 400 Q400 600 620 400 M210 430 Q400 590 590 430', paint.line, 4, { 'stroke-opacity': 0.35 }),
  ].join('')
})

export const pegs: Drawing = {
  setting: 'flat',
  draw: (paint) =>
    steps(210, 590, 6)
      .map((x, index) => {
        const y = index % 2 ? 24 : 0
        return (
          solid(`M${x - 14} ${y + 170} h28 l-4 40 v320 l-10 90 l-10 -90 v-320 Z`, paint.base) +
          stroke(`M${x - 2} ${y + 220} V${y + 520}`, paint.light, 4) +
          stroke(`M${x} ${y + 186} q34 26 14 76 q-30 14 -24 -36`, '#d9a441', 6)
        )
      })
      .join(''),
}

export const cord: Drawing = {
  setting: 'flat',
  draw: (paint) =>
    steps(0, 6, 7)
      .map((turn) => {
        const ring = `M400 ${250 + turn * 12} C${560 - turn * 8} ${250 + turn * 12} ${560 - turn * 8} ${560 - turn * 12} 400 ${560 - turn * 12} C${240 + turn * 8} ${560 - turn * 12} ${240 + turn * 8} ${250 + turn * 12} 400 ${250 + turn * 12}`
        return (
          stroke(ring, turn % 2 ? paint.base : paint.shade, 13) +
          stroke(ring, '#f6f1e4', 3, { 'stroke-dasharray': '3 16' })
        )
      })
      .join('') +
    path('M360 380 h80 v130 h-80 Z', paint.deep) +
    steps(388, 502, 9)
      .map((y) => stroke(`M356 ${y} h88`, paint.base, 9))
      .join('') +
    stroke('M440 500 q70 40 50 140 M372 510 q-60 70 -20 150', paint.base, 11) +
    ellipse(352, 664, 9, 9, '#5b5147'),
}
