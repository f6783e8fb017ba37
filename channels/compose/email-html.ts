import { accentInk, onAccent, safeAccent } from './colours.ts'
import type { ComposeContext } from './composed.ts'
import { emailBlocks } from './email-blocks.ts'
import { type Section, senderLines } from './email-sections.ts'
import { directionOf, emailWords } from './email-words.ts'
import { escapeHtml as e } from './escape-html.ts'

const LIGHT = { page: '#f5f3f0', card: '#ffffff' }
const DARK = { page: '#191816', card: '#262422' }
const FONT = `-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif`

/** One column of at most 600 px in tables, which every mail program draws; styles inline, dark mode beside them. */
export function emailHtml(
  subject: string,
  sections: readonly Section[],
  context: ComposeContext,
  preheader = '',
): string {
  const { shopName, senderName, locale } = context
  const direction = directionOf(locale)
  const signed =
    senderName === shopName
      ? ''
      : `<p class="ink" style="margin:0 0 16px;color:#26231f">${e(senderName)}<br><span class="soft" style="color:#6b655e">${e(shopName)}</span></p>`
  return `<!doctype html>
<html lang="${e(locale)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${e(subject)}</title>
<style>
${styles(context)}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:${LIGHT.page};font-family:${FONT}">${hidden(preheader)}
<div role="article" aria-roledescription="email" aria-label="${e(subject)}" lang="${e(locale)}" dir="${direction}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="page" style="background:${LIGHT.page}"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px">
<tr><td class="accent" style="padding:0 8px 16px;font:600 20px/28px ${FONT};color:${accentInk(context.accentColor, LIGHT.page)}">${e(shopName)}</td></tr>
<tr><td class="card" style="padding:28px 28px 12px;background:${LIGHT.card};border-radius:14px;font:400 16px/24px ${FONT};color:#26231f">
${emailBlocks(sections, context)}
${signed}</td></tr>
<tr><td class="soft" align="center" style="padding:20px 8px 0;font:400 13px/20px ${FONT};color:#6b655e">
${footer(context)}</td></tr>
</table>
</td></tr></table>
</div>
</body>
</html>`
}

/** What a mailbox shows beside the subject: in the page, and not to be seen there. */
function hidden(preheader: string): string {
  if (preheader === '') return ''
  return `\n<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${e(preheader)}</div>`
}

function footer(context: ComposeContext): string {
  const { unsubscribeUrl, locale } = context
  const end =
    unsubscribeUrl === null
      ? ''
      : `<br><a class="soft" href="${e(unsubscribeUrl)}" style="display:inline-block;padding:10px 0;color:#6b655e;text-decoration:underline">${e(emailWords(locale).unsubscribe)}</a>`
  return `${senderLines(context).map(e).join(' · ')}${end}\n`
}

/** What inline styles cannot say. Programs that know no dark mode, or drop this block, show the light one whole. */
function styles({ accentColor }: ComposeContext): string {
  const ink = accentInk(accentColor, DARK.card)
  const dark = (scope: string) => `${scope}.page{background:${DARK.page} !important}
${scope}.card{background:${DARK.card} !important;color:#f1eeea !important}
${scope}.ink{color:#f1eeea !important}
${scope}.soft{color:#b3aca4 !important}
${scope}.accent{color:${ink} !important}
${scope}.line{border-color:#3d3936 !important}`
  return `:root{color-scheme:light dark;supported-color-schemes:light dark}
a{color:${accentInk(accentColor, LIGHT.card)}}
.button{background:${safeAccent(accentColor)}}
.button a{color:${onAccent(accentColor)}}
@media (max-width:480px){.card{padding:20px 18px 8px !important}}
@media (prefers-color-scheme:dark){
${dark('')}
}
${dark('[data-ogsc] ')}`
}
