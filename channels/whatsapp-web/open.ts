import type { ChannelAdapter } from '../adapter.ts'
import { createWhatsappWebAdapter, type WhatsappWebOptions } from './adapter.ts'

export interface OpenWhatsappWebOptions
  extends Pick<WhatsappWebOptions, 'onMessage' | 'onStatus' | 'perSecond'> {
  /** The number that the pilot writes from, in E.164; its owner links this server as a device. */
  phone: string
  /** A Chromium or Chrome on this machine. */
  browserPath: string
  /** Where the linked session is kept; whoever has it is signed in as this number. */
  sessionDir: string
  /** The code to type under Linked devices, whenever there is a new one. */
  onPairingCode: (code: string) => void
  onTrouble: (error: unknown) => void
}

/**
 * Opens the browser client in the background; until it is linked and connected each send is to be tried again.
 * Throws an Error of one line where the package is not installed.
 */
export async function openWhatsappWeb(options: OpenWhatsappWebOptions): Promise<ChannelAdapter> {
  const { default: vendor } = await import('whatsapp-web.js').catch(() => {
    throw new Error('WHATSAPP_WEB=1 needs the package: npm install whatsapp-web.js@1.34.7')
  })
  const client = new vendor.Client({
    authStrategy: new vendor.LocalAuth({ dataPath: options.sessionDir }),
    pairWithPhoneNumber: { phoneNumber: options.phone.replace(/^\+/, '') },
    puppeteer: { executablePath: options.browserPath, headless: true },
  })
  client.on('code', options.onPairingCode)
  client.on('auth_failure', () => options.onTrouble(new Error('WhatsApp refused the linked session')))
  const adapter = createWhatsappWebAdapter({
    client,
    pictureFrom: (url) => vendor.MessageMedia.fromUrl(url, { unsafeMime: true }),
    onMessage: options.onMessage,
    onStatus: options.onStatus,
    perSecond: options.perSecond,
  })
  client.initialize().catch(options.onTrouble)
  return adapter
}
