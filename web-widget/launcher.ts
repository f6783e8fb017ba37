import type { WidgetConfig } from '../contract/chat.ts'
import { accentOf, onAccent } from './accent.ts'
import type { Launcher, ScriptOptions } from './handover.ts'
import css from './launcher.css?inline'
import { launcherTexts } from './launcher-texts.ts'

/** Draws the round button, in a shadow root of its own that no style of the page reaches. */
export function drawLauncher(options: ScriptOptions, config: WidgetConfig, locale: string): Launcher {
  const { name, again } = launcherTexts(locale, config.shopName)
  const host = document.createElement('rapport-chat')
  const shadow = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  shadow.adoptedStyleSheets = [sheet]
  const button = element('button', {
    class: 'launcher',
    'aria-label': name,
    'aria-haspopup': 'dialog',
    'aria-expanded': 'false',
  })
  const note = element('div', { class: 'note', role: 'status' })
  const frame = drawFrame(options, config, locale)
  frame.append(button, note)
  shadow.append(frame)
  document.body.append(host)
  return { shadow, frame, button, note, again }
}

function drawFrame(options: ScriptOptions, config: WidgetConfig, locale: string): HTMLElement {
  const accent = accentOf(options, config)
  const frame = element('section', {
    class: 'frame',
    'aria-label': config.shopName,
    lang: locale,
    dir: options.direction ?? config.direction,
  })
  frame.style.colorScheme = options.scheme ?? 'light dark'
  frame.style.setProperty('--shop-accent', accent)
  frame.style.setProperty('--shop-on-accent', onAccent(accent))
  return frame
}

function element(name: string, attributes: Record<string, string>): HTMLElement {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  return made
}
