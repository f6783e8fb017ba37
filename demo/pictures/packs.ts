import { symmetric } from './outline.ts'
import { type Drawing, table } from './scene.ts'
import { block, box, clipped, ground, group, path, solid, steps, stroke, twice } from './shapes.ts'
import { mix } from './tones.ts'

const strap = '#5d4a3a'

function buckle(x: number, y: number): string {
  return box(x - 11, y - 9, 22, 18, 4, '#cbb58a') + box(x - 6, y - 4, 12, 8, 2, '#6a5740')
}

export const daypack = table((paint) => {
  const body = symmetric(
    [400, 190],
    [
      [286, 190, 262, 300],
      [246, 480, 254, 640],
      [262, 672, 400, 676],
    ],
  )
  const pocket = symmetric(
    [400, 452],
    [
      [300, 448, 296, 466],
      [288, 590, 302, 636],
      [340, 650, 400, 650],
    ],
  )
  return [
    ground(400, 676, 240),
    twice(stroke('M272 330 Q214 420 246 610', paint.deep, 26)),
    stroke('M362 196 Q366 140 400 140 Q434 140 438 196', paint.deep, 16),
    solid(body, paint.base),
    stroke('M272 336 Q400 250 528 336', paint.deep, 10, { 'stroke-opacity': 0.55 }),
    stroke('M272 336 Q400 250 528 336', '#d9c9a4', 3, { 'stroke-dasharray': '4 4' }),
    twice(path('M258 500 Q240 520 250 636 Q262 660 284 662 L284 512 Z', paint.shade)),
    solid(pocket, mix(paint.base, paint.shade, 0.55)),
    stroke('M306 494 H494', paint.deep, 8, { 'stroke-opacity': 0.6 }),
    box(372, 376, 56, 34, 5, mix(paint.base, '#f3e7cf', 0.7)),
    twice(stroke('M316 410 V446', strap, 12) + buckle(316, 440)),
  ].join('')
})

export const backpack = table((paint) => {
  const body = symmetric(
    [400, 236],
    [
      [282, 236, 276, 280],
      [250, 470, 268, 640],
      [282, 676, 400, 678],
    ],
  )
  const lid = symmetric(
    [400, 128],
    [
      [288, 128, 268, 190],
      [262, 250, 282, 266],
      [340, 280, 400, 280],
    ],
  )
  return [
    ground(400, 680, 250),
    twice(path('M270 540 Q180 548 164 620 Q200 640 272 616 Z', paint.deep)),
    twice(path('M262 340 Q218 400 236 560 L276 560 L272 340 Z', paint.shade)),
    solid(body, paint.base),
    twice(stroke('M322 270 V660', strap, 12)),
    solid(
      symmetric(
        [400, 420],
        [
          [310, 416],
          [304, 560, 316, 630],
          [400, 640],
        ],
      ),
      mix(paint.base, paint.shade, 0.6),
    ),
    stroke('M310 470 Q400 486 490 470', paint.deep, 7, { 'stroke-opacity': 0.6 }),
    solid(lid, mix(paint.base, paint.light, 0.35)),
    stroke('M288 240 Q400 258 512 240', paint.deep, 7, { 'stroke-opacity': 0.5 }),
    twice(buckle(322, 306) + buckle(322, 640)),
    stroke('M440 330 q44 20 40 110', '#d7b45c', 6),
  ].join('')
})

export const runningVest = table((paint) => {
  const half = 'M388 250 Q360 250 346 200 L300 176 Q246 210 252 330 L262 600 Q300 640 388 632 Z'
  return (
    ground(400, 650, 220) +
    twice(
      solid(half, paint.base) +
        path('M290 300 h78 v150 q0 26 -26 26 h-26 q-26 0 -26 -26 Z', paint.shade) +
        box(306, 250, 46, 110, 20, '#bcd0d6') +
        box(316, 226, 26, 30, 8, '#d9694f') +
        stroke('M280 520 h90', paint.line, 4),
    ) +
    stroke('M370 360 H430 M370 500 H430', strap, 10)
  )
})

export const rollTop = table((paint) => {
  const body = symmetric(
    [400, 290],
    [
      [270, 290],
      [250, 470, 258, 650],
      [270, 674, 400, 676],
    ],
  )
  return [
    ground(400, 676, 240),
    twice(stroke('M272 360 Q222 440 244 620', paint.deep, 24)),
    solid(body, paint.base),
    solid('M262 210 Q400 190 538 210 L544 296 Q400 316 256 296 Z', mix(paint.base, paint.light, 0.3)),
    stroke('M262 238 Q400 220 538 238 M258 268 Q400 252 542 268', paint.deep, 4, { 'stroke-opacity': 0.5 }),
    stroke('M400 204 V420', strap, 16),
    buckle(400, 400),
    solid(
      symmetric(
        [400, 474],
        [
          [300, 470],
          [294, 600, 306, 646],
          [400, 652],
        ],
      ),
      paint.shade,
    ),
    twice(stroke('M256 520 H300', mix(paint.light, '#f4ead6', 0.6), 8)),
  ].join('')
})

export const rainCover: Drawing = {
  setting: 'flat',
  draw: (paint) => {
    const d = symmetric(
      [400, 150],
      [
        [262, 150, 242, 330],
        [220, 540, 266, 640],
        [300, 676, 400, 676],
      ],
    )
    return (
      solid(d, paint.base) +
      clipped(
        'cover',
        d,
        [250, 360, 480, 590]
          .map((y) =>
            stroke(`M230 ${y} Q400 ${y + 60} 570 ${y - 20}`, paint.deep, 5, { 'stroke-opacity': 0.22 }),
          )
          .join(''),
      ) +
      stroke('M300 640 Q400 660 500 640', '#f2eee4', 12) +
      steps(272, 528, 14)
        .map((x) => stroke(`M${x} 652 l4 18`, paint.deep, 3, { 'stroke-opacity': 0.4 }))
        .join('')
    )
  },
}

export const pannier = table((paint) =>
  [470, 170]
    .map((x, index) =>
      group(
        ground(x + 80, 664, 150) +
          block(x, 330, 190, 330, 26, index ? paint.base : paint.shade) +
          path(`M${x - 6} 290 h202 v70 h-202 Z`, mix(paint.base, paint.light, 0.3)) +
          stroke(`M${x + 95} 290 V440`, strap, 14) +
          buckle(x + 95, 430) +
          stroke(`M${x + 30} 540 H${x + 160}`, '#e9e4d8', 12) +
          stroke(`M${x + 40} 290 v-30 h24 v30 M${x + 126} 290 v-30 h24 v30`, '#5c5a57', 9),
        {},
      ),
    )
    .join(''),
)
