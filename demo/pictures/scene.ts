import { mix, type Tones } from './tones.ts'

/** Where a thing is shown: pinned flat on a wall, standing on a table, or lying on the floor. */
export type Setting = 'flat' | 'table' | 'floor'

/** What a drawing is given. */
export interface Paint extends Tones {
  fit: 'women' | 'men' | 'kids' | null
}

export interface Drawing {
  setting: Setting
  draw: (paint: Paint) => string
}

/** A drawing of something that stands on a table. */
export const table = (draw: Drawing['draw']): Drawing => ({ setting: 'table', draw })
/** Of something in a room, on its floor or hanging from its ceiling. */
export const room = (draw: Drawing['draw']): Drawing => ({ setting: 'floor', draw })
/** Of something pinned to the wall, with its shadow behind it. */
export const flat = (draw: Drawing['draw']): Drawing => ({ setting: 'flat', draw })

/** The whole picture: background, soft shadow, the thing itself. */
export function scene(drawing: Drawing, paint: Paint): string {
  const { wall, surface } = backdropOf(paint)
  const thing = drawing.draw(paint)
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800" width="800" height="800">',
    definitions(wall),
    '<rect width="800" height="800" fill="url(#wall)"/>',
    drawing.setting === 'table' ? `<path d="M0 590h800v210H0z" fill="${surface}"/>` : '',
    drawing.setting === 'flat' ? `<g filter="url(#lift)">${thing}</g>` : thing,
    '</svg>',
  ].join('')
}

/** Pale things stand before a deeper wall, dark ones before a lighter one; a breath of the hue is in it. */
function backdropOf({ base, lightness }: Paint): { wall: string; surface: string } {
  const ground = lightness > 0.72 ? '#bfbaa9' : lightness > 0.5 ? '#ece4d7' : '#efe8dc'
  const wall = mix(ground, base, 0.06)
  return { wall, surface: mix(wall, '#b79f80', 0.24) }
}

function definitions(wall: string): string {
  return [
    '<defs>',
    gradient('wall', '0 0 0 1', [
      [0, mix(wall, '#ffffff', 0.28), 1],
      [1, wall, 1],
    ]),
    gradient('light', '0 0 1 0.25', [
      [0, '#fff6e6', 0.24],
      [0.45, '#fff6e6', 0],
      [1, '#1b1410', 0.2],
    ]),
    '<radialGradient id="ground"><stop offset="0" stop-color="#3a2c1e" stop-opacity=".38"/>',
    '<stop offset="1" stop-color="#3a2c1e" stop-opacity="0"/></radialGradient>',
    '<radialGradient id="glow"><stop offset="0" stop-color="#fff1c9" stop-opacity=".95"/>',
    '<stop offset="1" stop-color="#ffe9b0" stop-opacity="0"/></radialGradient>',
    '<filter id="lift" x="-10%" y="-10%" width="120%" height="125%"><feDropShadow dx="8" dy="16" ',
    'stdDeviation="14" flood-color="#3a2c1e" flood-opacity=".26"/></filter>',
    '</defs>',
  ].join('')
}

function gradient(id: string, axis: string, stops: [number, string, number][]): string {
  const [x1, y1, x2, y2] = axis.split(' ')
  const marks = stops
    .map(([at, colour, opacity]) => `<stop offset="${at}" stop-color="${colour}" stop-opacity="${opacity}"/>`)
    .join('')
  return `<linearGradient id="${id}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}">${marks}</linearGradient>`
}
