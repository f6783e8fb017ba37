import type { ProductCard } from '#contract/message.ts'
import { formatMoney, multiplyMoney, sumMoney } from '#contract/money.ts'
import { escapeHtml } from '#knowledge/documents/index.ts'
import { frame } from '../preferences/frame.ts'
import type { Language } from '../preferences/words.ts'
import type { AgainLine } from './goods.ts'
import { type AgainWords, againWords } from './words.ts'

const e = escapeHtml
const stylesheets = ['/preferences/theme.css', '/again/theme.css']

export interface AgainPage {
  lines: readonly AgainLine[]
  /** How many of each are chosen now. */
  chosen: readonly number[]
  shopName: string
  language: Language
  notice: 'nothingChosen' | 'inCart' | null
  /** The shop's first page. */
  home: string
  /** The address of a product where it is a page of the shop. */
  pageOf: (card: ProductCard) => string | null
}

/**
 * Prices and stock of this moment, one form, one button; it works without a script. The unseen button is what a
 * browser presses for who types Enter into a number: the page again, with another sum.
 */
export function againPage(page: AgainPage): string {
  const words = againWords(page.language)
  const canBuy = page.lines.some(({ most }) => most > 0)
  const goods = page.lines.map((line, at) => goodHtml(line, at, page, words)).join('\n')
  const html = `${noticeHtml(page.notice, words)}<h1>${e(words.title)}</h1>
<p class="soft">${e(canBuy ? words.intro(page.shopName) : words.nothingLeft)}</p>
<form method="post">
<button class="unseen" formmethod="get" tabindex="-1" aria-hidden="true"></button>
<ul class="goods">
${goods}
</ul>
${canBuy ? goHtml(page, words) : shopHtml(page.home, words)}
</form>`
  return frame(page.shopName, page.language, words.title, html, stylesheets)
}

function noticeHtml(notice: AgainPage['notice'], words: AgainWords): string {
  if (notice === null) return ''
  const [kind, role] = notice === 'inCart' ? ['', 'status'] : [' bad', 'alert']
  return `<p class="notice${kind}" role="${role}" tabindex="-1" autofocus>${e(words[notice])}</p>\n`
}

function goHtml({ lines, chosen, language, notice, home }: AgainPage, words: AgainWords): string {
  const bought = lines.flatMap(({ price, most }, at) =>
    price && most > 0 ? [multiplyMoney(price, chosen[at] ?? 0)] : [],
  )
  const total = sumMoney(bought, bought[0]?.currency ?? '')
  const shop = notice === 'inCart' ? shopHtml(home, words) : ''
  return `<p class="sum"><span>${e(words.total)}</span> <strong>${e(formatMoney(total, language))}</strong></p>
<div class="go"><button class="main">${e(words.button)}</button><p class="soft">${e(words.note)}</p>${shop}</div>`
}

const shopHtml = (home: string, words: AgainWords): string =>
  `<p><a href="${e(home)}">${e(words.toShop)}</a></p>`

function goodHtml(line: AgainLine, at: number, page: AgainPage, words: AgainWords): string {
  const { title, options, image, most, similar } = line
  const picture = image
    ? `<img src="${e(image.url)}" alt="${e(image.alt)}" loading="lazy">`
    : '<span class="blank"></span>'
  const more = options === '' ? '' : `<p class="soft">${e(options)}</p>`
  const steps = most > 0 ? stepsHtml(line, at, page.chosen[at] ?? 0, words) : ''
  return `<li class="good" id="good${at}">${picture}<div><h2>${e(title)}</h2>${more}${priceHtml(line, page.language, words)}</div>${steps}${similarHtml(similar, page, words)}</li>`
}

function priceHtml(line: AgainLine, language: Language, words: AgainWords): string {
  const { price, was } = line
  const now = price ? `<strong>${e(formatMoney(price, language))}</strong>` : ''
  const then = was ? ` <span class="soft">${e(words.lastTime(formatMoney(was, language)))}</span>` : ''
  const shown = now === '' ? '' : `<p class="price">${now}${then}</p>`
  return `${shown}<p class="${line.standing === 'in_stock' ? 'soft' : 'few'}">${e(standingIn(line, language, words))}</p>`
}

function standingIn({ standing, most, opensAt }: AgainLine, language: Language, words: AgainWords): string {
  if (standing === 'in_stock') return words.inStock
  if (standing === 'few') return words.left(most)
  if (standing === 'gone') return words.gone
  if (standing === 'sold_out' || opensAt === null) return words.soldOut
  return words.notYet(
    new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(opensAt),
  )
}

/** One less and one more ask for this page anew, at the same place, with another number: nothing is written by it. */
function stepsHtml({ title, most }: AgainLine, at: number, chosen: number, words: AgainWords): string {
  const step = (sign: '-' | '+', label: string, off: boolean) =>
    `<button name="step" value="${at}${sign}" formmethod="get" formaction="#good${at}" formnovalidate aria-label="${e(label)}"${off ? ' disabled' : ''}>${sign === '-' ? '−' : '+'}</button>`
  return `<div class="steps"><label for="q${at}">${e(words.quantity)}</label>${step('-', words.less(title), chosen <= 0)}<input type="number" id="q${at}" name="q${at}" value="${chosen}" min="0" max="${most}" inputmode="numeric">${step('+', words.more(title), chosen >= most)}</div>`
}

function similarHtml(similar: readonly ProductCard[], page: AgainPage, words: AgainWords): string {
  const tiles = similar.flatMap((card) => {
    const url = page.pageOf(card)
    if (url === null) return []
    const image = card.image ? `<img src="${e(card.image.url)}" alt="" loading="lazy">` : ''
    return [
      `<li><a href="${e(url)}">${image}${e(card.title)}</a><p class="price">${e(formatMoney(card.price, page.language))}</p></li>`,
    ]
  })
  if (tiles.length === 0) return ''
  return `<div class="similar"><h3>${e(words.similar)}</h3><ul>${tiles.join('')}</ul></div>`
}
