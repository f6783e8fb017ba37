import { type Drawing, table } from './scene.ts'
import { block, box, ellipse, ground, path, solid, steps, stroke } from './shapes.ts'
import { mix } from './tones.ts'

const iron = '#34332f'

function cylinder(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  lid = mix(fill, '#ffffff', 0.25),
): string {
  const rx = width / 2
  const ry = rx * 0.18
  const d = `M${x} ${y} V${y + height} A${rx} ${ry} 0 0 0 ${x + width} ${y + height} V${y} Z`
  return solid(d, fill) + ellipse(x + rx, y, rx, ry, lid)
}

function flame(x: number, y: number): string {
  return (
    path(`M${x - 10} ${y} q-8 -26 10 -44 q18 18 10 44 Z`, '#6ea7cf') +
    path(`M${x - 5} ${y} q-4 -14 5 -24 q9 10 5 24 Z`, '#f3d58a')
  )
}

export const stove = table((paint) =>
  [
    ground(400, 668, 190),
    cylinder(290, 540, 220, 116, '#a3b29a', '#bcc8b4'),
    box(300, 580, 200, 34, 4, '#f1ead9'),
    block(372, 470, 56, 74, 8, paint.shade),
    ellipse(400, 440, 70, 18, paint.deep),
    solid('M330 430 h140 v16 h-140 Z', paint.base),
    stroke('M400 430 L270 372 M400 430 L530 372 M400 430 V366', paint.base, 13),
    stroke('M428 506 H540 q26 0 26 20 v24', '#6a6965', 7),
    [360, 400, 440].map((x) => flame(x, 428)).join(''),
  ].join(''),
)

export const stoveSystem = table((paint) =>
  [
    ground(400, 676, 160),
    cylinder(330, 588, 140, 78, '#a3b29a', '#bcc8b4'),
    block(346, 520, 108, 70, 10, '#8e8b85'),
    cylinder(304, 236, 192, 286, paint.base, mix(paint.base, '#ffffff', 0.3)),
    ellipse(400, 232, 98, 18, iron),
    block(318, 300, 164, 150, 12, mix(paint.base, paint.shade, 0.8)),
    stroke('M496 296 q74 10 70 86 q-4 64 -70 70', iron, 16),
    stroke('M330 262 V500', '#ffffff', 10, { 'stroke-opacity': 0.25 }),
  ].join(''),
)

export const doubleStove = table((paint) =>
  [
    ground(400, 668, 310),
    solid('M160 250 H640 V470 H160 Z', paint.shade),
    stroke('M160 470 L130 300 M640 470 L670 300', paint.deep, 10),
    solid('M130 470 H670 L684 570 H116 Z', mix(paint.base, '#9b968c', 0.65)),
    solid('M116 570 H684 V640 Q684 656 668 656 H132 Q116 656 116 640 Z', paint.base),
    ...[270, 530].flatMap((x) => [
      ellipse(x, 522, 88, 26, '#5c5953'),
      ellipse(x, 518, 46, 13, iron),
      stroke(`M${x - 104} 512 H${x + 104} M${x - 92} 534 H${x + 92} M${x} 490 V552`, iron, 6),
    ]),
    ...[230, 300, 500, 570].map(
      (x) => ellipse(x, 614, 20, 20, iron) + stroke(`M${x} 614 v-16`, '#e8e0d0', 5),
    ),
  ].join(''),
)

export const canister = table(
  (paint) =>
    ground(400, 672, 170) +
    cylinder(272, 420, 256, 230, paint.base, mix(paint.base, '#ffffff', 0.35)) +
    path(
      'M272 420 Q280 330 370 316 H430 Q520 330 528 420 A128 23 0 0 1 272 420 Z',
      mix(paint.base, '#ffffff', 0.2),
    ) +
    block(372, 276, 56, 46, 8, '#b9b4a9') +
    path('M272 486 A128 23 0 0 0 528 486 V580 A128 23 0 0 1 272 580 Z', '#f4eddd') +
    stroke('M372 566 q-22 -34 28 -66 q50 32 28 66 q-28 18 -56 0 Z', '#c46a3c', 8),
)

export const kettle = table((paint) =>
  [
    ground(400, 664, 230),
    stroke('M262 380 Q290 190 400 190 Q510 190 538 380', '#7a5a3c', 18),
    solid('M540 470 Q620 440 640 350 L672 356 Q672 500 560 560 Z', paint.shade),
    solid(
      'M262 372 Q180 500 222 620 Q236 654 280 656 H520 Q564 654 578 620 Q620 500 538 372 Q400 346 262 372 Z',
      paint.base,
    ),
    ellipse(400, 370, 138, 24, paint.shade),
    ellipse(400, 362, 96, 18, mix(paint.base, '#ffffff', 0.2)),
    ellipse(400, 340, 20, 18, '#7a5a3c'),
    stroke('M262 372 Q400 400 538 372', mix(paint.base, '#14100d', 0.7), 6),
    stroke('M250 450 Q226 540 252 610', '#ffffff', 16, { 'stroke-opacity': 0.28 }),
  ].join(''),
)

export const pot = table((paint) =>
  [
    ground(400, 664, 270),
    stroke(
      'M196 440 q-50 6 -46 46 q4 30 50 28 M604 440 q50 6 46 46 q-4 30 -50 28',
      mix(paint.base, '#14100d', 0.5),
      17,
    ),
    cylinder(190, 396, 420, 230, paint.base, paint.shade),
    ellipse(400, 390, 214, 38, mix(paint.base, '#ffffff', 0.12)),
    ellipse(400, 382, 206, 34, paint.base),
    stroke('M190 398 A210 38 0 0 0 610 398', '#f1ead9', 6),
    ellipse(400, 346, 34, 20, '#2d2b28'),
    stroke('M226 450 V600', '#ffffff', 16, { 'stroke-opacity': 0.22 }),
  ].join(''),
)

export const skillet: Drawing = {
  setting: 'flat',
  draw: () =>
    [
      stroke('M440 440 L640 640', iron, 52),
      stroke('M450 450 L640 640', '#4a4844', 30),
      ellipse(636, 636, 15, 15, '#cfc4b0'),
      ellipse(330, 330, 220, 220, iron),
      ellipse(330, 330, 220, 220, 'url(#light)'),
      path('M500 208 l52 -22 l-10 56 Z M160 452 l-54 20 l12 -56 Z', iron),
      ellipse(330, 330, 188, 188, '#2b2a27'),
      ellipse(330, 330, 176, 176, '#3b3a36'),
      stroke('M206 300 Q222 214 312 190', '#6b6963', 9, { 'stroke-opacity': 0.6 }),
    ].join(''),
}

export const dutchOven = table(() =>
  [
    ground(400, 678, 270),
    stroke('M214 470 Q200 230 400 220 Q600 230 586 470', '#57534c', 9),
    stroke('M262 620 L240 676 M538 620 L560 676 M400 640 V680', iron, 26),
    solid('M196 430 H604 Q616 560 560 640 Q400 668 240 640 Q184 560 196 430 Z', iron),
    solid('M176 400 H624 Q632 436 608 440 H192 Q168 436 176 400 Z', '#45433e'),
    path('M190 400 Q400 350 610 400 Z', '#3d3b37'),
    stroke('M366 372 q34 -40 68 0', '#2a2926', 15),
    stroke('M226 470 Q222 560 262 616', '#7a776f', 10, { 'stroke-opacity': 0.5 }),
  ].join(''),
)

export const cookSet = table((paint) =>
  [
    ground(400, 664, 270),
    cylinder(180, 430, 330, 210, paint.base),
    ellipse(345, 430, 150, 26, mix(paint.base, '#14100d', 0.5)),
    stroke('M510 470 L650 440 q22 -4 24 14 q0 16 -22 18 L510 510', '#3f3d39', 12),
    cylinder(450, 530, 190, 120, mix(paint.base, paint.light, 0.4)),
    ellipse(545, 530, 84, 15, mix(paint.base, '#14100d', 0.45)),
    ...steps(460, 620, 6).map((y) => stroke(`M206 ${y} h34`, paint.deep, 3, { 'stroke-opacity': 0.4 })),
  ].join(''),
)

export const grate = table(() =>
  [
    ground(400, 672, 300),
    [240, 330, 410, 500, 560]
      .map((x, index) =>
        path(
          `M${x} 660 q-${20 + index * 2} -60 6 -${100 + (index % 2) * 30} q36 50 18 ${100 + (index % 2) * 30} Z`,
          index % 2 ? '#e0a04c' : '#cf6f3a',
        ),
      )
      .join(''),
    stroke('M180 660 L420 640 M320 672 L600 640', '#6d5138', 30),
    stroke('M170 480 V672 M630 480 V672', '#4b4944', 12),
    stroke('M150 480 H650', '#4b4944', 14),
    ...steps(180, 620, 16).map((x) => stroke(`M${x} 480 L${x + (x - 400) * -0.12} 430`, '#66635d', 6)),
    stroke('M196 430 H604', '#4b4944', 9),
  ].join(''),
)

export const cooler = table((paint) =>
  [
    ground(400, 668, 280),
    stroke('M250 380 Q270 220 400 220 Q530 220 550 380', paint.deep, 22),
    block(164, 380, 472, 280, 34, paint.base),
    solid('M164 414 Q164 360 220 356 H580 Q636 360 636 414 V440 H164 Z', mix(paint.base, paint.light, 0.3)),
    stroke('M176 440 H624', paint.deep, 10, { 'stroke-opacity': 0.6 }),
    stroke('M176 440 H624', '#d9c9a4', 3, { 'stroke-dasharray': '4 4' }),
    block(270, 490, 260, 120, 14, paint.shade),
    stroke('M372 530 l28 -20 l28 20 M400 512 v64', '#f2eadb', 8),
  ].join(''),
)

export const basin = table(
  (paint) =>
    ground(400, 664, 280) +
    solid('M150 430 H650 L606 630 Q600 658 570 658 H230 Q200 658 194 630 Z', paint.base) +
    ellipse(400, 430, 250, 44, paint.light) +
    ellipse(400, 440, 226, 34, '#a9c4cb') +
    stroke('M300 436 q40 -14 80 0 M430 448 q36 -12 70 0', '#e6f0f1', 5) +
    stroke('M150 452 q-40 10 -30 50 q14 26 46 6 M650 452 q40 10 30 50 q-14 26 -46 6', paint.deep, 13),
)
