import { symmetric } from './outline.ts'
import { room, table } from './scene.ts'
import { block, ellipse, ground, path, solid, steps, stroke } from './shapes.ts'
import { mix } from './tones.ts'

const glow = (x: number, y: number, rx: number, ry = rx) => ellipse(x, y, rx, ry, 'url(#glow)')
const linen = '#efe4cd'

export const domeLamp = table(
  (paint) =>
    glow(400, 520, 320, 200) +
    ground(400, 660, 170) +
    solid('M372 420 H428 L436 620 H364 Z', mix(paint.base, paint.shade, 0.4)) +
    solid(
      'M290 640 Q290 616 330 614 H470 Q510 616 510 640 Q510 658 480 658 H320 Q290 658 290 640 Z',
      paint.base,
    ) +
    ellipse(400, 428, 190, 26, '#fff3d0') +
    solid('M204 424 Q208 232 400 226 Q592 232 596 424 Q400 448 204 424 Z', paint.base) +
    stroke('M250 390 Q264 290 350 258', '#ffffff', 14, { 'stroke-opacity': 0.25 }),
)

export const tableLamp = table(
  (paint) =>
    glow(400, 330, 340, 280) +
    ground(400, 664, 190) +
    solid('M390 470 Q300 500 300 580 Q304 656 400 660 Q496 656 500 580 Q500 500 410 470 Z', paint.base) +
    block(388, 420, 24, 60, 4, '#c2a05a') +
    solid('M286 190 H514 L570 430 H230 Z', linen) +
    ellipse(400, 430, 170, 20, '#fff6da') +
    steps(300, 500, 8)
      .map((x) => stroke(`M${x} 194 L${400 + (x - 400) * 1.48} 428`, '#d9c9a6', 2, { 'stroke-opacity': 0.6 }))
      .join('') +
    stroke('M320 540 Q306 590 330 630', '#ffffff', 13, { 'stroke-opacity': 0.25 }),
)

export const deskLamp = table(
  (paint) =>
    glow(250, 480, 260, 200) +
    ground(440, 664, 190) +
    stroke('M500 640 L560 400 L370 250', paint.base, 18) +
    ellipse(560, 400, 20, 20, '#c2a05a') +
    ellipse(372, 252, 15, 15, '#c2a05a') +
    solid(
      'M390 644 Q390 616 430 614 H580 Q616 616 616 644 Q616 660 590 660 H416 Q390 660 390 644 Z',
      paint.base,
    ) +
    path('M180 398 L330 330 L352 384 Z', '#fff3d0') +
    solid('M160 400 Q190 250 330 214 Q390 214 396 262 Q380 330 352 390 Z', paint.base) +
    stroke('M214 350 Q240 280 310 252', '#ffffff', 12, { 'stroke-opacity': 0.25 }),
)

export const floorLamp = room(
  (paint) =>
    glow(300, 380, 280, 240) +
    ellipse(470, 716, 190, 24, 'url(#ground)') +
    stroke('M480 700 V240 Q480 120 380 124', paint.base, 14) +
    ellipse(480, 706, 116, 22, '#34332f') +
    solid('M226 300 Q236 150 380 130 Q460 134 462 190 Q452 250 420 300 Q320 330 226 300 Z', paint.base) +
    ellipse(323, 302, 98, 18, '#fff3d0'),
)

export const tripodLamp = room(
  (paint) =>
    glow(400, 260, 320, 260) +
    ellipse(400, 716, 220, 24, 'url(#ground)') +
    stroke('M400 370 L270 710 M400 370 L530 710 M400 370 L412 690', paint.base, 20) +
    stroke('M330 560 H470', paint.shade, 9) +
    block(388, 330, 24, 60, 4, '#c2a05a') +
    solid('M268 120 H532 L560 340 H240 Z', linen) +
    ellipse(400, 340, 160, 18, '#fff6da') +
    steps(284, 516, 9)
      .map((x) => stroke(`M${x} 124 L${400 + (x - 400) * 1.2} 338`, '#d9c9a6', 2, { 'stroke-opacity': 0.6 }))
      .join(''),
)

const flex = stroke('M400 0 V240', '#4d463d', 7)

export const pendant = room(
  (paint) =>
    flex +
    glow(400, 570, 330, 200) +
    block(366, 226, 68, 66, 12, '#c2a05a') +
    ellipse(400, 500, 236, 34, '#fff3d0') +
    solid('M164 496 Q190 340 360 290 H440 Q610 340 636 496 Q400 530 164 496 Z', paint.base) +
    ellipse(400, 514, 50, 40, '#fff9e4') +
    path('M164 496 Q400 530 636 496 L636 506 Q400 546 164 506 Z', paint.deep) +
    stroke('M222 440 Q260 360 340 322', '#ffffff', 14, { 'stroke-opacity': 0.22 }),
)

export const wovenPendant = room((paint) => {
  const d = symmetric(
    [400, 236],
    [
      [300, 240, 222, 400],
      [180, 520, 250, 560],
      [330, 580, 400, 580],
    ],
  )
  return (
    flex +
    glow(400, 430, 330, 260) +
    solid(d, mix(paint.base, '#ffe9b0', 0.3)) +
    steps(290, 560, 10)
      .map((y) =>
        stroke(
          `M${400 - Math.min(206, (y - 190) * 0.9)} ${y} Q400 ${y + 34} ${400 + Math.min(206, (y - 190) * 0.9)} ${y}`,
          paint.base,
          13,
        ),
      )
      .join('') +
    steps(-3, 3, 7)
      .map((index) =>
        stroke(`M${400 + index * 14} 240 Q${400 + index * 64} 400 ${400 + index * 46} 574`, paint.shade, 7),
      )
      .join('')
  )
})

export const globePendant = room(
  (paint) =>
    flex +
    glow(400, 430, 380, 360) +
    ellipse(400, 420, 220, 200, paint.base) +
    ellipse(400, 420, 220, 200, 'url(#light)') +
    ellipse(400, 430, 150, 140, 'url(#glow)') +
    steps(250, 590, 13)
      .map((y) => {
        const half = Math.sqrt(Math.max(0, 1 - ((y - 420) / 200) ** 2)) * 220
        return stroke(`M${400 - half} ${y} Q400 ${y + 20} ${400 + half} ${y}`, '#cdbf9f', 3, {
          'stroke-opacity': 0.7,
        })
      })
      .join(''),
)

export const sconce = room(
  (paint) =>
    glow(430, 350, 300) +
    ellipse(260, 450, 60, 96, paint.base) +
    ellipse(260, 450, 60, 96, 'url(#light)') +
    stroke('M260 450 Q360 520 430 430', paint.base, 20) +
    block(408, 400, 44, 60, 8, paint.shade) +
    ellipse(430, 330, 88, 88, '#fff5d8') +
    ellipse(430, 330, 88, 88, 'url(#glow)'),
)
