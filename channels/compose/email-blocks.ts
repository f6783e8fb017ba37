import type { BlockColours } from '#contract/content-blocks.ts'
import { accentInk, onAccent, safeAccent } from './colours.ts'
import type { ComposeContext } from './composed.ts'
import { headingHtml, lines, offerGround, onGround, quoteHtml, widePicture } from './email-designed.ts'
import type { Line, Link, Picture, Section } from './email-sections.ts'
import { escapeHtml as e } from './escape-html.ts'
import type { Block, Inline } from './small-markdown.ts'

const CARD = '#ffffff'

/** The sections as rows of HTML; every text and address in them is escaped here. */
export function emailBlocks(sections: readonly Section[], context: ComposeContext): string {
  return sections.map((section) => sectionHtml(section, context)).join('\n')
}

function sectionHtml(section: Section, context: ComposeContext): string {
  switch (section.kind) {
    case 'words':
      return onGround(section.blocks.map((block) => wordsHtml(block, context)).join('\n'), section.colours)
    case 'heading':
      return onGround(headingHtml(section.text), section.colours)
    case 'button':
      return `<div style="margin:0 0 20px">${buttonHtml(section.link, context, undefined, section.colours)}</div>`
    case 'picture':
      return widePicture(section)
    case 'offer':
      return offerHtml(section, context)
    case 'quote':
      return quoteHtml(section)
    case 'divider':
      return '<hr class="line" style="margin:8px 0 24px;border:0;border-top:1px solid #e7e2dc">'
    case 'small':
      return `<p class="soft" style="margin:0 0 16px;color:#6b655e;font-size:13px;line-height:20px">${lines(section.text)}</p>`
    case 'product':
      return productHtml(section, context)
    case 'lines':
      return linesHtml(section, context)
    case 'link':
      return `<p style="margin:0 0 16px">${linkHtml(section.link, context)}</p>`
  }
}

function wordsHtml(block: Block, context: ComposeContext): string {
  const line = (inlines: readonly Inline[]) => inlines.map((part) => inlineHtml(part, context)).join('')
  if (block.kind === 'paragraph')
    return `<p style="margin:0 0 16px">${block.lines.map(line).join('<br>')}</p>`
  const items = block.items.map((item) => `<li style="margin:0 0 4px">${line(item)}</li>`).join('')
  const [tag, start] = block.start === null ? ['ul', ''] : ['ol', ` start="${block.start}"`]
  return `<${tag}${start} style="margin:0 0 16px;padding:0 24px">${items}</${tag}>`
}

function inlineHtml(part: Inline, context: ComposeContext): string {
  if (part.kind === 'link') return linkHtml({ label: part.text, url: part.url }, context)
  return part.kind === 'bold' ? `<strong>${e(part.text)}</strong>` : e(part.text)
}

function linkHtml({ label, url }: Link, { accentColor }: ComposeContext): string {
  return `<a class="accent" href="${e(url)}" style="color:${accentInk(accentColor, CARD)}">${e(label)}</a>`
}

type ProductSection = Extract<Section, { kind: 'product' }>

/** Picture and words side by side: both fit at 320 px, so that nothing needs to wrap. */
function productHtml({ line, was, link }: ProductSection, context: ComposeContext): string {
  const detail = line.detail
    ? `<br><span class="soft" style="color:#6b655e;font-size:14px">${e(line.detail)}</span>`
    : ''
  const before = was
    ? ` <span class="soft" style="color:#6b655e;font-size:14px;font-weight:400;white-space:nowrap">${e(was)}</span>`
    : ''
  const button = link ? buttonHtml(link, context, line.title) : ''
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px"><tr>
${pictureCell(line.picture, link, 132)}<td valign="top"><strong>${e(line.title)}</strong>${detail}
<p style="margin:6px 0 12px;font-weight:600">${e(line.price)}${before}</p>${button}</td>
</tr></table>`
}

function pictureCell(picture: Picture | null, link: Link | null, size: number): string {
  if (!picture) return ''
  const image = `<img src="${e(picture.url)}" alt="${e(picture.alt)}" width="${size}" style="display:block;width:${size}px;max-width:100%;height:auto;border:0;border-radius:10px">`
  const inner = link ? `<a href="${e(link.url)}">${image}</a>` : image
  return `<td valign="top" width="${size + 16}" style="padding-inline-end:16px;width:${size}px">${inner}</td>`
}

/** A table cell with a colour of its own: it stays a button where styles of links are dropped. */
function buttonHtml(
  { label, url }: Link,
  { accentColor }: ComposeContext,
  about?: string,
  colours?: BlockColours,
): string {
  const name = about === undefined ? '' : ` aria-label="${e(`${label}: ${about}`)}"`
  const ground = safeAccent(colours?.ground ?? accentColor)
  const ink = colours ? safeAccent(colours.ink) : onAccent(accentColor)
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td class="${colours ? 'own' : 'button'}" bgcolor="${ground}" style="background:${ground};border-radius:10px;mso-padding-alt:11px 20px"><a href="${e(url)}"${name} style="display:inline-block;padding:11px 20px;color:${ink};font-weight:600;font-size:15px;line-height:22px;text-decoration:none">${e(label)}</a></td></tr></table>`
}

/** What an offer says, and its code as it must be typed. */
function offerHtml({ blocks, code }: Extract<Section, { kind: 'offer' }>, context: ComposeContext): string {
  return offerGround(blocks.map((block) => wordsHtml(block, context)).join('\n'), code)
}

type LinesSection = Extract<Section, { kind: 'lines' }>

function linesHtml({ title, note, lines, sum, links }: LinesSection, context: ComposeContext): string {
  const head = title ? `<p style="margin:0 0 4px;font-weight:600">${e(title)}</p>` : ''
  const said = note ? `<p class="soft" style="margin:0 0 12px;color:#6b655e">${e(note)}</p>` : ''
  const buttons = links
    .map((link) => `<div style="margin:0 0 16px">${buttonHtml(link, context)}</div>`)
    .join('')
  return `${head}${said}<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px">
${lines.map(lineRow).join('\n')}
<tr><td colspan="2" style="padding:12px 0 0;font-weight:600">${e(sum.label)}</td><td align="right" style="padding:12px 0 0;font-weight:600;font-variant-numeric:tabular-nums">${e(sum.price)}</td></tr>
</table>${buttons}`
}

function lineRow(line: Line): string {
  const cell = 'class="line" valign="top" style="padding:10px 0;border-bottom:1px solid #e7e2dc'
  const picture = line.picture
    ? `<img src="${e(line.picture.url)}" alt="${e(line.picture.alt)}" width="56" style="display:block;width:56px;height:auto;border:0;border-radius:8px">`
    : ''
  const detail = line.detail
    ? `<br><span class="soft" style="color:#6b655e;font-size:14px">${e(line.detail)}</span>`
    : ''
  return `<tr><td ${cell};width:${picture ? 68 : 0}px">${picture}</td><td ${cell}">${e(line.title)}${detail}</td><td align="right" ${cell};white-space:nowrap;font-variant-numeric:tabular-nums;padding-inline-start:12px">${e(line.price)}</td></tr>`
}
