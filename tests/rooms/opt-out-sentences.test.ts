import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readOptOut } from '#domain/consent/index.ts'
import { unpackWeights, weightsFile } from '#domain/consent/opt-out/learnt/weights.ts'
import { projectRoot } from '#store/index.ts'
import { digestOf, optOutExamples } from '../support/learn-opt-outs.ts'
import { csvRows, sharedData } from '../support/shared-data.ts'

const kindOf = (text: string, channel = 'sms') =>
  readOptOut(text, { channel, isOptedOut: false, wasAsked: false, hasOpenProposal: false }).kind

describe('in their own words', () => {
  const folder = join(projectRoot, 'tests/fast/opt-out')
  const files = readdirSync(folder).filter((name) => name.endsWith('.txt'))

  test('there are several hundred sentences of both kinds', () => {
    const lines = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
    expect(lines.filter((line) => line.startsWith('+ ')).length).toBeGreaterThan(900)
    expect(lines.filter((line) => line.startsWith('- ')).length).toBeGreaterThan(700)
    expect(lines.filter((line) => !/^[+-] \S/.test(line))).toEqual([])
  })

  const kindsIn = (name: string) => {
    const lines = readFileSync(join(folder, name), 'utf8').trim().split('\n')
    const texts = (mark: string) =>
      lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(mark.length))
    return { wanted: texts('+ '), ordinary: texts('- ') }
  }
  // what people in six languages were asked to make as hard as they could; the reader has learnt from it
  const hard = files.filter((name) => name.endsWith('-people.txt'))

  test.each(files.filter((name) => !hard.includes(name)))(
    '%s: nearly all revocations, and none of the rest',
    (name) => {
      const { wanted, ordinary } = kindsIn(name)
      for (const channel of ['sms', 'web']) {
        expect(ordinary.filter((text) => kindOf(text, channel) !== null)).toEqual([])
        const missed = wanted.filter((text) => kindOf(text, channel) !== 'stop')
        expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(wanted.length / 100)
      }
    },
  )

  test.each(hard)('%s: most of what is hard to tell', (name) => {
    const { wanted, ordinary } = kindsIn(name)
    const taken = ordinary.filter((text) => kindOf(text) === 'stop')
    expect(taken.length, taken.join('\n')).toBeLessThanOrEqual(ordinary.length / 200)
    const missed = wanted.filter((text) => kindOf(text) !== 'stop')
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(wanted.length / 20)
  })

  test('the second reader has learnt from these very sentences and grammars', () => {
    expect(unpackWeights(readFileSync(weightsFile)).digest.toString('hex')).toBe(
      digestOf(optOutExamples()).toString('hex'),
    )
  })

  test('what customers of real shops have written about other things is none', () => {
    const rows = ['bitext_training', 'bitext_validation', 'sofmattress_train', 'sofmattress_test'].flatMap(
      (name) => {
        const text = sharedData(`intents/${name}.csv`)
        return text === null ? [] : csvRows(text)
      },
    )
    // every seventh: the whole of it takes ten seconds
    const some = rows.filter((row, at) => at % 7 === 0 && row.intent !== 'newsletter_subscription')
    const texts = some.map((row) => row.utterance ?? row.sentence ?? '')
    expect(texts.filter((text) => kindOf(text, 'web') !== null)).toEqual([])
  })
})
