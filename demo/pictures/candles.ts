import { type Drawing, type Paint, table } from './scene.ts'
import { block, ellipse, ground, path, solid, stroke } from './shapes.ts'
import { mix } from './tones.ts'

/** A burning wick whose foot is at (x, y). */
function flame(x: number, y: number): string {
  return (
    ellipse(x, y - 34, 130, 130, 'url(#glow)') +
    stroke(`M${x} ${y} v-18`, '#4d3b2c', 5) +
    path(`M${x} ${y - 84} q-30 44 0 72 q30 -28 0 -72 Z`, '#f3b14d') +
    path(`M${x} ${y - 54} q-14 22 0 40 q14 -18 0 -40 Z`, '#fff4d2')
  )
}

function pillar(x: number, top: number, width: number, bottom: number, paint: Paint): string {
  const d = `M${x} ${top} V${bottom} Q${x + width / 2} ${bottom + width * 0.12} ${x + width} ${bottom} V${top} Z`
  return (
    solid(d, paint.base) +
    path(
      `M${x} ${top} V${top + 90} Q${x + width / 2} ${top + 130} ${x + width} ${top + 90} V${top} Z`,
      '#fff0c6',
      { 'fill-opacity': 0.4 },
    ) +
    ellipse(x + width / 2, top, width / 2, width * 0.11, mix(paint.base, '#fff3d0', 0.55))
  )
}

export const pillarCandle = table(
  (paint) =>
    ground(400, 660, 210) +
    pillar(430, 470, 150, 640, { ...paint, base: mix(paint.base, paint.shade, 0.3) }) +
    flame(505, 470) +
    pillar(236, 350, 170, 648, paint) +
    flame(321, 350),
)

export const taperCandles: Drawing = {
  setting: 'flat',
  draw: (paint) =>
    [0, 1, 2, 3, 4, 5]
      .map((index) => {
        const x = 226 + index * 68
        return (
          solid(
            `M${x} 196 Q${x + 20} 182 ${x + 40} 196 L${x + 46} 640 Q${x + 20} 654 ${x - 6} 640 Z`,
            index % 2 ? mix(paint.base, paint.shade, 0.25) : paint.base,
          ) + stroke(`M${x + 20} 190 q-6 -30 6 -52`, '#efe6d2', 4)
        )
      })
      .join('') +
    path('M206 440 H628 V520 H206 Z', '#f1e8d6') +
    stroke('M380 480 q38 -40 76 0 q-38 36 -76 0', '#b98f5e', 6),
}

export const jarCandle = table(
  (paint) =>
    ground(400, 656, 200) +
    solid('M258 400 V600 Q260 652 320 654 H480 Q540 652 542 600 V400 Z', paint.base) +
    ellipse(400, 400, 142, 30, paint.light) +
    ellipse(400, 404, 124, 23, '#f3e7c9') +
    flame(400, 404) +
    path('M310 480 H490 V580 H310 Z', '#f4eddd') +
    stroke('M340 516 H460 M360 546 H440', '#8d7a62', 6),
)

export const candlestick = table(
  (paint) =>
    ground(400, 662, 200) +
    solid('M384 330 Q372 500 340 596 H460 Q428 500 416 330 Z', paint.base) +
    ellipse(400, 610, 118, 26, paint.base) +
    ellipse(400, 604, 110, 20, paint.shade) +
    stroke('M496 606 q60 -10 54 -54 q-10 -30 -44 -10', paint.base, 13) +
    ellipse(400, 330, 52, 13, paint.shade) +
    solid('M382 160 Q400 152 418 160 L422 328 Q400 336 378 328 Z', '#f1e3c2') +
    flame(400, 160),
)

export const hurricane = table(
  (paint) =>
    ground(400, 664, 170) +
    block(296, 600, 208, 56, 16, '#b58a58') +
    pillar(350, 440, 100, 598, { ...paint, base: '#f1e3c2' }) +
    flame(400, 440) +
    path('M310 240 Q292 420 306 604 H494 Q508 420 490 240 Z', mix(paint.base, '#ffffff', 0.5), {
      'fill-opacity': 0.35,
    }) +
    stroke('M310 240 Q292 420 306 604 M490 240 Q508 420 494 604', mix(paint.base, '#1d1511', 0.2), 5) +
    ellipse(400, 240, 90, 16, 'none', { stroke: mix(paint.base, '#1d1511', 0.2), 'stroke-width': 5 }) +
    stroke('M332 280 Q322 420 332 570', '#ffffff', 10, { 'stroke-opacity': 0.6 }),
)

export const teaLights = table(
  (paint) =>
    ground(400, 656, 290) +
    [
      [250, 500],
      [400, 470],
      [550, 500],
      [324, 590],
      [482, 590],
    ]
      .map(
        ([x = 0, y = 0], index) =>
          solid(`M${x - 62} ${y} V${y + 40} A62 16 0 0 0 ${x + 62} ${y + 40} V${y} Z`, '#c8c3b8') +
          ellipse(x, y, 62, 16, '#ddd8cd') +
          ellipse(x, y + 2, 54, 13, paint.base) +
          (index === 1 || index === 3 ? flame(x, y + 2) : stroke(`M${x} ${y} v-14`, '#efe6d2', 4)),
      )
      .join(''),
)
