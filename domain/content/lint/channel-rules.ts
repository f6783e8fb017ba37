import type { Finding, Wordings } from '#contract/content-templates.ts'
import type { DrawnFrom } from '../versions.ts'
import { error, type LintContext, type Rule, warning } from './finding.ts'

/** What each channel must have to be a message there. */
export const channelNeeds: Rule = (template) => {
  const { channels, subject, short, pushTitle } = template
  const found: Finding[] = []
  if (channels.includes('email') && !subject)
    found.push(error('empty', 'subject', 'An e-mail needs a subject.'))
  if ((channels.includes('sms') || channels.includes('push')) && !short)
    found.push(error('empty', 'short', 'An SMS and a push need the message in a line or two.'))
  if (channels.includes('push') && !pushTitle)
    found.push(warning('empty', 'pushTitle', 'Without a title a push shows the shop’s name.'))
  return [...found, ...template.modules.flatMap((module) => nowhere(module, template))]
}

function nowhere({ key, channels }: DrawnFrom['modules'][number], template: DrawnFrom): Finding[] {
  const appears = channels === undefined || channels.some((channel) => template.channels.includes(channel))
  return appears
    ? []
    : [warning('nowhere', `modules.${key}`, 'It appears on none of the message’s channels.')]
}

const each = (words: Wordings | undefined) => Object.entries(words ?? {})
const SHOWN_SUBJECT = 60

/** What mailboxes cut off. */
export const subjectLength: Rule = (template) =>
  template.channels.includes('email')
    ? each(template.subject)
        .filter(([, text]) => text.replace(/\{\{[^}]*\}\}/g, '12345678').length > SHOWN_SUBJECT)
        .map(([language]) =>
          warning('too_long', `subject.${language}`, `Mailboxes show about ${SHOWN_SUBJECT} characters.`),
        )
    : []

/** What the law and the carriers want in messages that sell. */
export const law: Rule = (template, context) =>
  template.purpose === 'service' ? [] : [...phoneLaw(template, context), ...mailLaw(template, context)]

const OPT_OUT = /\{\{\s*opt_out\b|\bSTOP\b/

function phoneLaw({ channels, short, variants }: DrawnFrom, { shopName }: LintContext): Finding[] {
  if (!channels.includes('sms')) return []
  const texts = [
    ...each(short).map(([language, text]) => ({ path: `short.${language}`, text })),
    ...variants.flatMap((variant) =>
      each(variant.short).map(([language, text]) => ({
        path: `variants.${variant.name}.short.${language}`,
        text,
      })),
    ),
  ]
  return texts.flatMap(({ path, text }) => [
    ...(OPT_OUT.test(text)
      ? []
      : [error('opt_out_line', path, 'An SMS that sells says how to end it: put {{opt_out}} at its end.')]),
    ...(/\{\{\s*shop\b/.test(text) || text.toLowerCase().includes(shopName.toLowerCase())
      ? []
      : [warning('sender_identity', path, 'An SMS says who sends it: {{shop}}.')]),
  ])
}

function mailLaw({ channels }: DrawnFrom, { shopName, postalAddress }: LintContext): Finding[] {
  if (!channels.includes('email')) return []
  return [
    ...(shopName.trim() === ''
      ? [error('sender_identity', 'channels', 'An e-mail says who sends it: name the shop in the settings.')]
      : []),
    ...(postalAddress.trim() === ''
      ? [
          error(
            'postal_address',
            'channels',
            'An e-mail that sells carries the shop’s postal address: set it up first.',
          ),
        ]
      : []),
  ]
}
