import { existsSync, mkdirSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import axe from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { describe } from 'vitest'

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const WAIT_MS = 10_000

/** Sizes that screens are tried and shown at. */
export const viewports = {
  phone: { width: 390, height: 844 },
  tablet: { width: 820, height: 1180 },
  desktop: { width: 1280, height: 800 },
  wide: { width: 1440, height: 900 },
} as const

/** The Chromium to use: `CHROMIUM_PATH`, else the first one on the PATH; null where there is none. */
export function chromiumPath(): string | null {
  const named = process.env.CHROMIUM_PATH
  if (named) return existsSync(named) ? named : null
  const folders = (process.env.PATH ?? '').split(delimiter)
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
  const places = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return places.find((place) => existsSync(place)) ?? null
}

/** Cases that need Chromium: skipped, and saying so, where there is none; a failure with CI=true. */
export function describeInBrowser(title: string, cases: () => void): void {
  const absent = chromiumPath() === null
  if (absent && process.env.CI === 'true') throw new Error('CI needs Chromium')
  describe.skipIf(absent)(absent ? `${title} (no Chromium was found)` : title, cases)
}

export async function openBrowser(): Promise<Browser> {
  const executablePath = chromiumPath()
  if (!executablePath) throw new Error('no Chromium was found')
  return chromium.launch({ executablePath, args: flags })
}

/** A page of a fresh profile. `faults` collects script errors, console errors and CSP violations. */
export interface WatchedPage {
  page: Page
  faults: string[]
  close: () => Promise<void>
}

export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: viewports.desktop, ...options })
  context.setDefaultTimeout(WAIT_MS) // a test that waits for what never comes says so soon
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`)
  })
  await page.exposeFunction('__rapportViolation', (text: string) => {
    faults.push(`csp: ${text}`)
  })
  await page.addInitScript(reportViolations)
  return { page, faults, close: () => context.close() }
}

function reportViolations(): void {
  document.addEventListener('securitypolicyviolation', (event) => {
    const report = Reflect.get(window, '__rapportViolation')
    if (typeof report === 'function') report(`${event.violatedDirective} ${event.blockedURI}`)
  })
}

/** What axe-core finds on the page (open shadow roots included), one readable line each. */
export async function axeViolations(page: Page, options: { within?: string } = {}): Promise<string[]> {
  await page.evaluate(axe.source) // by the debugger, so that a strict CSP of the page holds
  const results = await page.evaluate(
    (within) => Reflect.get(window, 'axe').run(within ?? document),
    options.within,
  )
  return axeLines(results)
}

function axeLines(results: axe.AxeResults): string[] {
  return results.violations.map((violation) => {
    const nodes = violation.nodes.map((node) => `${node.target.join(' ')} (${node.failureSummary})`)
    return `${violation.id}: ${violation.help} at ${nodes.join('; ')}`
  })
}

/** Saves a picture of the page under the folder `SHOTS` names; without it, does nothing. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (!process.env.SHOTS) return
  const path = join(process.env.SHOTS, `${name}.png`)
  mkdirSync(dirname(path), { recursive: true })
  await page.screenshot({ path })
}
