import { type ComposeContext, createCompose } from '#channels/index.ts'
import type { ContentVariant, Finding } from '#contract/content-templates.ts'
import { type OutboundChannel, outboundChannels } from '#contract/outbound.ts'
import { renderContent } from '../drawing/render.ts'
import type { DrawnFrom } from '../versions.ts'
import { error, type LintContext, type Rule } from './finding.ts'
import { sampleFeed } from './sample-feed.ts'

const compose = createCompose({ whatsapp: 'sandbox' })
/** Meta's limit for the body of a template, filled. */
const TEMPLATE_CHARS = 1024

/** The message drawn for a reader with everything, on each channel, in each language, in each variant. */
export const drawn: Rule = (template, context) => {
  const channels = outboundChannels.filter((channel) => template.channels.includes(channel))
  const variants = [null, ...template.variants]
  return template.languages.flatMap((language) =>
    channels.flatMap((channel) =>
      variants.flatMap((variant) => drawnFindings(template, { channel, language, variant }, context)),
    ),
  )
}

interface Sample {
  channel: OutboundChannel
  language: string
  variant: ContentVariant | null
}

function drawnFindings(template: DrawnFrom, sample: Sample, context: LintContext): Finding[] {
  const { channel, language, variant } = sample
  const feed = sampleFeed(template, language, context)
  const rendered = renderContent(template, { ...sample, claims: [], windowOpen: false }, feed)
  const path = [channel, language, variant?.name].filter(Boolean).join('.')
  // what the texts lack is told by the rules of texts
  if (!rendered.ok)
    return rendered.reason === 'nothing_to_show' ? [error('empty', path, 'There is nothing to send.')] : []
  const { content } = rendered
  const named = context.whatsappTemplates.find(
    ({ templateId }) => templateId === content.template?.templateId,
  )
  const composed = compose({
    channel,
    content,
    template: named ?? null,
    context: contextOf(context, feed.locale),
  })
  if (!composed.ok)
    return [error(composed.reason === 'too_long' ? 'too_long' : 'cannot_draw', path, composed.text)]
  if (channel === 'sms' && composed.segments > context.smsMaxSegments)
    return [
      error(
        'segments',
        path,
        `${composed.segments} SMS segments; the shop sends at most ${context.smsMaxSegments}.`,
      ),
    ]
  const filled = composed.contents.find(({ type }) => type === 'template')
  return filled?.type === 'template' && filled.text.length > TEMPLATE_CHARS
    ? [error('too_long', path, `WhatsApp takes ${TEMPLATE_CHARS} characters; it has ${filled.text.length}.`)]
    : []
}

function contextOf({ shopName, accentColor, postalAddress }: LintContext, locale: string): ComposeContext {
  return {
    shopName,
    baseUrl: 'https://shop.example',
    locale,
    accentColor,
    unsubscribeUrl: 'https://shop.example/u',
    postalAddress,
    senderName: shopName,
  }
}
