/** What a message asks or says of messages and of the use of data; a plain "stop" never comes this far. */
export type ConsentWords =
  | { asks: true }
  | {
      asks: false
      channel: 'web' | 'email' | 'sms' | 'whatsapp'
      purpose: string
      state: 'granted' | 'denied'
    }

const asking =
  /\bwhat (?:kind of |sort of )?(?:messages|mails?|e-?mails|newsletters?|texts?) (?:do|will|would|can|may) (?:i|you) (?:get|receive|send|have)\b|\b(?:may|can|do|will) you (?:still )?(?:e-?mail|text|message|whatsapp) me (?:offers|news|newsletters?|promotions?)\b|\bam i (?:still )?(?:subscribed|opted in|signed up (?:for|to)|on (?:your|the) (?:mailing |e-?mail )?list)\b|\bwhat (?:have i|did i) (?:agreed? to|consent(?:ed)? to|opted in(?:to)?)\b/

const promotion = '(?:offers?|news|newsletters?|deals|promotions?|new arrivals|sales?|new products)'
const granting = new RegExp(
  `\\b(?:you (?:may|can|are allowed to)|feel free to) (e-?mail|text|sms|whatsapp|message) me(?: (?:about |with )?(?:your |the |any )?${promotion}| any ?time)?(?: please)?[.!]*$|\\bplease (e-?mail|text|whatsapp) me (?:about |with )?(?:your |the |any )?${promotion}\\b`,
)
const using =
  /\byou (?:may|can) (?:use|keep using) (?:this|that|it|my data|my preferences|what (?:you know|i told you)(?: about me| of me)?)\b/
const notUsing =
  /\b(?:stop|don't|do not|no longer|please stop) (?:using|use) (?:my (?:data|preferences|orders|purchases)|what you know)\b|\b(?:stop|don't|do not|no) personali[sz](?:ing|e|ation)\b/

const channels: Record<string, 'email' | 'sms' | 'whatsapp'> = {
  email: 'email',
  'e-mail': 'email',
  text: 'sms',
  sms: 'sms',
  message: 'sms',
  whatsapp: 'whatsapp',
}

/** null: it is about something else. */
export function consentIn(folded: string): ConsentWords | null {
  if (asking.test(folded)) return { asks: true }
  if (notUsing.test(folded))
    return { asks: false, channel: 'web', purpose: 'personalisation', state: 'denied' }
  if (/\?\s*$/.test(folded)) return null
  if (using.test(folded)) return { asks: false, channel: 'web', purpose: 'personalisation', state: 'granted' }
  const granted = granting.exec(folded)
  const channel = channels[granted?.[1] ?? granted?.[2] ?? '']
  return channel ? { asks: false, channel, purpose: 'marketing', state: 'granted' } : null
}
