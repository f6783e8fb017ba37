import { type Drawing, room, table } from './scene.ts'
import { block, box, ellipse, ground, path, solid, steps, stroke, twice } from './shapes.ts'
import { mix } from './tones.ts'

const glow = (x: number, y: number, rx: number, ry = rx) => ellipse(x, y, rx, ry, 'url(#glow)')
const _linen = '#efe4cd'

export const lantern = table(
  (paint) =>
    glow(400, 430, 280) +
    ground(400, 664, 160) +
    stroke('M320 300 Q330 160 400 160 Q470 160 480 300', '#4d463d', 9) +
    block(306, 280, 188, 56, 22, paint.base) +
    path('M322 336 H478 V560 H322 Z', '#fff0c6') +
    ellipse(400, 450, 50, 76, '#fffbe9') +
    twice(stroke('M324 336 V560', paint.base, 12)) +
    block(296, 556, 208, 100, 26, paint.base) +
    ellipse(400, 608, 24, 24, '#efe7d6') +
    stroke('M400 608 v-18', '#5b5147', 6),
)

export const oilLantern = table(
  (paint) =>
    glow(400, 410, 260) +
    ground(400, 664, 170) +
    stroke('M276 330 Q280 130 400 126 Q520 130 524 330', paint.deep, 8) +
    stroke('M286 580 V270 Q290 220 340 220 M514 580 V270 Q510 220 460 220', paint.base, 16) +
    block(344, 196, 112, 60, 14, paint.base) +
    ellipse(400, 192, 30, 20, paint.shade) +
    path('M346 270 Q310 400 344 520 H456 Q490 400 454 270 Z', '#eaf1ee', { 'fill-opacity': 0.7 }) +
    path('M400 360 q-34 56 0 112 q34 -56 0 -112 Z', '#f0b04a') +
    path('M400 410 q-16 30 0 58 q16 -28 0 -58 Z', '#fff3cf') +
    block(336, 516, 128, 34, 8, paint.shade) +
    solid(
      'M270 556 H530 Q548 556 548 580 V630 Q548 656 520 656 H280 Q252 656 252 630 V580 Q252 556 270 556 Z',
      paint.base,
    ) +
    stroke('M352 290 Q330 400 352 500', '#ffffff', 8, { 'stroke-opacity': 0.6 }),
)

export const stringLights: Drawing = {
  setting: 'flat',
  draw: (paint) => {
    const wire = 'M90 250 C220 460 300 120 420 330 S620 560 710 330'
    const bulbs: [number, number][] = [
      [140, 316],
      [204, 336],
      [268, 300],
      [330, 268],
      [392, 290],
      [444, 372],
      [500, 436],
      [566, 460],
      [632, 426],
      [684, 370],
    ]
    return (
      stroke(wire, paint.deep, 6) +
      bulbs
        .map(
          ([x, y]) =>
            glow(x, y + 26, 70) +
            block(x - 8, y, 16, 18, 3, paint.shade) +
            ellipse(x, y + 34, 15, 20, '#fff0bd'),
        )
        .join('') +
      ellipse(560, 620, 84, 84, paint.base) +
      ellipse(560, 620, 84, 84, 'url(#light)') +
      ellipse(560, 620, 34, 34, '#e9dfcd') +
      stroke('M710 330 Q740 520 640 600', paint.deep, 6)
    )
  },
}

export const headlamp = table(
  (paint) =>
    ground(400, 656, 230) +
    stroke('M196 470 Q190 290 400 280 Q610 290 604 470', paint.base, 46) +
    stroke('M196 470 Q190 290 400 280 Q610 290 604 470', paint.light, 6, { 'stroke-dasharray': '14 12' }) +
    stroke('M200 476 Q250 610 400 620 Q550 610 600 476', paint.shade, 46) +
    glow(400, 560, 170) +
    block(304, 500, 192, 138, 40, '#34332f') +
    ellipse(366, 568, 42, 42, '#fff3d0') +
    ellipse(366, 568, 26, 26, '#ffffff') +
    ellipse(448, 568, 22, 22, '#d6685a') +
    box(380, 494, 40, 13, 6, paint.base),
)

export const flashlight = table(
  (paint) =>
    ground(400, 640, 290) +
    path('M560 430 L790 330 V640 L560 540 Z', '#fff0c2', { 'fill-opacity': 0.55 }) +
    block(130, 446, 330, 78, 16, paint.base) +
    solid('M450 446 L560 416 H590 Q602 416 602 430 V540 Q602 554 590 554 H560 L450 524 Z', paint.base) +
    ellipse(598, 485, 14, 66, '#fff6da') +
    steps(190, 400, 12)
      .map((x) => stroke(`M${x} 450 V520`, paint.deep, 5, { 'stroke-opacity': 0.4 }))
      .join('') +
    block(430, 430, 40, 18, 6, '#b9b4a9') +
    stroke('M160 442 Q200 420 320 424', '#b9b4a9', 9),
)

export const bulb = room(
  (paint) =>
    glow(400, 360, 330) +
    path(
      'M400 150 Q250 156 250 320 Q254 420 330 480 Q344 500 346 540 H454 Q456 500 470 480 Q546 420 550 320 Q550 156 400 150 Z',
      mix(paint.base, '#fff3cf', 0.5),
      { 'fill-opacity': 0.75 },
    ) +
    stroke('M360 540 Q340 400 320 330 M440 540 Q460 400 480 330', '#b9a98a', 5) +
    stroke('M320 330 Q340 260 360 330 Q380 400 400 330 Q420 260 440 330 Q460 400 480 330', '#f2b84f', 7) +
    stroke('M292 260 Q310 200 360 184', '#ffffff', 12, { 'stroke-opacity': 0.8 }) +
    block(344, 540, 112, 96, 12, '#c2b8a3') +
    stroke('M344 564 H456 M344 588 H456 M344 612 H456', '#8d8371', 5) +
    block(374, 636, 52, 26, 10, '#4d463d'),
)

export const pathLight = table((paint) =>
  [250, 540]
    .map((x, index) => {
      const y = index * 34
      return (
        glow(x, 590 + y, 190, 80) +
        stroke(`M${x} ${320 + y} V${650 + y}`, paint.base, 16) +
        block(x - 34, 300 + y, 68, 70, 8, '#fff0c2') +
        solid(`M${x - 96} ${296 + y} Q${x} ${210 + y} ${x + 96} ${296 + y} Z`, paint.base) +
        ellipse(x, 252 + y, 34, 8, '#39424a')
      )
    })
    .join(''),
)
