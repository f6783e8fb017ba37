import type { Language } from './languages.ts'

/** That such things are not kept, in the shopper's own language. */
export const notKeptLines: Record<Language, string> = {
  es: 'No guardamos datos personales de ese tipo.',
  fr: 'Nous ne gardons pas ce genre d’informations personnelles.',
  de: 'Solche persönlichen Angaben speichern wir nicht.',
  it: 'Non conserviamo informazioni personali di questo tipo.',
  pt: 'Não guardamos informações pessoais desse tipo.',
  nl: 'Zulke persoonlijke gegevens bewaren wij niet.',
}
