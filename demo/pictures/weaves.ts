import type { Paint } from './scene.ts'
import { path, speckled, steps, stroke } from './shapes.ts'
import { mix } from './tones.ts'

export type Weave = 'plain' | 'stripes' | 'lattice' | 'pile' | 'border'

/** The face of a woven thing within this rectangle. */
export function woven(
  weave: Weave,
  x: number,
  y: number,
  width: number,
  height: number,
  paint: Paint,
): string {
  const pale = mix(paint.base, '#f4ead6', paint.lightness > 0.75 ? 0 : 0.6)
  const contrast = paint.lightness > 0.75 ? '#5b5147' : pale
  if (weave === 'stripes')
    return steps(x + 18, x + width - 18, 25)
      .map((at, index) =>
        stroke(
          `M${at} ${y} V${y + height}`,
          index % 4 === 1 ? contrast : paint.shade,
          index % 4 === 1 ? 11 : 6,
          { 'stroke-opacity': index % 4 === 1 ? 0.8 : 0.7 },
        ),
      )
      .join('')
  if (weave === 'lattice')
    return steps(x - 300, x + width + 300, Math.round((width + 600) / 90))
      .map((at) =>
        stroke(`M${at} ${y} l${height} ${height} M${at} ${y + height} l${height} ${-height}`, contrast, 7, {
          'stroke-opacity': 0.85,
        }),
      )
      .join('')
  if (weave === 'border')
    return (
      [30, 54]
        .map((inset, index) =>
          stroke(
            `M${x + inset} ${y + inset} H${x + width - inset} V${y + height - inset} H${x + inset} Z`,
            contrast,
            index ? 4 : 9,
          ),
        )
        .join('') + threads(x, y, width, height, paint)
    )
  if (weave === 'pile')
    return (
      path(
        `M${x} ${y + height * 0.3} H${x + width} V${y + height * 0.42} H${x} Z`,
        mix(paint.base, paint.deep, 0.5),
      ) + tufts(x, y, width, height, paint)
    )
  return threads(x, y, width, height, paint)
}

export function threads(x: number, y: number, width: number, height: number, paint: Paint): string {
  return steps(y + 8, y + height - 8, Math.round(height / 14))
    .map((at, row) =>
      stroke(`M${x} ${at} H${x + width}`, row % 2 ? paint.line : paint.light, 4, {
        'stroke-dasharray': '11 8',
        'stroke-dashoffset': (row % 2) * 9,
        'stroke-opacity': 0.4,
      }),
    )
    .join('')
}

export function tufts(x: number, y: number, width: number, height: number, paint: Paint): string {
  const marks = steps(y + 14, y + height - 6, Math.round(height / 22)).flatMap((at, row) =>
    steps(x + 10, x + width - 10, Math.round(width / 24)).map((left, column) => ({
      d: `M${Math.round(left + (row % 2) * 12)} ${Math.round(at)}q3-12 ${((row * 3 + column) % 5) - 2}-18`,
      pale: (row + column) % 2 === 1,
    })),
  )
  return speckled(marks, paint, 4, 0.4)
}
