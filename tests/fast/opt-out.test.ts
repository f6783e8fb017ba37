import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type OptOutSituation, readOptOut } from '#domain/consent/index.ts'
import { projectRoot } from '#store/index.ts'

const situation = (channel: string, more: Partial<OptOutSituation> = {}): OptOutSituation => ({
  channel,
  isOptedOut: false,
  wasAsked: false,
  hasOpenProposal: false,
  ...more,
})
const kindOf = (text: string, channel = 'sms', more: Partial<OptOutSituation> = {}) =>
  readOptOut(text, situation(channel, more)).kind
const read = (text: string, channel = 'sms') => readOptOut(text, situation(channel))

const stops =
  'STOP|STOPALL|STOP ALL|UNSUBSCRIBE|CANCEL|END|QUIT|REVOKE|OPTOUT|OPT OUT|OPT-OUT|REMOVE|ARRET|TD'.split('|')
const spellings: ((word: string) => string)[] = [
  (word) => word,
  (word) => word.toLowerCase(),
  (word) => word.charAt(0) + word.slice(1).toLowerCase(),
  (word) => `${word}.`,
  (word) => ` ${word}!!! `,
  (word) => `"${word}"`,
  (word) => `“${word}”`,
  (word) => `*${word}*`,
  (word) => `${word} 🛑`,
  (word) => `🙏 ${word}\n`,
  (word) => `${word}\u200b`,
  (word) => word.split('').join(' '),
  (word) => word.normalize('NFKD').replace('E', 'E\u0302'), // ARRÊT, and marks where none belong
  (word) =>
    [...word]
      .map((letter) => (/[A-Z]/.test(letter) ? String.fromCodePoint(letter.charCodeAt(0) + 0xfee0) : letter))
      .join(''),
]

describe('keywords', () => {
  test.each(stops)('%s stops, however it is written, by SMS and on WhatsApp', (word) => {
    for (const spell of spellings)
      for (const channel of ['sms', 'whatsapp'])
        expect(`${spell(word)} ${kindOf(spell(word), channel)}`).toBe(`${spell(word)} stop`)
  })

  test('ARRÊT has its accent', () => {
    expect([kindOf('ARRÊT'), kindOf('arrêt.')]).toEqual(['stop', 'stop'])
  })

  test('in a chat only those that mean nothing else', () => {
    const inChat = stops.filter((word) => kindOf(word, 'web') === 'stop')
    expect(inChat).toEqual([
      'STOP',
      'STOPALL',
      'STOP ALL',
      'UNSUBSCRIBE',
      'OPTOUT',
      'OPT OUT',
      'OPT-OUT',
      'ARRET',
    ])
  })

  test.each(['START', 'UNSTOP', 'SUBSCRIBE'])('%s starts again, by phone', (word) => {
    for (const spell of spellings) expect(kindOf(spell(word))).toBe('start')
    expect(kindOf(word, 'web')).toBeNull()
  })

  test.each(['HELP', 'INFO'])('%s asks who we are, by phone', (word) => {
    for (const spell of spellings) expect(kindOf(spell(word), 'whatsapp')).toBe('help')
    expect(kindOf(word, 'web')).toBeNull()
  })

  test.each([
    [{}, null],
    [{ isOptedOut: true }, 'start'],
    [{ wasAsked: true }, 'start'],
    [{ isOptedOut: true, hasOpenProposal: true }, null],
    [{ wasAsked: true, hasOpenProposal: true }, null],
  ] as const)('YES with %o is %s', (more, kind) => {
    for (const channel of ['sms', 'whatsapp'])
      expect([kindOf('YES', channel, more), kindOf('yes!', channel, more)]).toEqual([kind, kind])
    expect(kindOf('YES', 'web', more)).toBeNull()
  })

  test.each([
    'stop by',
    'the end',
    'help me find a tent',
    'yes please',
    'no',
    'td bank',
    'info on returns?',
    '',
  ])('within other words a keyword is a word: %s', (text) => {
    expect(kindOf(text, 'sms', { isOptedOut: true })).toBeNull()
  })
})

describe('in their own words', () => {
  // written by somebody who had seen neither the reader nor any other sentence here; never to be learnt from
  test('of 300 revocations and 300 shop sentences in six languages, never seen before: 99%, and none', () => {
    const blind = (name: string) =>
      readFileSync(join(projectRoot, 'tests/fast/opt-out-blind', name), 'utf8')
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('# '))
    const [wanted, ordinary] = [blind('revocations.txt'), blind('shop.txt')]
    expect([wanted.length, ordinary.length]).toEqual([300, 300])
    for (const channel of ['sms', 'whatsapp', 'web']) {
      expect(ordinary.filter((text) => kindOf(text, channel) === 'stop')).toEqual([])
      const missed = wanted.filter((text) => kindOf(text, channel) !== 'stop')
      expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(3)
    }
  })
})

describe('what it is about', () => {
  test.each([
    ['stop texting me', 'web', ['sms']],
    ['stop texting me', 'sms', ['sms']],
    ['stop texting me', 'whatsapp', ['sms', 'whatsapp']],
    ['please unsubscribe me from your e-mails', 'sms', ['email']],
    ['no more emails and texts', 'web', ['email', 'sms']],
    ['keine SMS mehr bitte', 'web', ['sms']],
    ['no me manden más correos', 'whatsapp', ['email']],
    ['désabonnez-moi de la newsletter', 'web', ['email']],
    ['STOP', 'whatsapp', ['whatsapp']],
    ['STOPALL', 'sms', ['web', 'email', 'sms', 'whatsapp', 'push']],
    ['leave me alone', 'sms', ['web', 'email', 'sms', 'whatsapp', 'push']],
    ['stop contacting me', 'whatsapp', ['web', 'email', 'sms', 'whatsapp', 'push']],
    ['I object to direct marketing', 'sms', ['web', 'email', 'sms', 'whatsapp', 'push']],
    ['please stop', 'sms', ['sms']],
    ['unsubscribe', 'web', ['web', 'email', 'sms', 'whatsapp', 'push']],
  ])('%s, said by %s', (text, channel, channels) => {
    expect(read(text, channel)).toMatchObject({ kind: 'stop', channels })
  })

  test.each([
    ['stop texting me. And where is my order W123?', 'And where is my order W123?'],
    ['Stop texting me and tell me where my order W123 is', 'and tell me where my order w123 is'],
    ['Where is my order W123? And please take me off your mailing list.', 'Where is my order W123?'],
    ['Please stop texting me. Thank you very much.', ''],
    ['STOP', ''],
  ])('the rest of: %s', (text, rest) => {
    expect(read(text)).toMatchObject({ kind: 'stop', rest })
  })

  test('the evidence is the customer’s own words', () => {
    expect(read('Hello. No me escriban MÁS!! Where is my order W1?').evidence).toBe('No me escriban MÁS!!')
  })
})

describe('hostile text', () => {
  test.each([
    ['stop '.repeat(20_000)],
    ['no '.repeat(20_000)],
    ['(((((((((('.repeat(1000)],
    ['"'.repeat(9999)],
    ['a'.repeat(100_000)],
    ['don’t '.repeat(3000) + 'text '.repeat(3000)],
    ['\u0000\u202e\ud800 stop \udfff'],
    ['🛑'.repeat(5000)],
  ])('is read in little time', (text) => {
    const from = process.cpuUsage()
    expect(() => read(text)).not.toThrow()
    expect(process.cpuUsage(from).user).toBeLessThan(2_000_000)
  })
})
