import { afterEach, describe, expect, test } from 'vitest'
import type { SendResult } from '#channels/index.ts'
import type { AdapterBench, AdapterCase, Behaviour } from '../support/provider-stubs/adapter-bench.ts'
import { apnsCase, fcmCase, webPushCase } from '../support/provider-stubs/push-bench.ts'
import { sandboxCase } from '../support/provider-stubs/sandbox-bench.ts'
import { smtpCase } from '../support/provider-stubs/smtp-bench.ts'
import { twilioCase } from '../support/provider-stubs/twilio-bench.ts'
import { whatsappCloudCase } from '../support/provider-stubs/whatsapp-cloud-bench.ts'
import { whatsappWebCase } from '../support/provider-stubs/whatsapp-web-bench.ts'

/** One table for every adapter, whatever it speaks: what a caller may rely on. */
const cases: AdapterCase[] = [
  twilioCase('sms'),
  twilioCase('whatsapp'),
  whatsappCloudCase,
  whatsappWebCase,
  smtpCase,
  webPushCase,
  fcmCase,
  apnsCase,
  sandboxCase,
]

const ANSWER_MS = 400
let bench: AdapterBench | undefined
afterEach(async () => {
  await bench?.close()
  bench = undefined
})

describe.each(cases)('$name', (one) => {
  const sent = async (behaviour: Behaviour): Promise<SendResult> => {
    bench = await one.open(ANSWER_MS)
    bench.behave(behaviour)
    return bench.adapter.send(one.message)
  }

  test('says what it carries', async () => {
    bench = await one.open(ANSWER_MS)
    expect(bench.adapter.channels).toContain(one.message.to.channel)
    expect(bench.adapter.perSecond).toBeGreaterThan(0)
    expect(bench.adapter.provider).toMatch(/^[a-z_]+$/)
  })

  test('an accepted message has the id of the provider, which read it once', async () => {
    const result = await sent('accepts')
    expect(result).toMatchObject({ outcome: 'accepted', providerMessageId: expect.stringMatching(/./) })
    expect(bench?.received()).toBe(1)
  })

  test('two messages have two ids', async () => {
    const first = await sent('accepts')
    const again = { ...one.message, reference: { ...one.message.reference, outboxId: 'out_2' } }
    const second = await bench?.adapter.send(again)
    expect(first.outcome === 'accepted' && second?.outcome === 'accepted').toBe(true)
    expect(second).not.toEqual(first)
    expect(bench?.received()).toBe(2)
  })

  // what a protocol does not know is no case of it
  const known = <B extends Behaviour>(all: readonly B[]) => all.filter((each) => !one.unlike?.includes(each))

  test.each(known(['server_error', 'too_many'] as const))(
    '%s: for certain not sent, later again',
    async (behaviour) => {
      expect(await sent(behaviour)).toMatchObject({ outcome: 'retry' })
    },
  )

  test('nobody there: for certain not sent, later again', async () => {
    bench = await one.open(ANSWER_MS)
    await bench.goAway()
    expect(await bench.adapter.send(one.message)).toMatchObject({ outcome: 'retry' })
    expect(bench.received()).toBe(0)
  })

  test.each(known(['cuts', 'hangs', 'garbage'] as const))(
    '%s: nobody knows, and it is not tried again',
    async (behaviour) => {
      const result = await sent(behaviour)
      expect(result).toEqual({ outcome: 'unknown', text: expect.stringMatching(/./) })
      expect(bench?.received()).toBe(1)
    },
  )

  test.each(one.refusals)('a refusal with %s is %s', async (code, expected) => {
    const result = await sent({ refuses: code })
    if (expected === 'retry') expect(result).toMatchObject({ outcome: 'retry' })
    else expect(result).toMatchObject({ outcome: 'rejected', reason: expected })
    for (const secret of one.secrets) expect(JSON.stringify(result)).not.toContain(secret)
    expect(bench?.received()).toBe(1)
  })

  test.each(one.uncarriable === null ? [] : [one.uncarriable])(
    'what it cannot carry is refused before anybody reads it',
    async (content) => {
      bench = await one.open(ANSWER_MS)
      const result = await bench.adapter.send({ ...one.message, content })
      expect(result).toMatchObject({ outcome: 'rejected', reason: 'content' })
      expect(bench.received()).toBe(0)
    },
  )

  test('closes, twice too', async () => {
    bench = await one.open(ANSWER_MS)
    await bench.adapter.close()
    await bench.adapter.close()
  })
})
