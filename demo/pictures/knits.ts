import { symmetric } from './outline.ts'
import { type Drawing, flat, type Paint } from './scene.ts'
import { clipped, ellipse, group, path, solid, steps, stroke } from './shapes.ts'
import { mix } from './tones.ts'

function ribs(from: number, to: number, count: number, top: number, bottom: number, paint: Paint): string {
  return steps(from, to, count)
    .map((x) => stroke(`M${x} ${top} V${bottom}`, paint.line, 3, { 'stroke-opacity': 0.4 }))
    .join('')
}

const crown = symmetric(
  [400, 176],
  [
    [262, 176, 236, 330],
    [226, 400, 230, 470],
    [400, 486],
  ],
)

function cap(paint: Paint): string {
  const cuff = symmetric(
    [400, 436],
    [
      [220, 424],
      [210, 500, 222, 566],
      [400, 584],
    ],
  )
  return (
    solid(crown, paint.base) +
    clipped('crown', crown, ribs(240, 560, 17, 170, 500, paint)) +
    solid(cuff, mix(paint.base, paint.shade, 0.5)) +
    clipped('cuff', cuff, ribs(222, 578, 22, 420, 590, paint)) +
    stroke('M221 428 Q400 446 579 428', paint.deep, 5, { 'stroke-opacity': 0.35 })
  )
}

function pompom(paint: Paint): string {
  const pale = mix(paint.base, '#f5ecdc', 0.65)
  const tufts = steps(0, 345, 24).map((angle) =>
    group(stroke('M400 150 V84', angle % 2 ? pale : mix(pale, paint.base, 0.3), 15), {
      transform: `rotate(${angle} 400 150)`,
    }),
  )
  return ellipse(400, 150, 60, 60, pale) + tufts.join('')
}

/** Hats, scarves and gloves: small knits laid flat. */
export const beanie = flat((paint) => group(cap(paint), { transform: 'translate(0 20)' }))
export const bobbleHat = flat((paint) => group(cap(paint) + pompom(paint), { transform: 'translate(0 40)' }))

export const headband = flat((paint) => {
  const d = symmetric(
    [400, 330],
    [
      [250, 318, 196, 356],
      [176, 420, 200, 470],
      [260, 500, 400, 486],
    ],
  )
  const knot = 'M372 322 Q400 306 428 322 Q444 410 428 494 Q400 510 372 494 Q356 410 372 322 Z'
  return (
    solid(d, paint.base) +
    clipped(
      'band',
      d,
      steps(340, 486, 9)
        .map((y) =>
          stroke(`M180 ${y + 14} Q400 ${y - 10} 620 ${y + 14}`, paint.line, 3, { 'stroke-opacity': 0.4 }),
        )
        .join(''),
    ) +
    solid(knot, paint.shade) +
    clipped('knot', knot, ribs(376, 424, 5, 300, 520, paint))
  )
})

export const neckWarmer = flat((paint) => {
  const d = symmetric(
    [400, 226],
    [
      [290, 226, 268, 262],
      [292, 420, 256, 560],
      [300, 600, 400, 600],
    ],
  )
  const folds = [320, 390, 468].map((y, index) =>
    stroke(`M280 ${y} Q${360 + index * 20} ${y + 44} 524 ${y - 8}`, paint.deep, 8, {
      'stroke-opacity': 0.24,
    }),
  )
  return (
    solid(d, paint.base) +
    ellipse(400, 254, 128, 34, mix(paint.base, '#14100d', 0.42)) +
    clipped('neck', d, folds.join(''))
  )
})

/** A scarf, looped once. */
export function scarf(face: 'ribbed' | 'herringbone'): Drawing {
  return flat((paint) => {
    const tail = 'M300 300 L396 300 L420 660 L318 668 Z'
    const under = 'M404 286 L500 296 L512 600 L414 604 Z'
    const loop = 'M236 246 Q230 168 400 164 Q570 168 564 246 Q560 340 400 346 Q240 340 236 246 Z'
    const hole = 'M300 236 Q304 202 400 200 Q496 202 500 236 Q492 270 400 274 Q308 270 300 236 Z'
    const weave = face === 'herringbone' ? herringbone(paint) : ribs(230, 570, 34, 150, 680, paint)
    return [
      solid(under, paint.shade),
      fringe(414, 512, 602, paint),
      solid(tail, paint.base),
      clipped('tail', tail, weave),
      fringe(318, 420, 666, paint),
      solid(loop, paint.base),
      clipped('loop', loop, weave),
      path(hole, mix(paint.base, '#14100d', 0.45)),
      stroke('M262 306 Q400 372 540 306', paint.deep, 5, { 'stroke-opacity': 0.35 }),
    ].join('')
  })
}

function fringe(from: number, to: number, y: number, paint: Paint): string {
  return steps(from + 4, to - 4, 12)
    .map((x, index) => stroke(`M${x} ${y} l${(index % 3) - 1} 34`, paint.base, 5))
    .join('')
}

function herringbone(paint: Paint): string {
  const d = steps(150, 690, 37).flatMap((y) =>
    steps(230, 566, 13).map((x, column) => `M${x} ${y}l26 ${column % 2 ? 12 : -12}`),
  )
  return stroke(d.join(''), paint.light, 3, { 'stroke-opacity': 0.45 })
}

export const gloves = flat((paint) => pair((side) => hand(paint, side, true)))
export const mittens = flat((paint) => pair((side) => hand(paint, side, false)))

function pair(draw: (side: string) => string): string {
  return (
    group(draw('left'), { transform: 'translate(-28 30) rotate(-7 260 420)' }) +
    group(draw('right'), { transform: 'translate(828 30) scale(-1 1) rotate(-7 260 420)' })
  )
}

function hand(paint: Paint, side: string, fingers: boolean): string {
  const palm = fingers
    ? 'M186 470 L182 300 Q180 180 202 180 Q224 180 226 296 L230 160 Q234 132 252 134 Q272 136 272 162 L272 292 L284 172 Q290 148 306 152 Q322 156 320 180 L312 300 L330 224 Q338 206 352 212 Q364 220 358 244 L334 400 Q330 440 328 470 Z'
    : 'M184 470 Q172 300 190 226 Q208 140 266 140 Q328 142 336 226 Q342 300 330 470 Z'
  const thumb = 'M326 344 Q352 300 380 268 Q404 256 412 282 Q410 330 336 430 Z'
  const cuff = 'M182 462 L332 462 L338 604 Q258 618 176 604 Z'
  return [
    solid(thumb, paint.shade),
    solid(palm, paint.base),
    solid(cuff, mix(paint.base, paint.shade, 0.7)),
    clipped(`cuff-${side}`, cuff, ribs(184, 334, 12, 460, 620, paint)),
    fingers
      ? ''
      : stroke('M204 330 q56 34 118 0 M206 384 q54 30 116 0', mix(paint.base, '#f5ecdc', 0.6), 9, {
          'stroke-dasharray': '3 14',
        }),
  ].join('')
}

/** A pair of socks; the height is where the cuff begins. */
export function socks(height: number): Drawing {
  return flat(
    (paint) =>
      group(sock(height, paint, 'back'), { transform: 'translate(86 -10)' }) +
      group(sock(height, paint, 'front'), { transform: 'translate(-50 24)' }),
  )
}

function sock(top: number, paint: Paint, name: string): string {
  const d = `M268 ${top} H404 L410 470 Q412 500 436 520 L556 590 Q600 620 580 660 Q560 690 500 672 L330 622 Q272 602 272 530 Z`
  const toe = 'M512 560 Q610 590 596 650 Q570 700 490 676 Z'
  const heel = 'M262 500 Q270 634 350 640 Q380 560 300 500 Z'
  const cuff = `M262 ${top - 4} H412 V${top + 54} H262 Z`
  const accent = mix(paint.base, '#f1e6d2', paint.lightness > 0.7 ? 0 : 0.5)
  const dark = paint.lightness > 0.7 ? paint.deep : accent
  return (
    solid(d, paint.base) +
    clipped(
      name,
      d,
      path(toe, dark) +
        path(heel, dark) +
        path(cuff, paint.shade) +
        ribs(270, 404, 12, top, top + 54, paint) +
        stroke(`M262 ${top + 78} H420`, dark, 9) +
        stroke(`M262 ${top + 98} H420`, dark, 4),
    )
  )
}
