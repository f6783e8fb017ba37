import { z } from 'zod'
import { settingsInput } from '#contract/staff-api.ts'
import { writeSettings } from '#domain/settings/index.ts'
import { isLocale, isTimeZone } from '../intl.ts'
import { staffOperation } from '../operation.ts'
import { normaliseOrigin } from '../origins.ts'

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time such as 09:30')

const origin = z
  .string()
  .max(200)
  .trim()
  .transform((text, context) => {
    const normal = normaliseOrigin(text)
    if (normal !== null) return normal
    context.addIssue({
      code: 'custom',
      message: 'an origin such as https://www.shop.example, without a path',
    })
    return z.NEVER
  })

const checkout = z
  .string()
  .max(500)
  .trim()
  .regex(
    /^$|^https?:\/\/\S+$|^\/(?!\/)\S*$|^shopify:[a-z0-9.-]+$/i,
    'a web address, a path, or shopify:your-shop.example',
  )

/** The contract's shape, with what only the server can check: zones, locales, times, origins. */
const checkedSettings = z
  .strictObject({
    ...settingsInput.shape,
    locale: z.string().max(20).refine(isLocale, 'a language tag such as en-US'),
    timeZone: z.string().max(60).refine(isTimeZone, 'a time zone such as Europe/Berlin'),
    hours: z
      .array(
        z
          .object({ open: clock, close: clock })
          .refine(({ open, close }) => open < close, {
            message: 'must be later than the opening',
            path: ['close'],
          })
          .nullable(),
      )
      .length(7),
    origins: z.array(origin).max(50),
    checkoutUrlTemplate: checkout,
  })
  .partial()

export const settingsOperations = [
  staffOperation('readSettings', {
    method: 'get',
    path: '/api/settings',
    summary: 'The shop’s settings',
    input: z.object({}),
    answer: settingsInput,
    run: (_input, { house }) => house.settings(),
  }),
  staffOperation('writeSettings', {
    method: 'put',
    path: '/api/settings',
    summary: 'Change some settings: only the fields that are sent',
    input: z.object({ body: checkedSettings }),
    answer: settingsInput,
    run: ({ body }, { house, staff, now }) => writeSettings(house.db, body, staff.staffId, now),
  }),
]
