import type { Composed, ComposeInput } from './composed.ts'
import { emailHtml } from './email-html.ts'
import { emailSections } from './email-sections.ts'
import { emailText } from './email-text.ts'
import { shorten } from './shorten.ts'

const SUBJECT_CHARS = 150
/** Gmail cuts a mail off after 102 KB, and the way to unsubscribe with it. */
const MAX_HTML_BYTES = 100_000

/** A mail in HTML and in text, of the same content. */
export function composeEmail({ content, context }: ComposeInput): Composed {
  if (content.template)
    return { ok: false, reason: 'template_wrong_channel', text: 'A WhatsApp template is no e-mail.' }
  const sections = emailSections(content, context)
  if (sections.length === 0) return { ok: false, reason: 'empty', text: 'The message is empty.' }
  // one line, or it would begin a header of its own
  const subject = shorten(content.subject ?? '', SUBJECT_CHARS) || shorten(context.shopName, SUBJECT_CHARS)
  const html = emailHtml(subject, sections, context, shorten(content.preheader ?? '', SUBJECT_CHARS))
  if (Buffer.byteLength(html) > MAX_HTML_BYTES)
    return { ok: false, reason: 'too_long', text: 'The e-mail is larger than mail programs show: 100 KB.' }
  const unsubscribe = context.unsubscribeUrl === null ? null : { url: context.unsubscribeUrl }
  const text = emailText(sections, context)
  return { ok: true, contents: [{ type: 'email', subject, text, html, unsubscribe }], segments: 1 }
}
