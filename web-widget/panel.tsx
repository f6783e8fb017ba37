import { createRoot } from 'react-dom/client'
import type { Message } from '../contract/message.ts'
import { accentInk, accentOf } from './accent.ts'
import cardsCss from './cards.css?inline'
import { createChat } from './chat/chat.ts'
import { unread } from './chat/transcript.ts'
import comparisonCss from './comparison.css?inline'
import type { Panel, PanelHost } from './handover.ts'
import panelCss from './panel.css?inline'
import { fill, loadTexts, type Texts } from './texts.ts'
import transcriptCss from './transcript.css?inline'
import { createAnnouncer } from './view/announcer.ts'
import { PanelView } from './view/panel-view.tsx'
import { coverPhone } from './view/sheet.ts'
import { formatDate, formatMoney, safeUrl, type Ui } from './view/ui.ts'

/** Starts the chat inside the frame that the loader drew. */
export async function start(host: PanelHost): Promise<Panel> {
  const texts = await loadTexts(host.locale)
  dress(host.shadow)
  tint(host)
  const announcer = createAnnouncer(host.frame)
  const chat = createChat(host, (message) => {
    if (message.sender !== 'customer') announcer.say(spoken(message, texts))
  })
  const ui = createUi(host, texts, chat, announcer.say)
  showUnread(host, ui)

  const close = () => {
    if (!chat.state.get().isOpen) return
    const hadFocus = host.shadow.activeElement !== null
    chat.close()
    shown(host, false)
    if (hadFocus) host.button.focus()
  }
  const open = () => {
    if (chat.state.get().isOpen) return
    chat.open()
    shown(host, true)
  }
  mount(host, ui, close)
  if (chat.isKept()) chat.start()
  return {
    open,
    close,
    toggle: () => (chat.state.get().isOpen ? close() : open()),
    send: chat.send,
    identify: chat.identify,
    consent: chat.agree,
    changeCart: chat.changeCart,
    cart: chat.cart,
  }
}

/** Constructed sheets: a strict policy of the host page lets them be. */
function dress(shadow: ShadowRoot): void {
  const sheet = new CSSStyleSheet()
  // the panel's own comes last: it ends with the media rules
  sheet.replaceSync(transcriptCss + cardsCss + comparisonCss + panelCss)
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet]
}

/** The accent as text, for which the launcher has no use. */
function tint({ frame, options, config }: PanelHost): void {
  const accent = accentOf(options, config)
  frame.style.setProperty('--shop-ink-light', accentInk(accent, 'light'))
  frame.style.setProperty('--shop-ink-dark', accentInk(accent, 'dark'))
}

function mount(host: PanelHost, ui: Ui, onClose: () => void): void {
  const container = document.createElement('div')
  // keys pressed in the chat must not reach the shortcuts of the host page
  for (const type of ['keydown', 'keyup', 'keypress'])
    container.addEventListener(type, (event) => event.stopPropagation())
  host.frame.append(container)
  createRoot(container).render(<PanelView ui={ui} config={host.config} onClose={onClose} />)
}

function shown(host: PanelHost, isOpen: boolean): void {
  host.frame.classList.toggle('open', isOpen)
  host.button.setAttribute('aria-expanded', String(isOpen))
  coverPhone(host.frame, isOpen)
  host.emit(isOpen ? 'open' : 'close')
}

function createUi(host: PanelHost, texts: Texts, chat: Ui['chat'], say: Ui['say']): Ui {
  const { locale } = host
  return {
    chat,
    texts,
    say,
    base: host.options.base,
    shopName: host.config.shopName,
    money: (money) => formatMoney(money, locale),
    date: (iso) => formatDate(iso, locale, { day: 'numeric', month: 'long' }),
    time: (iso) => formatDate(iso, locale, { hour: 'numeric', minute: '2-digit' }),
    image: (image) => safeUrl(image.url, host.options.base),
  }
}

/** The number on the launcher, and in its name, while the panel is closed. */
function showUnread(host: PanelHost, { chat, texts }: Ui): void {
  const name = host.button.getAttribute('aria-label') ?? ''
  const badge = document.createElement('span')
  badge.className = 'badge'
  host.button.append(badge)
  chat.state.subscribe(({ isOpen, transcript }) => {
    const count = isOpen ? 0 : unread(transcript).length
    badge.replaceChildren(count > 0 ? String(count) : '')
    host.button.setAttribute('aria-label', count > 0 ? `${name}, ${fill(texts.unread, { count })}` : name)
  })
}

/** A message as it is read out. */
function spoken(message: Message, texts: Texts): string {
  const who = message.sender === 'system' ? '' : `${message.staffName ?? texts.assistant}: `
  const products = message.parts.flatMap((part) => (part.type === 'products' ? part.products : []))
  const shown = products.length > 0 ? ` ${fill(texts.products, { count: products.length })}` : ''
  return `${who}${message.text.replace(/[*_#]/g, '')}${shown}`
}
