import { lettersIn } from './letters.ts'
import { encodePng, type TwoColours } from './png.ts'

const SCALE = 6

/** What is left at this moment: `2d 14:05:30`; of what is over, and beyond 999 days, nothing but zeros or nines. */
export function timeLeft(until: Date, now: Date): string {
  const seconds = Math.max(0, Math.floor((until.getTime() - now.getTime()) / 1000))
  const days = Math.min(999, Math.floor(seconds / 86_400))
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor((seconds % 86_400) / 3600), Math.floor((seconds % 3600) / 60)]
  return `${days}d ${two(hours)}:${two(minutes)}:${two(seconds % 60)}`
}

/** The picture that a countdown in a mail shows, drawn when the mail is opened. */
export function countdownPicture(until: Date, now: Date, colours: TwoColours): Buffer {
  return encodePng(lettersIn(timeLeft(until, now), SCALE), colours)
}
