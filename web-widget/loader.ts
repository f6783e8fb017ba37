import type { WidgetConfig } from '../contract/chat.ts'
import { createEvents, type RapportApi, runQueued } from './api.ts'
import type { Panel, PanelHost, ScriptOptions, TokenSource } from './handover.ts'
import { drawLauncher } from './launcher.ts'
import { hasRemembered, wasOpen } from './remembered.ts'
import { findScript, readOptions } from './script-options.ts'

const IDLE_MS = 1500 // the page itself comes first
const LONGEST_WAIT_MS = 30_000

/**
 * All that a page pays before the launcher is pressed: the button, the host page's API (calls wait for the
 * panel), and one request for the shop's settings. It stores nothing and sets no identifier.
 */
function install(options: ScriptOptions): void {
  const events = createEvents()
  const said: { identity: TokenSource | null; consent: boolean | null } = {
    identity: options.identityToken ?? null,
    consent: null,
  }
  let panel: Promise<Panel> | null = null
  const launcher = whenReady().then(async () => {
    const config = await readConfig(options)
    const locale = options.locale ?? config.locale
    return { options, config, locale, ...drawLauncher(options, config, locale) }
  })

  const load = (): Promise<Panel> => {
    panel ??= launcher.then((drawn) => loadPanel({ ...drawn, ...said, emit: events.emit }))
    panel.catch(() => {
      panel = null // the next press tries again
    })
    return panel
  }
  const api: RapportApi = {
    open: async () => (await load()).open(),
    close: async () => (await panel)?.close(),
    send: async (text) => (await load()).send(text),
    identify: async (source) => {
      said.identity = source
      // a sign-out must also reach a chat that an earlier page kept
      if (panel || (source === null && hasRemembered())) await (await load()).identify(source)
    },
    consent: async (granted) => {
      said.consent = granted
      if (panel || (!granted && hasRemembered())) (await load()).consent(granted)
    },
    addToCart: async (item) => (await load()).changeCart({ ...item, mode: 'add' }),
    setCartLine: async (item) => (await load()).changeCart({ ...item, mode: 'set' }),
    cart: async () => (panel || hasRemembered() ? (await load()).cart() : null),
    on: events.on,
    push: (...calls) => {
      for (const call of calls) runQueued(api, call)
    },
  }
  const queued: unknown = Reflect.get(window, 'Rapport')
  Reflect.set(window, 'Rapport', api)
  if (Array.isArray(queued)) api.push(...queued)

  launcher.then(
    (drawn) => {
      drawn.button.addEventListener('click', () => {
        load().then(
          (loaded) => loaded.toggle(),
          () => {}, // the launcher says that it failed
        )
      })
      events.emit('ready')
      if (wasOpen())
        load().then(
          (loaded) => loaded.open(),
          () => {},
        )
      else if (hasRemembered()) setTimeout(() => load().catch(() => {}), IDLE_MS)
    },
    // no button is drawn that would do nothing; the page's owner reads here why
    // biome-ignore lint/suspicious/noConsole: it is the only way to reach who installs the widget
    (error: unknown) => console.warn('Rapport is not shown:', error),
  )
}

async function loadPanel(host: PanelHost): Promise<Panel> {
  const { button, note, again } = host
  button.setAttribute('aria-busy', 'true')
  note.textContent = ''
  try {
    const { start }: { start: (host: PanelHost) => Promise<Panel> } = await importPanel(host.options.base)
    return await start(host)
  } catch (error) {
    note.textContent = again
    reportError(error) // for the page's owner
    throw error
  } finally {
    button.removeAttribute('aria-busy')
  }
}

let tries = 0

/** Browsers remember a module that could not be fetched, so another try needs another address. */
function importPanel(base: string) {
  const address = `${base}widget/${__PANEL_FILE__}${tries ? `?try=${tries}` : ''}`
  tries++
  return import(/* @vite-ignore */ address)
}

/** Tries for a while where the server is not there; a refusal (a wrong key or origin) is final. */
async function readConfig({ base, key }: ScriptOptions): Promise<WidgetConfig> {
  for (let wait = 1000; ; wait *= 3) {
    const answer = await fetch(`${base}v1/widget?key=${encodeURIComponent(key)}`).catch(() => null)
    if (answer?.ok) return answer.json()
    if ((answer && answer.status < 500) || wait > LONGEST_WAIT_MS) throw (await answer?.text()) ?? 'no answer'
    await new Promise((resolve) => setTimeout(resolve, wait))
  }
}

function whenReady(): Promise<void> {
  if (document.body) return Promise.resolve()
  return new Promise((resolve) => document.addEventListener('DOMContentLoaded', () => resolve()))
}

/** A page may carry the tag twice; the second does nothing. */
function isInstalled(): boolean {
  const present: unknown = Reflect.get(window, 'Rapport')
  return typeof present === 'object' && present !== null && 'identify' in present
}

const script = findScript()
if (script && !isInstalled()) install(readOptions(script))
