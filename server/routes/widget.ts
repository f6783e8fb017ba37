import { z } from 'zod'
import type { WidgetConfig } from '#contract/chat.ts'
import { isOpenNow, type Settings } from '#domain/settings/index.ts'
import { operation } from '../operation.ts'

const widgetConfig: z.ZodType<WidgetConfig> = z.object({
  shopName: z.string(),
  greeting: z.string(),
  starters: z.array(z.string()),
  locale: z.string(),
  direction: z.enum(['ltr', 'rtl']),
  accentColor: z.string(),
  consentRequired: z.boolean(),
  staffedNow: z.boolean(),
})

const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'iw', 'ps', 'sd', 'ug', 'ur', 'yi'])

function toWidgetConfig(settings: Settings, now: Date): WidgetConfig {
  const { shopName, greeting, starters, locale, accentColor, consentRequired } = settings
  const language = locale.split(/[-_]/)[0]?.toLowerCase() ?? ''
  const direction = rightToLeft.has(language) ? 'rtl' : 'ltr'
  const staffedNow = isOpenNow(settings, now)
  return { shopName, greeting, starters, locale, direction, accentColor, consentRequired, staffedNow }
}

export const widgetOperations = [
  operation('readWidgetConfig', 'public_key', {
    method: 'get',
    path: '/v1/widget',
    summary: 'What the widget needs to draw itself; nothing of it is about the visitor',
    input: z.object({ query: z.object({ key: z.string().max(200).describe('the public key') }) }),
    answer: widgetConfig,
    run: async (_input, { house, now }) => toWidgetConfig(await house.settings(), now),
  }),
]
