import { symmetric } from './outline.ts'
import { type Drawing, type Paint, table } from './scene.ts'
import { block, box, clipped, ellipse, ground, group, path, solid, steps, stroke } from './shapes.ts'
import { mix } from './tones.ts'

const _room = (draw: (paint: Paint) => string): Drawing => ({ setting: 'floor', draw })

/** A folded stack of cloth: `layers` from the top down. */
function stack(x: number, y: number, width: number, layers: number, height: number, paint: Paint): string {
  return steps(0, layers - 1, layers)
    .reverse()
    .map((index) => {
      const top = y + index * height
      const fill = index % 2 ? mix(paint.base, paint.shade, 0.5) : paint.base
      return (
        solid(
          `M${x + 6} ${top} H${x + width - 10} Q${x + width + 12} ${top + height / 2} ${x + width - 10} ${top + height} H${x + 6} Q${x - 14} ${top + height / 2} ${x + 6} ${top} Z`,
          fill,
        ) +
        stroke(`M${x + 14} ${top + height / 2} H${x + width - 22}`, paint.line, 3, { 'stroke-opacity': 0.3 })
      )
    })
    .join('')
}

const ribbon = (x: number, y: number, height: number) =>
  box(x, y, 26, height, 2, '#b98f5e') +
  stroke(
    `M${x + 13} ${y + 30} q-50 -34 -56 4 q10 30 56 -4 q50 -34 56 4 q-10 30 -56 -4 M${x + 13} ${y + 30} l-26 50 M${x + 13} ${y + 30} l26 50`,
    '#b98f5e',
    9,
  )

export const sheetSet = table(
  (paint) => ground(400, 656, 290) + stack(170, 380, 460, 5, 54, paint) + ribbon(390, 378, 272),
)

export const pillowcases = table(
  (paint) => ground(400, 652, 270) + stack(190, 480, 420, 3, 56, paint) + ribbon(390, 478, 168),
)

export const towelStack = table(
  (paint) =>
    ground(400, 660, 280) +
    stack(180, 420, 440, 3, 78, paint) +
    stack(230, 330, 340, 2, 46, { ...paint, base: mix(paint.base, paint.light, 0.4) }),
)

export const napkins = table(
  (paint) => ground(400, 650, 240) + stack(220, 520, 360, 4, 32, paint) + ribbon(390, 518, 130),
)

export const kitchenTowels = table((paint) => {
  const cream = { ...paint, base: '#efe7d8', shade: '#ddd2be', light: '#f8f3e8', line: '#b9ab93' }
  return (
    ground(400, 652, 260) +
    stack(200, 470, 400, 3, 60, cream) +
    [486, 546, 606]
      .map((y) => box(230, y, 30, 30, 1, paint.base) + box(270, y, 9, 30, 1, paint.base))
      .join('')
  )
})

export const hotWaterBottle = table(
  (paint) =>
    ground(400, 664, 190) +
    block(364, 180, 72, 60, 12, '#5b4a42') +
    solid(
      'M344 238 H456 Q470 300 520 320 Q560 340 556 420 L548 600 Q544 656 490 658 H310 Q256 656 252 600 L244 420 Q240 340 280 320 Q330 300 344 238 Z',
      paint.base,
    ) +
    [330, 400, 470]
      .map((x) =>
        steps(350, 600, 6)
          .map((y) =>
            stroke(`M${x - 13} ${y} q26 22 26 44 M${x + 13} ${y} q-26 22 -26 44`, paint.light, 7, {
              'stroke-opacity': 0.7,
            }),
          )
          .join(''),
      )
      .join('') +
    stroke('M338 282 Q400 304 462 282', mix(paint.base, '#f4ead6', 0.7), 9) +
    stroke('M452 288 q40 20 30 70', mix(paint.base, '#f4ead6', 0.7), 6),
)

export const robe: Drawing = {
  setting: 'flat',
  draw: (paint) =>
    group(
      [
        solid('M250 190 Q196 210 182 270 L120 520 Q118 534 134 538 L208 552 L286 340 Z', paint.shade),
        solid('M550 190 Q604 210 618 270 L680 520 Q682 534 666 538 L592 552 L514 340 Z', paint.shade),
        solid(
          symmetric(
            [400, 190],
            [
              [340, 160],
              [280, 176, 246, 200],
              [272, 300, 268, 440],
              [240, 600, 232, 716],
              [400, 724],
            ],
          ),
          paint.base,
        ),
        path('M340 160 Q400 140 460 160 L400 330 Z', mix(paint.base, '#14100d', 0.45)),
        path('M340 158 L318 186 Q340 330 410 470 L430 440 Q370 300 340 158 Z', paint.light),
        path('M460 158 L482 186 Q460 330 390 470 L400 724 L440 720 Q420 500 470 330 Z', paint.shade),
        solid('M264 436 Q400 462 536 436 L538 478 Q400 504 262 478 Z', paint.shade),
        stroke('M420 480 Q440 560 424 640 M440 480 Q476 540 470 610', paint.shade, 18),
        block(290, 540, 90, 96, 10, mix(paint.base, paint.shade, 0.4)),
      ].join(''),
      { transform: 'translate(0 -20)' },
    ),
}

export const towel: Drawing = {
  setting: 'flat',
  draw: (paint) => {
    const d = 'M236 140 H564 V650 Q400 664 236 650 Z'
    const waffle = [
      ...steps(250, 550, 15).map((x) => stroke(`M${x} 150 V650`, paint.line, 2, { 'stroke-opacity': 0.28 })),
      ...steps(170, 640, 22).map((y) => stroke(`M240 ${y} H560`, paint.line, 2, { 'stroke-opacity': 0.28 })),
    ]
    return (
      stroke('M170 136 H630', '#a57a4c', 18) +
      solid(d, paint.base) +
      clipped('towel', d, waffle.join('')) +
      box(236, 570, 328, 16, 0, mix(paint.base, paint.deep, 0.5)) +
      box(236, 596, 328, 7, 0, mix(paint.base, paint.deep, 0.5)) +
      steps(242, 558, 26)
        .map((x) => stroke(`M${x} 652 v20`, paint.base, 4))
        .join('')
    )
  },
}

export const tablecloth = table(
  (paint) =>
    solid(
      'M120 470 Q400 440 680 470 L716 676 Q660 640 610 684 Q540 650 480 690 Q400 656 330 690 Q260 650 190 684 Q140 640 84 676 Z',
      paint.base,
    ) +
    path('M120 470 Q400 440 680 470 Q400 512 120 470 Z', paint.light) +
    ['M250 500 Q240 590 262 668', 'M400 508 Q400 600 404 674', 'M560 500 Q566 590 542 668']
      .map((d) => stroke(d, paint.deep, 7, { 'stroke-opacity': 0.16 }))
      .join('') +
    block(340, 380, 120, 90, 14, '#efe8da') +
    ellipse(400, 382, 60, 12, '#fbf7ee') +
    stroke('M400 380 Q386 300 350 260 M404 380 Q420 300 460 250', '#7c8a5e', 6) +
    ellipse(350, 256, 18, 14, '#d9b36a') +
    ellipse(462, 246, 20, 15, '#c98d6a'),
)
