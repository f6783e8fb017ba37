import type { SettingsView } from '#contract/staff-api.ts'
import { parseHex } from '../look/contrast.ts'
import { texts } from '../texts.ts'
import type { FieldErrors } from './use-settings-form.ts'

const words = texts.settings

/** The rules of `settingsInput` (contract/staff-api.ts), as sentences, so that most slips need no round trip. */
export function checkWelcome(values: SettingsView): FieldErrors {
  const starters = values.starters.map((starter, index) => [`starters.${index}`, textError(starter, 60)])
  return found([
    ['shopName', textError(values.shopName, 80)],
    ['greeting', textError(values.greeting, 400)],
    ...starters.map(([path, error]): [string, string | null] => [path ?? '', error ?? null]),
    ['brandVoice', values.brandVoice.length > 2000 ? words.tooLong(2000) : null],
    ['locale', isLocale(values.locale) ? null : words.welcome.badLocale],
  ])
}

export function checkHours(values: SettingsView): FieldErrors {
  const timeout = values.queueTimeoutSeconds
  const inRange = Number.isInteger(timeout) && timeout >= 10 && timeout <= 3600
  return found([
    ...values.hours.map((day, index): [string, string | null] => [
      `hours.${index}.close`,
      day && !(day.close > day.open) ? words.hours.order : null,
    ]),
    ['queueTimeoutSeconds', inRange ? null : words.hours.timeoutRange],
  ])
}

export function checkLook(values: SettingsView): FieldErrors {
  return found([['accentColor', parseHex(values.accentColor) ? null : words.look.badColor]])
}

export function checkSite(values: SettingsView): FieldErrors {
  return found([
    ...values.origins.map((origin, index): [string, string | null] => [
      `origins.${index}`,
      isOrigin(origin) ? null : words.site.badOrigin,
    ]),
    ['checkoutUrlTemplate', checkoutError(values.checkoutUrlTemplate)],
  ])
}

/** `https://shop.example`: scheme and host, nothing after. */
export function isOrigin(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text
}

function checkoutError(template: string): string | null {
  if (template === '') return null
  if (template.startsWith('shopify:')) {
    return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(template.slice('shopify:'.length))
      ? null
      : words.site.badDomain
  }
  const usable = /^(https?:\/\/|\/(?!\/))/.test(template) && /\{(lines|items)\}/.test(template)
  return usable ? null : words.site.badTemplate
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    return false
  }
}

function textError(text: string, limit: number): string | null {
  if (text.trim() === '') return words.required
  return text.length > limit ? words.tooLong(limit) : null
}

function found(checks: [string, string | null][]): FieldErrors {
  return Object.fromEntries(checks.flatMap(([path, error]) => (error === null ? [] : [[path, error]])))
}
