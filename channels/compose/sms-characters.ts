/** GSM 03.38: the basic table counts one, the extension table two (an escape and the character). */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const EXTENSION = '\f^{}\\[~]|€'
const septets = new Map<string, number>([
  ...[...BASIC].map((char): [string, number] => [char, 1]),
  ...[...EXTENSION].map((char): [string, number] => [char, 2]),
])

/** Characters that writers and keyboards set for their looks, and what says the same in GSM-7. */
const plainer = new Map<string, string>([
  ...pairs("'", '‘’‚‛′ʼ'),
  ...pairs('"', '“”„‟″«»'),
  ...pairs('-', '‐‑‒–—―−•'),
  ...pairs(
    ' ',
    '\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t',
  ),
  ...pairs('', '\u200b\u2060\ufeff\u00ad'),
  ...pairs('\n', '\u2028\u2029'),
  ['…', '...'],
  ['×', 'x'],
])

function pairs(plain: string, fancy: string): [string, string][] {
  return [...fancy].map((char) => [char, plain])
}

export interface SmsSegments {
  encoding: 'GSM-7' | 'UCS-2'
  /** Septets, or 16-bit units. */
  units: number
  segments: number
}

/**
 * What a text costs as an SMS. GSM-7: 160 septets in one, 153 in each of several, an escaped pair never torn;
 * UCS-2: 70 units, then 67, a surrogate pair never torn (3GPP TS 23.038 and 23.040, 9.2.3.24.1).
 */
export function smsSegments(text: string): SmsSegments {
  const chars = [...text]
  const widths = chars.map((char) => septets.get(char))
  if (widths.every((width) => width !== undefined)) return count('GSM-7', widths, 160, 153)
  const units = chars.map((char) => char.length)
  return count('UCS-2', units, 70, 67)
}

function count(
  encoding: SmsSegments['encoding'],
  widths: number[],
  single: number,
  each: number,
): SmsSegments {
  const units = widths.reduce((sum, width) => sum + width, 0)
  if (units <= single) return { encoding, units, segments: units === 0 ? 0 : 1 }
  let segments = 1
  let used = 0
  for (const width of widths) {
    if (used + width > each) {
      segments++
      used = 0
    }
    used += width
  }
  return { encoding, units, segments }
}

/** The text in plainer characters where these alone keep it in GSM-7; else as it is. */
export function plainerSms(text: string): string {
  if (smsSegments(text).encoding === 'GSM-7') return text
  const plain = [...text].map((char) => plainer.get(char) ?? char).join('')
  return smsSegments(plain).encoding === 'GSM-7' ? plain : text
}
