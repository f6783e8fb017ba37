import type { WidgetConfig } from '../contract/chat.ts'
import type { ScriptOptions } from './handover.ts'

type Rgb = readonly [number, number, number]

const CALM_GREEN: Rgb = [31, 92, 74]
const BLACK: Rgb = [0, 0, 0]
const WHITE: Rgb = [255, 255, 255]
const LIGHT_SURFACE: Rgb = [243, 240, 236] // the darkest light surface that carries text in the accent
const DARK_SURFACE: Rgb = [48, 45, 42]
const AA = 4.5

/** The shop's one colour; the script tag has the last word. */
export function accentOf(options: ScriptOptions, config: WidgetConfig): string {
  return options.accent ?? config.accentColor
}

/** Black or white, whichever reads on the accent; one of them always does (WCAG AA: 4.5). */
export function onAccent(accent: string): string {
  return 1.05 / (luminance(parseHex(accent)) + 0.05) >= AA ? '#fff' : '#000'
}

/** The accent as text on our light, or on our dark surface: mixed with black or white until it reads (AA). */
export function accentInk(accent: string, scheme: 'light' | 'dark'): string {
  const from = parseHex(accent)
  const to = scheme === 'light' ? BLACK : WHITE
  const surface = scheme === 'light' ? LIGHT_SURFACE : DARK_SURFACE
  let share = 0
  while (share < 1 && contrast(mix(from, to, share), surface) < AA) share += 0.05
  return `rgb(${mix(from, to, share).join(' ')})`
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const part = (at: 0 | 1 | 2) => Math.round(from[at] + (to[at] - from[at]) * Math.min(1, share))
  return [part(0), part(1), part(2)]
}

/** `#rrggbb`; anything else counts as a calm green. */
function parseHex(hex: string): Rgb {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) return CALM_GREEN
  const number = Number.parseInt(hex.slice(1), 16)
  return [number >> 16, (number >> 8) & 255, number & 255]
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
