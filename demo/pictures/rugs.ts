import { symmetric } from './outline.ts'
import { type Drawing, flat, type Paint } from './scene.ts'
import { block, clipped, group, solid, steps, stroke } from './shapes.ts'
import { mix } from './tones.ts'
import { threads, tufts, type Weave, woven } from './weaves.ts'

const _room = (draw: (paint: Paint) => string): Drawing => ({ setting: 'floor', draw })

/** A rug seen from above, with a fringe at both short ends. */
export function rug(weave: Weave, width: number, height: number, fringed = true): Drawing {
  return flat((paint) => {
    const [x, y] = [400 - width / 2, 400 - height / 2]
    const d = `M${x} ${y} H${x + width} V${y + height} H${x} Z`
    const fringe = fringed
      ? steps(y + 5, y + height - 5, Math.round(height / 12))
          .map((at) => stroke(`M${x} ${at} h-24 M${x + width} ${at} h24`, mix(paint.base, '#efe6d2', 0.6), 4))
          .join('')
      : ''
    return group(
      fringe + solid(d, paint.base) + clipped('rug', d, woven(weave, x, y, width, height, paint)),
      { transform: weave === 'border' ? 'rotate(90 400 400)' : 'rotate(-4 400 400)' },
    )
  })
}

/** A mat for door or bath, of bristles or of thread. */
export function mat(face: 'bristles' | 'threads'): Drawing {
  const d = 'M120 260 H680 V540 H120 Z'
  const cover = face === 'bristles' ? tufts : threads
  return flat(
    (paint) =>
      block(112, 252, 576, 296, 14, mix(paint.base, '#1d1511', 0.5)) +
      solid(d, paint.base) +
      clipped('mat', d, cover(120, 260, 560, 280, paint)) +
      stroke('M150 290 H650 V510 H150 Z', paint.deep, 8, { 'stroke-opacity': 0.55 }),
  )
}

export const sheepskin = flat((paint) => {
  const d = symmetric(
    [400, 120],
    [
      [330, 96, 286, 140],
      [180, 150, 196, 250],
      [236, 320, 206, 430],
      [150, 560, 236, 640],
      [300, 700, 340, 660],
      [372, 640, 400, 700],
    ],
  )
  const wool = steps(0, 219, 220).map((index) => {
    const x = 190 + ((index * 73) % 420)
    const y = 130 + ((index * 127) % 560)
    return stroke(
      `M${x} ${y} q${10 - (index % 3) * 8} 16 ${4 - (index % 4) * 3} 32`,
      index % 2 ? paint.light : paint.shade,
      6,
      { 'stroke-opacity': 0.75 },
    )
  })
  return (
    solid(d, paint.base) +
    clipped('fleece', d, wool.join('')) +
    stroke(d, paint.base, 14, { 'stroke-dasharray': '20 9' })
  )
})

/** A throw, folded over once, fringe down. */
export function blanket(pattern: 'plain' | 'check' | 'herringbone'): Drawing {
  return flat((paint) => {
    const d = 'M190 130 H610 L624 560 Q400 586 176 560 Z'
    const over = 'M190 130 H610 L616 330 Q400 352 184 330 Z'
    const weave =
      pattern === 'check'
        ? check(paint)
        : pattern === 'herringbone'
          ? zigzag(paint)
          : threads(170, 120, 470, 480, paint)
    return (
      solid(d, mix(paint.base, paint.shade, 0.35)) +
      clipped('throw', d, weave) +
      solid(over, paint.base) +
      clipped('fold', over, weave) +
      stroke('M184 332 Q400 354 616 332', paint.deep, 8, { 'stroke-opacity': 0.3 }) +
      steps(184, 616, 34)
        .map((x, index) =>
          stroke(
            `M${x} ${563 + Math.sin(((x - 176) / 448) * Math.PI) * 14} l${(index % 3) - 1} 48`,
            paint.base,
            6,
          ),
        )
        .join('')
    )
  })
}

function check(paint: Paint): string {
  const pale = mix(paint.base, '#f4ead6', 0.55)
  return (
    steps(200, 600, 5)
      .map(
        (x) =>
          stroke(`M${x} 120 V600`, pale, 26, { 'stroke-opacity': 0.4, 'stroke-linecap': 'butt' }) +
          stroke(`M${x + 50} 120 V600`, paint.deep, 16, { 'stroke-opacity': 0.4, 'stroke-linecap': 'butt' }),
      )
      .join('') +
    steps(150, 570, 6)
      .map(
        (y) =>
          stroke(`M160 ${y} H640`, pale, 26, { 'stroke-opacity': 0.4, 'stroke-linecap': 'butt' }) +
          stroke(`M160 ${y + 44} H640`, paint.deep, 16, { 'stroke-opacity': 0.4, 'stroke-linecap': 'butt' }),
      )
      .join('')
  )
}

function zigzag(paint: Paint): string {
  return steps(130, 590, 24)
    .map((y) =>
      stroke(
        `M160 ${y} ${steps(1, 24, 24)
          .map((i) => `L${160 + i * 20} ${y + (i % 2 ? 14 : 0)}`)
          .join(' ')}`,
        paint.light,
        4,
        { 'stroke-opacity': 0.45 },
      ),
    )
    .join('')
}
