type Rgb = readonly [number, number, number]

const CALM_GREEN: Rgb = [31, 92, 74]
const AA = 4.5 // WCAG 2.2, text of normal size

/** Black or white, whichever reads on the accent. */
export function onAccent(accent: string): string {
  return contrast(parseHex(accent), [255, 255, 255]) >= AA ? '#ffffff' : '#000000'
}

/** The accent itself, as six hex digits whatever was given. */
export function safeAccent(accent: string): string {
  return hex(parseHex(accent))
}

/** The accent as text on a light or a dark surface: mixed with black or white until it reads. */
export function accentInk(accent: string, surface: string): string {
  const [from, ground] = [parseHex(accent), parseHex(surface)]
  const to: Rgb = luminance(ground) > 0.5 ? [0, 0, 0] : [255, 255, 255]
  let share = 0
  while (share < 1 && contrast(mix(from, to, share), ground) < AA) share += 0.05
  return hex(mix(from, to, share))
}

/** Contrast ratio of two colours of six hex digits by WCAG 2.2, 1 to 21; text wants 4.5 at least. */
export function contrastOf(one: string, other: string): number {
  return contrast(parseHex(one), parseHex(other))
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const part = (at: 0 | 1 | 2) => Math.round(from[at] + (to[at] - from[at]) * Math.min(1, share))
  return [part(0), part(1), part(2)]
}

function parseHex(text: string): Rgb {
  if (!/^#[0-9a-f]{6}$/i.test(text)) return CALM_GREEN
  const number = Number.parseInt(text.slice(1), 16)
  return [number >> 16, (number >> 8) & 255, number & 255]
}

function hex(rgb: Rgb): string {
  return `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

/** Contrast ratio by WCAG 2.2, 1 to 21. */
function contrast(a: Rgb, b: Rgb): number {
  const [one, two] = [luminance(a) + 0.05, luminance(b) + 0.05]
  return Math.max(one / two, two / one)
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

function linear(part: number): number {
  const share = part / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}
