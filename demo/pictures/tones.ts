/** The shades one hue is drawn in; light comes from the upper left everywhere. */
export interface Tones {
  base: string
  light: string
  shade: string
  deep: string
  /** For seams, stitches and thin lines on the base. */
  line: string
  /** 0 black, 1 white. */
  lightness: number
}

export function tonesOf(hex: string): Tones {
  const lightness = lightnessOf(hex)
  return {
    base: hex,
    light: mix(hex, '#fffaf0', lightness > 0.75 ? 0.45 : 0.2),
    shade: mix(hex, '#2a221c', lightness > 0.75 ? 0.17 : 0.16),
    deep: mix(hex, '#1d1815', lightness > 0.75 ? 0.24 : 0.38),
    line: lightness < 0.26 ? mix(hex, '#fffaf0', 0.24) : mix(hex, '#1d1815', 0.3),
    lightness,
  }
}

/** `share` of the second colour in the first; both `#rrggbb`. */
export function mix(first: string, second: string, share: number): string {
  const a = channels(first)
  const b = channels(second)
  const mixed = a.map((value, index) => Math.round(value * (1 - share) + (b[index] ?? 0) * share))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

function channels(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
}

function lightnessOf(hex: string): number {
  const [red = 0, green = 0, blue = 0] = channels(hex)
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255
}
