import type { Drawing, Paint } from './scene.ts'
import { clipped, ellipse, ground, group, path, solid, steps, stroke } from './shapes.ts'
import { mix } from './tones.ts'

/** A pair of shoes on a table: the same shoe twice, the far one a little behind. */
function pairOf(shoe: (paint: Paint, name: string) => string): Drawing {
  return {
    setting: 'table',
    draw: (paint) =>
      ground(400, 668, 320) +
      group(shoe({ ...paint, base: mix(paint.base, '#1d1815', 0.1) }, 'far'), {
        transform: 'translate(76 -46)',
      }) +
      group(shoe(paint, 'near'), { transform: 'translate(-36 6)' }),
  }
}

const dark = '#2e2a27'
const gum = '#b98f5e'

function sole(d: string, fill: string, lugs: boolean): string {
  const teeth = lugs
    ? steps(196, 596, 14)
        .map((x) => path(`M${x} 656 h18 v12 h-18 Z`, fill))
        .join('')
    : ''
  return solid(d, fill) + teeth
}

const soleLine = 'M170 612 Q166 660 190 660 H610 Q648 656 640 612 Q520 632 420 622 Q300 612 170 612 Z'

function laces(points: [number, number][], colour: string): string {
  return points
    .map(
      ([x, y]) =>
        stroke(`M${x - 22} ${y + 8} L${x + 20} ${y - 8}`, colour, 7) +
        ellipse(x - 24, y + 9, 5, 5, '#cbb58a'),
    )
    .join('')
}

/** A laced boot; the leg ends at `top`. */
function boot(top: number, lining: string | null, paint: Paint, name: string): string {
  const upper = `M186 ${top} Q180 500 172 616 Q400 634 636 616 Q646 560 572 528 Q480 500 430 452 Q404 420 398 ${top} Q290 ${top + 16} 186 ${top} Z`
  const toe = 'M520 505 Q650 540 640 618 L540 626 Q520 560 520 505 Z'
  const heel = 'M170 500 Q240 520 250 620 L168 618 Z'
  const tongue = `M330 ${top - 18} L410 ${top - 24} L418 ${top + 60} L360 ${top + 40} Z`
  const rows = steps(top + 40, 470, 5).map((y, index): [number, number] => [396 + index * index * 2.2, y])
  const low = steps(470, 520, 3).map((x, index): [number, number] => [x - 4, 494 + index * 12])
  const collar = lining
    ? stroke(`M186 ${top + 4} Q290 ${top + 20} 398 ${top + 4}`, lining, 30)
    : stroke(`M190 ${top + 12} Q290 ${top + 26} 396 ${top + 12}`, paint.deep, 22, { 'stroke-opacity': 0.5 })
  return (
    path(tongue, paint.shade) +
    solid(upper, paint.base) +
    clipped(
      `boot-${name}`,
      upper,
      path(toe, paint.shade) +
        path(heel, paint.shade) +
        stroke('M250 620 Q262 520 330 500 Q360 560 420 624', paint.line, 3, { 'stroke-opacity': 0.6 }),
    ) +
    collar +
    laces([...rows, ...low], lining ? '#e7d9bd' : mix(paint.light, '#e2b84f', 0.45)) +
    sole(soleLine, dark, true)
  )
}

export const hikingBoot = pairOf((paint, name) => boot(300, null, paint, name))
export const winterBoot = pairOf((paint, name) => boot(250, '#efe5d2', paint, name))

/** A low shoe for running, walking or town, by its sole. */
function lowShoe(style: 'trail' | 'walking' | 'sneaker'): Drawing {
  return pairOf((paint, name) => {
    const upper =
      'M184 470 Q168 540 170 616 Q400 634 640 618 Q652 570 584 548 Q500 520 446 462 Q420 436 400 448 Q330 520 262 486 Q236 452 214 452 Q190 452 184 470 Z'
    const lining =
      'M214 452 Q236 452 262 486 Q330 520 400 448 Q410 442 420 446 Q340 470 300 466 Q250 452 214 452 Z'
    const pale =
      style === 'sneaker' ? '#f1e9da' : style === 'walking' ? gum : mix(paint.base, '#f4ede0', 0.75)
    const trim =
      style === 'trail'
        ? path('M250 620 L330 520 L372 512 L318 622 Z', mix(paint.base, '#f4ede0', 0.55)) +
          path('M372 622 L420 520 L446 512 L430 624 Z', mix(paint.base, '#f4ede0', 0.3))
        : stroke('M330 510 Q360 580 440 622', paint.line, 3, { 'stroke-opacity': 0.6 })
    const toe =
      style === 'sneaker'
        ? path('M560 540 Q660 566 642 622 L566 626 Q546 580 560 540 Z', '#f1e9da')
        : path('M556 536 Q654 562 642 620 L566 624 Q546 580 556 536 Z', paint.shade)
    return (
      solid(upper, paint.base) +
      clipped(`shoe-${name}`, upper, trim + toe + path('M168 520 Q214 530 226 622 L166 620 Z', paint.shade)) +
      path(lining, mix(paint.base, '#14100d', 0.5)) +
      laces(
        [
          [432, 468],
          [456, 488],
          [484, 506],
          [512, 522],
        ],
        style === 'trail' ? mix(paint.light, '#ffffff', 0.4) : '#efe6d4',
      ) +
      sole(soleLine, pale, style === 'trail')
    )
  })
}

export const trailShoe = lowShoe('trail')
export const walkingShoe = lowShoe('walking')
export const sneaker = lowShoe('sneaker')

export const chelseaBoot = pairOf((paint, name) => {
  const upper =
    'M196 296 Q186 480 172 616 Q400 634 636 616 Q644 560 560 532 Q440 500 412 420 Q400 360 402 296 Q300 310 196 296 Z'
  const gore = 'M262 320 L346 320 Q336 420 306 470 Q270 420 262 320 Z'
  return (
    stroke('M214 298 V256 h22 V298', paint.shade, 10) +
    solid(upper, paint.base) +
    clipped(
      `chelsea-${name}`,
      upper,
      path(gore, paint.deep) +
        steps(272, 338, 8)
          .map((x) => stroke(`M${x} 318 V474`, paint.shade, 2))
          .join(''),
    ) +
    stroke('M306 470 Q330 560 460 622', paint.line, 3, { 'stroke-opacity': 0.5 }) +
    sole(soleLine, dark, true)
  )
})

export const rubberBoot = pairOf((paint) => {
  const upper =
    'M206 150 Q198 420 174 616 Q400 634 632 616 Q640 556 560 534 Q440 508 418 430 Q404 320 410 150 Q300 166 206 150 Z'
  return (
    solid(upper, paint.base) +
    ellipse(308, 152, 102, 16, mix(paint.base, '#14100d', 0.5)) +
    stroke('M206 186 Q300 204 410 186', paint.shade, 10) +
    stroke('M420 440 Q380 470 330 462', paint.deep, 5, { 'stroke-opacity': 0.35 }) +
    stroke('M232 220 Q226 400 214 520', '#ffffff', 12, { 'stroke-opacity': 0.22 }) +
    sole(soleLine, mix(paint.base, '#1d1815', 0.55), true)
  )
})

export const sandal = pairOf((paint) => {
  const bed = 'M160 600 Q158 640 200 642 H600 Q650 640 644 606 Q560 590 440 606 Q280 590 160 600 Z'
  const strap = (d: string) =>
    stroke(d, paint.shade, 42, { 'stroke-linecap': 'butt' }) +
    stroke(d, paint.base, 34, { 'stroke-linecap': 'butt' })
  return (
    strap('M232 604 Q196 520 232 470 Q330 520 372 604') +
    solid(bed, gum) +
    path('M160 616 Q158 660 200 660 H606 Q648 656 644 618 Q400 650 160 616 Z', dark) +
    strap('M372 606 Q420 520 500 604') +
    strap('M500 606 Q550 544 612 604') +
    [
      [410, 556],
      [536, 574],
      [232, 486],
    ]
      .map(([x, y]) => ellipse(x ?? 0, y ?? 0, 10, 10, '#cfc8bb'))
      .join('')
  )
})

/** Slippers, low or up to the ankle; the high ones show their fleece. */
export function slipper(high: boolean): Drawing {
  return pairOf((paint) => {
    const top = high ? 360 : 492
    const upper = `M186 ${top} Q172 560 174 622 Q400 640 632 622 Q650 556 560 530 Q470 510 430 ${top + 20} Q420 ${top} 404 ${top} Q290 ${top + 14} 186 ${top} Z`
    const collar = high
      ? stroke(`M190 ${top + 4} Q292 ${top + 18} 412 ${top + 4}`, '#efe5d2', 44) +
        steps(186, 410, 13)
          .map((x) => ellipse(x, top + 6, 14, 22, '#f5eddd'))
          .join('')
      : ellipse(300, top + 4, 116, 18, mix(paint.base, '#14100d', 0.42)) +
        stroke(`M186 ${top} Q292 ${top + 34} 412 ${top + 2}`, paint.light, 7)
    return (
      solid(upper, paint.base) +
      stroke('M470 520 Q420 570 430 624', paint.line, 3, { 'stroke-dasharray': '8 7' }) +
      collar +
      path('M174 616 Q170 650 200 650 H606 Q642 648 634 616 Q400 640 174 616 Z', mix(gum, '#3a2a1c', 0.3))
    )
  })
}

export const clog = pairOf((paint) => {
  const upper =
    'M300 470 Q170 500 168 600 Q170 650 210 652 H600 Q650 650 640 600 Q620 520 520 500 Q470 470 300 470 Z'
  return (
    ellipse(290, 500, 118, 36, mix(paint.base, '#14100d', 0.55)) +
    solid(upper.replace('M300 470 Q170 500', 'M400 480 Q300 560 172 520 Q168 550'), paint.base) +
    [430, 480, 530].map((x) => ellipse(x, 540, 11, 8, paint.deep)).join('') +
    path('M170 622 Q400 650 640 616 Q642 652 606 654 H206 Q174 652 170 622 Z', paint.shade)
  )
})

export const gaiters: Drawing = {
  setting: 'flat',
  draw: (paint) =>
    [0, 1]
      .map((side) =>
        group(
          solid(
            'M170 210 Q260 196 350 210 L338 480 Q352 540 376 590 Q260 620 146 590 Q176 520 180 470 Z',
            paint.base,
          ) +
            stroke('M172 240 Q260 226 348 240', paint.deep, 12) +
            stroke('M260 212 V600', paint.deep, 9, { 'stroke-opacity': 0.5 }) +
            stroke('M260 212 V600', '#d9c9a4', 3, { 'stroke-dasharray': '4 4' }) +
            stroke('M160 588 Q260 660 364 588', '#3a3532', 10),
          { transform: `translate(${side * 280 - 10} 0)` },
        ),
      )
      .join(''),
}

export const insoles: Drawing = {
  setting: 'flat',
  draw: (paint) =>
    [0, 1]
      .map((side) => {
        const d =
          'M250 150 Q350 150 356 260 Q356 360 326 440 Q316 500 334 570 Q340 664 262 668 Q186 664 194 570 Q206 480 180 380 Q150 170 250 150 Z'
        return group(
          solid(d, paint.base) + path('M196 556 Q260 540 332 560 Q344 664 262 668 Q186 664 196 556 Z', gum),
          { transform: side ? 'translate(800 0) scale(-1 1) translate(-4 0)' : 'translate(-4 0)' },
        )
      })
      .join(''),
}
