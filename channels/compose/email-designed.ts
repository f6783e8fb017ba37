import type { BlockColours } from '#contract/content-blocks.ts'
import type { Section } from './email-sections.ts'
import { escapeHtml as e } from './escape-html.ts'

type Of<Kind extends Section['kind']> = Extract<Section, { kind: Kind }>

/** Lines of plain text, escaped. */
export function lines(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map(e)
    .join('<br>')
}

export function headingHtml(text: string): string {
  return `<h2 style="margin:0 0 12px;font-size:22px;line-height:28px;font-weight:600">${lines(text)}</h2>`
}

const HEX = /^#[0-9a-f]{6}$/i

/** On colours of its own, which stay as they are in the dark: both are given. */
export function onGround(html: string, colours: BlockColours | undefined): string {
  if (!colours || !HEX.test(colours.ink) || !HEX.test(colours.ground)) return html
  const { ink, ground } = colours
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px"><tr><td bgcolor="${ground}" style="padding:18px 18px 4px;background:${ground};color:${ink};border-radius:10px">${html}</td></tr></table>`
}

/** As wide as the mail, never wider than a phone. */
export function widePicture({ picture, url }: Of<'picture'>): string {
  const image = `<img src="${e(picture.url)}" alt="${e(picture.alt)}" width="544" style="display:block;width:100%;max-width:544px;height:auto;border:0;border-radius:10px">`
  return `<div style="margin:0 0 20px">${url === null ? image : `<a href="${e(url)}">${image}</a>`}</div>`
}

export function offerGround(html: string, code: string | null): string {
  const typed =
    code === null
      ? ''
      : `<p style="margin:0 0 16px;font:600 18px/24px ui-monospace,Menlo,Consolas,monospace;letter-spacing:1px">${e(code)}</p>`
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px"><tr><td class="line" style="padding:18px 18px 2px;border:1px solid #e7e2dc;border-radius:10px">${html}${typed}</td></tr></table>`
}

/** A customer's words, signed as they signed them. */
export function quoteHtml({ text, by, stars, picture }: Of<'quote'>): string {
  const rating =
    stars === null
      ? ''
      : `<span role="img" aria-label="${stars} / 5">${'★'.repeat(stars)}${'☆'.repeat(5 - stars)}</span><br>`
  const image = picture
    ? `<td valign="top" width="88" style="padding-inline-end:16px;width:72px"><img src="${e(picture.url)}" alt="${e(picture.alt)}" width="72" style="display:block;width:72px;height:auto;border:0;border-radius:10px"></td>`
    : ''
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px"><tr>${image}<td valign="top"><p style="margin:0 0 6px">${rating}“${lines(text)}”</p><p class="soft" style="margin:0;color:#6b655e;font-size:14px">${e(by)}</p></td></tr></table>`
}
