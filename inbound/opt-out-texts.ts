import type { ConsentChannel } from '#domain/consent/index.ts'

interface Words {
  channels: Partial<Record<ConsentChannel, string>>
  and: string
  stopped: (channels: string) => string
  stoppedAll: string
  again: string
  started: (shop: string) => string
  help: (shop: string) => string
}

/** What the house says to a stop, a start and a cry for help: short, and nothing that sells. */
const words: Record<string, Words> = {
  en: {
    channels: { email: 'e-mails', sms: 'texts', whatsapp: 'WhatsApp messages', push: 'push messages' },
    and: 'and',
    stopped: (channels) => `You will get no more ${channels} from us.`,
    stoppedAll: 'You will get no more messages from us. If you write to us, we still answer.',
    again: 'Write START to get them again.',
    started: (shop) => `You get messages from ${shop} again. Write STOP to end them.`,
    help: (shop) =>
      `This is ${shop}. Ask us about goods and orders here. Write STOP to get no more messages.`,
  },
  es: {
    channels: { email: 'correos', sms: 'SMS', whatsapp: 'mensajes de WhatsApp', push: 'notificaciones' },
    and: 'ni',
    stopped: (channels) => `Ya no recibirá más ${channels} nuestros.`,
    stoppedAll: 'Ya no recibirá más mensajes nuestros. Si nos escribe, le contestamos.',
    again: 'Escriba START para volver a recibirlos.',
    started: (shop) => `Vuelve a recibir mensajes de ${shop}. Escriba STOP para terminar.`,
    help: (shop) =>
      `Somos ${shop}. Pregúntenos aquí por artículos y pedidos. Escriba STOP para no recibir más mensajes.`,
  },
  fr: {
    channels: { email: 'e-mails', sms: 'SMS', whatsapp: 'messages WhatsApp', push: 'notifications' },
    and: 'ni',
    stopped: (channels) => `Vous ne recevrez plus de ${channels} de notre part.`,
    stoppedAll:
      'Vous ne recevrez plus de messages de notre part. Si vous nous écrivez, nous répondons toujours.',
    again: 'Écrivez START pour les recevoir à nouveau.',
    started: (shop) => `Vous recevez à nouveau les messages de ${shop}. Écrivez STOP pour y mettre fin.`,
    help: (shop) =>
      `Ici ${shop}. Posez-nous vos questions sur les articles et les commandes. Écrivez STOP pour ne plus recevoir de messages.`,
  },
  de: {
    channels: { email: 'E-Mails', sms: 'SMS', whatsapp: 'WhatsApp-Nachrichten', push: 'Push-Nachrichten' },
    and: 'und',
    stopped: (channels) => `Sie bekommen keine ${channels} mehr von uns.`,
    stoppedAll:
      'Sie bekommen keine Nachrichten mehr von uns. Wenn Sie uns schreiben, antworten wir weiterhin.',
    again: 'Schreiben Sie START, um sie wieder zu bekommen.',
    started: (shop) => `Sie bekommen wieder Nachrichten von ${shop}. Schreiben Sie STOP, um sie zu beenden.`,
    help: (shop) =>
      `Hier ist ${shop}. Fragen Sie uns nach Artikeln und Bestellungen. Schreiben Sie STOP, um keine Nachrichten mehr zu bekommen.`,
  },
  pt: {
    channels: { email: 'e-mails', sms: 'SMS', whatsapp: 'mensagens de WhatsApp', push: 'notificações' },
    and: 'nem',
    stopped: (channels) => `Não vai receber mais ${channels} da nossa parte.`,
    stoppedAll: 'Não vai receber mais mensagens nossas. Se nos escrever, continuamos a responder.',
    again: 'Escreva START para voltar a recebê-las.',
    started: (shop) => `Volta a receber mensagens de ${shop}. Escreva STOP para terminar.`,
    help: (shop) =>
      `Aqui é ${shop}. Pergunte-nos sobre artigos e encomendas. Escreva STOP para não receber mais mensagens.`,
  },
  it: {
    channels: { email: 'e-mail', sms: 'SMS', whatsapp: 'messaggi WhatsApp', push: 'notifiche' },
    and: 'né',
    stopped: (channels) => `Non riceverà più ${channels} da noi.`,
    stoppedAll: 'Non riceverà più messaggi da noi. Se ci scrive, rispondiamo comunque.',
    again: 'Scriva START per riceverli di nuovo.',
    started: (shop) => `Riceve di nuovo i messaggi di ${shop}. Scriva STOP per non riceverli più.`,
    help: (shop) =>
      `Siamo ${shop}. Ci chieda qui di articoli e ordini. Scriva STOP per non ricevere più messaggi.`,
  },
}

const english = words.en

function wordsFor(language: string): Words {
  const found = words[language.slice(0, 2).toLowerCase()] ?? english
  if (!found) throw new Error('the English words are missing')
  return found
}

export function stoppedText(
  language: string,
  channels: readonly ConsentChannel[],
  all: boolean,
  byPhone: boolean,
): string {
  const { channels: names, and, stopped, stoppedAll, again } = wordsFor(language)
  const named = channels.flatMap((channel) => names[channel] ?? [])
  const last = named.at(-1)
  const listed = named.length > 1 ? `${named.slice(0, -1).join(', ')} ${and} ${last}` : (last ?? '')
  const told = all || listed === '' ? stoppedAll : stopped(listed)
  return byPhone ? `${told} ${again}` : told
}

export const startedText = (language: string, shop: string): string => wordsFor(language).started(shop)
export const helpText = (language: string, shop: string): string => wordsFor(language).help(shop)
