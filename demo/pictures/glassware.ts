import { symmetric } from './outline.ts'
import { type Drawing, type Paint, table } from './scene.ts'
import { block, box, clipped, ellipse, ground, group, path, solid, steps, stroke } from './shapes.ts'
import { mix } from './tones.ts'

const _clay = '#c9a684'
const _speckle = (paint: Paint) =>
  steps(0, 39, 40)
    .map((index) =>
      ellipse(180 + ((index * 137) % 440), 330 + ((index * 89) % 330), 3, 2.4, paint.deep, {
        'fill-opacity': 0.35,
      }),
    )
    .join('')

const glassy = (d: string, paint: Paint) =>
  path(d, mix(paint.base, '#ffffff', 0.35), { 'fill-opacity': 0.55 }) +
  path(d, 'url(#light)') +
  stroke(d, mix(paint.base, '#1d1511', 0.25), 4, { 'stroke-opacity': 0.6 })

export const tumbler = table((paint) => {
  const one = (x: number, y: number, id: string) =>
    group(
      glassy('M312 400 L330 630 Q334 648 356 648 H444 Q466 648 470 630 L488 400 Z', paint) +
        clipped(
          id,
          'M318 480 H482 L470 630 Q466 648 444 648 H356 Q334 648 330 630 Z',
          path('M300 500 Q400 520 500 500 V660 H300 Z', '#dfeaea', { 'fill-opacity': 0.7 }),
        ) +
        ellipse(400, 400, 88, 17, '#ffffff', {
          'fill-opacity': 0.45,
          stroke: mix(paint.base, '#1d1511', 0.25),
          'stroke-width': 4,
        }) +
        stroke('M340 430 L350 600', '#ffffff', 10, { 'stroke-opacity': 0.6 }),
      { transform: `translate(${x} ${y})` },
    )
  return ground(400, 656, 290) + one(96, -56, 't1') + one(-110, 4, 't2')
})

export const wineGlass = table((paint) => {
  const one = (x: number, y: number) =>
    group(
      ellipse(400, 646, 76, 15, mix(paint.base, '#ffffff', 0.4), { 'fill-opacity': 0.8 }) +
        stroke('M400 640 V520', mix(paint.base, '#ffffff', 0.2), 14) +
        glassy('M306 300 Q300 520 400 526 Q500 520 494 300 Z', paint) +
        path('M308 400 Q316 516 400 520 Q484 516 492 400 Q400 424 308 400 Z', '#8a3545', {
          'fill-opacity': 0.85,
        }) +
        ellipse(400, 300, 94, 17, '#ffffff', {
          'fill-opacity': 0.4,
          stroke: mix(paint.base, '#1d1511', 0.25),
          'stroke-width': 4,
        }) +
        stroke('M332 330 Q330 420 352 480', '#ffffff', 9, { 'stroke-opacity': 0.6 }),
      { transform: `translate(${x} ${y})` },
    )
  return ground(400, 660, 250) + one(100, -44) + one(-96, 6)
})

export const carafe = table(
  (paint) =>
    ground(400, 664, 180) +
    glassy(
      'M364 220 H436 Q434 330 500 420 Q540 500 520 610 Q512 656 460 658 H340 Q288 656 280 610 Q260 500 300 420 Q366 330 364 220 Z',
      paint,
    ) +
    path(
      'M276 500 Q400 526 524 500 Q540 560 520 612 Q510 656 460 658 H340 Q288 656 280 610 Q268 556 276 500 Z',
      '#dfeaea',
      { 'fill-opacity': 0.75 },
    ) +
    ellipse(400, 196, 42, 42, '#c79b66') +
    [
      [388, 186],
      [412, 206],
      [404, 180],
    ]
      .map(([x = 0, y = 0]) => ellipse(x, y, 4, 4, '#8d683f'))
      .join('') +
    stroke('M312 460 Q290 540 306 612', '#ffffff', 13, { 'stroke-opacity': 0.6 }),
)

/** Insulated bottles: a body, a shoulder, a lid. */
function bottle(top: number, width: number, loop: boolean): Drawing {
  return table((paint) => {
    const half = width / 2
    const d = symmetric(
      [400, top],
      [
        [400 - half * 0.55, top],
        [400 - half * 0.6, top + 60, 400 - half, top + 90],
        [400 - half, 630],
        [400 - half, 662, 400 - half + 36, 662],
        [400, 662],
      ],
    )
    return [
      ground(400, 666, half * 1.5),
      loop
        ? stroke(
            `M370 ${top - 66} Q372 ${top - 118} 400 ${top - 118} Q428 ${top - 118} 430 ${top - 66}`,
            '#3f3d3a',
            14,
          )
        : '',
      block(400 - half * 0.56, top - 70, half * 1.12, 74, 14, '#4a4845'),
      solid(d, paint.base),
      stroke(`M${400 - half + 30} ${top + 110} V630`, '#ffffff', 14, { 'stroke-opacity': 0.25 }),
      box(400 - half, 640, width, 8, 2, paint.deep),
      stroke('M380 480 q20 -34 40 0 q-20 30 -40 0', mix(paint.base, '#fff6e6', 0.6), 6),
    ].join('')
  })
}

export const flask = bottle(250, 190, true)

export const foodJar = bottle(370, 210, false)

export const sprayBottle = table(
  (paint) =>
    ground(400, 664, 140) +
    block(366, 236, 68, 40, 8, '#f1ead9') +
    stroke('M366 248 h-26', '#f1ead9', 14) +
    block(376, 276, 48, 44, 4, '#d9cfbb') +
    path(
      'M312 360 Q312 320 352 318 H448 Q488 320 488 360 V630 Q488 660 456 660 H344 Q312 660 312 630 Z',
      '#8a6a4a',
      { 'fill-opacity': 0.9 },
    ) +
    path(
      'M312 360 Q312 320 352 318 H448 Q488 320 488 360 V630 Q488 660 456 660 H344 Q312 660 312 630 Z',
      'url(#light)',
    ) +
    box(328, 410, 144, 180, 6, '#f4eddd') +
    stroke('M400 560 V470 M400 520 q-22 -6 -24 -28 M400 500 q22 -6 24 -28', '#7c8a5e', 6) +
    [
      [400, 456],
      [372, 436],
      [428, 466],
      [384, 470],
    ]
      .map(([x = 0, y = 0]) => ellipse(x, y, 10, 12, paint.base))
      .join(''),
)
