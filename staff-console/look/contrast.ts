type Rgb = readonly [number, number, number]

const WHITE: Rgb = [255, 255, 255]

/** WCAG 2.2 AA for text of normal size. */
export const READABLE = 4.5

/** Reads `#1f5d50`; null where it is not a colour. */
export function parseHex(hex: string): Rgb | null {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex)
  if (!match) return null
  return [channel(match[1]), channel(match[2]), channel(match[3])]
}

/** Contrast of white text on a colour, by WCAG's relative luminance: 1 to 21. */
export function contrastWithWhite(hex: string): number {
  const rgb = parseHex(hex)
  return rgb ? 1.05 / (luminance(rgb) + 0.05) : 1
}

/** The colour itself, or its nearest darker shade on which white text is readable. */
export function nearestReadable(hex: string): string {
  const rgb = parseHex(hex) ?? WHITE
  for (let share = 100; share > 0; share--) {
    const shade = toHex(rgb.map((value) => Math.floor((value * share) / 100)))
    if (contrastWithWhite(shade) >= READABLE) return shade
  }
  return '#000000'
}

// https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
}

const channel = (digits: string | undefined) => Number.parseInt(digits ?? '0', 16)
const toHex = (rgb: readonly number[]) =>
  `#${rgb.map((value) => value.toString(16).padStart(2, '0')).join('')}`
