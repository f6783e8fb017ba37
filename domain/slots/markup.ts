import type { ShownContent, SlotProduct } from '#contract/decide.ts'
import { formatMoney } from '#contract/money.ts'
import type { SlotKind } from '#contract/slots.ts'

/** What markup is made of. */
export interface Drawn {
  name: string
  kind: SlotKind
  content: ShownContent
}

/**
 * A slot as markup: escaped, with class names and no style or script of its own, so that a strict content
 * security policy lets it stand. Empty where there is nothing to show.
 */
export function markupOf({ name, kind, content }: Drawn, locale: string): string {
  const inside = `${picture(content)}${words(content)}${proof(content)}${row(content, locale)}${link(content)}`
  if (inside === '') return ''
  const label = content.title === null ? '' : ` aria-label="${escapeHtml(content.title)}"`
  const closes = kind === 'exit_intent' || kind === 'app_install'
  const role = kind === 'exit_intent' ? ' role="dialog"' : ''
  return `<section class="rapport-slot rapport-slot-${kind}" data-slot="${escapeHtml(name)}"${role}${label}>${inside}${closes ? closeButton : ''}</section>`
}

const closeButton = '<button type="button" class="rapport-close" aria-label="Close">×</button>'

function picture({ image }: ShownContent): string {
  if (image === null) return ''
  return `<img class="rapport-image" src="${escapeHtml(image.url)}" alt="${escapeHtml(image.alt)}">`
}

function words({ title, text }: ShownContent): string {
  const head = title === null ? '' : `<h2 class="rapport-title">${escapeHtml(title)}</h2>`
  return text === null ? head : `${head}<p class="rapport-text">${escapeHtml(text)}</p>`
}

function proof({ proof: lines }: ShownContent): string {
  if (lines.length === 0) return ''
  const items = lines.map(({ kind, text }) => `<li class="rapport-proof-${kind}">${escapeHtml(text)}</li>`)
  return `<ul class="rapport-proof">${items.join('')}</ul>`
}

function link({ link: given }: ShownContent): string {
  if (given === null) return ''
  return `<a class="rapport-link" href="${escapeHtml(given.url)}">${escapeHtml(given.label)}</a>`
}

function row({ row: given }: ShownContent, locale: string): string {
  if (given === null) return ''
  return `<ul class="rapport-products">${given.products.map((product) => tile(product, locale)).join('')}</ul>`
}

function tile(product: SlotProduct, locale: string): string {
  const { productId, url, about, inStore, reason } = product
  const inside = `${goods(product, locale)}${about === null ? '' : `<span class="rapport-about">${escapeHtml(about)}</span>`}`
  const linked =
    url === null ? inside : `<a class="rapport-product-link" href="${escapeHtml(url)}">${inside}</a>`
  const stock =
    inStore === null || inStore < 1 ? '' : `<span class="rapport-stock">${inStore} in your store</span>`
  return `<li class="rapport-product" data-product="${escapeHtml(productId)}">${linked}${stock}<span class="rapport-why">${escapeHtml(reason.text)}</span></li>`
}

/** What is the same of a product in every row. */
function goods({ image, title, price, listPrice }: SlotProduct, locale: string): string {
  const shown = image
    ? `<img class="rapport-product-image" src="${escapeHtml(image.url)}" alt="" loading="lazy">`
    : ''
  const was =
    listPrice && listPrice.amount > price.amount
      ? `<s class="rapport-was">${escapeHtml(formatMoney(listPrice, locale))}</s>`
      : ''
  return `${shown}<span class="rapport-name">${escapeHtml(title)}</span><span class="rapport-price">${escapeHtml(formatMoney(price, locale))}</span>${was}`
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign)
}
