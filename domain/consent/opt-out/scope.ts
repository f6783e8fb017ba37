import { type ConsentChannel, consentChannels } from '../consent.ts'
import { fits } from './pattern.ts'
import type { Word } from './words.ts'

/** What a revocation is about: where it was written, the channels it names, or everything. */
export type OptOutScope = 'this_channel' | 'named' | 'all'

/** Words that name a channel, in any of the languages. */
const named: Partial<Record<ConsentChannel, string>> = {
  sms: 'sms smsing text texts texting texted txt txts txting textos textnachrichten simsen text_messages',
  email:
    'email emails emailing emailed mail mails mailing newsletter newsletters newslettern correo correos boletin boletines courriel courriels infolettre rundmail rundmails mailings emailverteiler mailverteiler',
  whatsapp: 'whatsapp whatsapps whatsapping wasap wasaps guasap whats zap zaps',
  push: 'push notification notifications notificacion notificaciones notificacao notificacoes notifica notifiche benachrichtigung benachrichtigungen pushnachrichten',
}

/** Words by which somebody means every way to reach them. */
const everything =
  'alone contact* kontakt* kontakti* contat* all everything anywhere tout toute tous todo todos tudo tutto alles paz paix tranquil* pace ruhe frieden consent* consentimiento consentement consenso consentimento einwilligung object* oppos* opongo oponho oppongo widersprech* numero number nummer telefonnummer data datos donnees daten dados dati in_touch'

export function scopeOf(
  words: readonly Word[],
  channel: string,
): { scope: OptOutScope; channels: ConsentChannel[] } {
  const texts = words.map((word) => word.text)
  const says = (list: string) => list.split(' ').some((wanted) => texts.some((text) => fits(wanted, text)))
  const found = consentChannels.filter((entry) => says(named[entry] ?? '-'))
  const here = consentChannels.find((entry) => entry === channel && entry !== 'web')
  // who writes on WhatsApp that we shall stop texting means WhatsApp too
  if (found.length > 0) {
    const also = here && found.includes('sms') ? [here] : []
    return {
      scope: 'named',
      channels: consentChannels.filter((entry) => [...found, ...also].includes(entry)),
    }
  }
  if (!here || says(everything)) return everywhere
  return { scope: 'this_channel', channels: [here] }
}

export const everywhere: { scope: OptOutScope; channels: ConsentChannel[] } = {
  scope: 'all',
  channels: [...consentChannels],
}
