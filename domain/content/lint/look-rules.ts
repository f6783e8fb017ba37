import { contrastOf } from '#channels/index.ts'
import { error, type Rule, warning } from './finding.ts'

const AA = 4.5 // WCAG 2.2, 1.4.3: text of normal size

/** Ink must read on its ground. What has no colours of its own has the shop's, which are made to read. */
export const contrast: Rule = ({ modules }) =>
  modules.flatMap((module) => {
    const colours = 'colours' in module ? module.colours : undefined
    if (!colours) return []
    const ratio = contrastOf(colours.ink, colours.ground)
    const words = `${colours.ink} on ${colours.ground} is ${ratio.toFixed(1)} to 1: text wants ${AA} at least.`
    return ratio >= AA ? [] : [error('contrast', `modules.${module.key}.colours`, words)]
  })

/** Who cannot see a picture is told what it shows. */
export const altTexts: Rule = ({ modules }) =>
  modules.flatMap((module) =>
    module.type === 'picture' && module.source.from === 'url' && !module.alt
      ? [error('alt_text', `modules.${module.key}.alt`, 'Say what the picture shows.')]
      : [],
  )

/** What is drawn at opening says the same in words where it is not. */
export const openTime: Rule = ({ modules }) =>
  modules.flatMap((module) =>
    module.type === 'countdown' && !module.fallback
      ? [
          error(
            'open_time_fallback',
            `modules.${module.key}.fallback`,
            'Say in words until when: many mailboxes show no live picture.',
          ),
        ]
      : [],
  )

/** Pages that were looked for and are gone. */
export const deadLinks: Rule = (template, { deadPages }) => {
  const targets = [
    { path: 'target', target: template.target },
    ...template.modules.flatMap((module) =>
      'target' in module && module.target
        ? [{ path: `modules.${module.key}.target`, target: module.target }]
        : [],
    ),
  ]
  return targets.flatMap(({ path, target }) => {
    const page = target.to === 'page' ? target.path : target.to === 'url' ? target.url : null
    return page !== null && deadPages.has(page) ? [error('dead_link', path, `${page} is not there.`)] : []
  })
}

/** A message that only shows is no message where pictures are off. */
export const hasWords: Rule = ({ modules, channels }) =>
  channels.includes('email') && !modules.some(({ type }) => type === 'text' || type === 'heading')
    ? [warning('empty', 'modules', 'An e-mail without words says nothing where pictures are off.')]
    : []
