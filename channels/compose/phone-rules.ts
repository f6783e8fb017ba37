/** Who carries our phone messages; the sandbox takes what the Cloud API takes. */
export type PhoneProvider = 'twilio' | 'whatsapp_cloud' | 'whatsapp_web' | 'sandbox'

/** What a provider lets one message be. */
export interface PhoneRules {
  /** The longest text of one message. */
  maxChars: number
  maxCaption: number
  /** Buttons and lists, or numbers in the text where there are none. */
  choices: 'interactive' | 'numbered'
  /**
   * Which pictures it shows to the customer; a card without one is words. none: the pilot's browser would fetch
   * whatever address a feed names, from inside our network.
   */
  pictures: 'jpeg_and_png' | 'any' | 'none'
  /** Whose name of a template it goes by; `text`: it knows no templates, and sends what they say. */
  templates: 'twilio' | 'whatsapp_cloud' | 'any' | 'text'
}

/**
 * Twilio: 1,600 characters on every channel (its error 21617). Meta: text 4,096, caption 1,024. Pictures other
 * than JPEG and PNG are refused by both.
 */
export const phoneRules: Record<PhoneProvider, PhoneRules> = {
  twilio: {
    maxChars: 1600,
    maxCaption: 1024,
    choices: 'numbered',
    pictures: 'jpeg_and_png',
    templates: 'twilio',
  },
  whatsapp_cloud: {
    maxChars: 4096,
    maxCaption: 1024,
    choices: 'interactive',
    pictures: 'jpeg_and_png',
    templates: 'whatsapp_cloud',
  },
  whatsapp_web: {
    maxChars: 4096,
    maxCaption: 1024,
    choices: 'numbered',
    pictures: 'none',
    templates: 'text',
  },
  sandbox: {
    maxChars: 4096,
    maxCaption: 1024,
    choices: 'interactive',
    pictures: 'any',
    templates: 'any',
  },
}

/** Nobody else carries our SMS, and the sandbox's are as long as Twilio's. */
export const smsMaxChars = phoneRules.twilio.maxChars
