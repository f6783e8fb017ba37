import type { Intent } from './intent-rules.ts'

export type Language = 'es' | 'fr' | 'de' | 'it' | 'pt' | 'nl'

/** Words that give a language away, folded. Two of them, or one that is long, decide. */
export const languageMarkers: Record<Language, string> = {
  es: 'hola gracias donde esta mi pedido quiero quisiera hablar persona devolver devolucion cancelar envio ayuda necesito por favor buenos dias tienen puedo con una tarda horario tienda que cuanto cuesta chaqueta buenas tardes el los las agente humano',
  fr: 'bonjour bonsoir merci ou est ma commande je veux voudrais parler personne retour retourner rembourser annuler livraison aide besoin svp avez vous puis avec une humain conseiller quel quelle magasin combien salut cherche veste quelqu un',
  de: 'hallo guten tag danke wo ist meine bestellung ich mochte will sprechen mit einem menschen person ruckgabe zuruckgeben umtausch stornieren lieferung hilfe brauche bitte haben sie kann eine mitarbeiter wie lange dauert offnungszeiten wann kostet suche jacke retoure versand',
  it: 'ciao buongiorno grazie dove il mio ordine vorrei voglio parlare persona operatore restituire reso rimborso annullare spedizione consegna aiuto bisogno avete posso con una quanto costa negozio cerco giacca buonasera quando',
  pt: 'ola obrigado obrigada onde meu pedido encomenda quero gostaria falar com pessoa atendente devolver devolucao trocar cancelar entrega ajuda preciso favor voces tem posso uma bom dia quanto custa loja casaco boa tarde reembolso estado',
  nl: 'hallo goedemorgen goedendag dank bedankt waar is mijn bestelling ik wil graag spreken praten met een mens medewerker retour retourneren terugsturen ruilen annuleren levering bezorging hulp nodig alstublieft hebben jullie kan winkel kost zoek jas openingstijden',
}

/** Words that tell the intent in these languages, folded; `_` joins a phrase, `*` takes any ending. */
export const foreignCues: { intent: Intent; words: string }[] = [
  {
    intent: 'human',
    words:
      'persona humano humana agente asesor alguien personne humain conseiller quelqu_un menschen mensch mitarbeiter* berater* operatore pessoa atendente mens medewerker* iemand',
  },
  {
    intent: 'cancel_order',
    words: 'cancelar anular annuler annulation stornier* storno annullare cancelamento annuleren annulering',
  },
  {
    intent: 'returns',
    words:
      'devol* retour* retourner ruckgabe zuruckgeben zurucksenden zuruckschicken reso resi restituire retoure* terugsturen retourneren ruilen umtausch* troca trocar cambio echange* cambiare rembours* ruckerstattung reembols* rimborso terugbetal*',
  },
  {
    intent: 'order_status',
    words: 'pedido encomenda commande bestellung ordine bestelling colis paket pakket pacco paquete',
  },
  {
    intent: 'delivery_time',
    words:
      'envio envios livraison lieferung lieferzeit versand spedizione consegna entrega levering bezorg* verzend*',
  },
  { intent: 'store_hours', words: 'horario horarios horaires offnungszeiten orari openingstijden' },
  { intent: 'thanks', words: 'gracias merci danke grazie obrigado obrigada bedankt dank' },
  {
    intent: 'greeting',
    words: 'hola bonjour bonsoir hallo guten ciao buongiorno ola goedemorgen goedendag salut buenos bom',
  },
]

export type ForeignLine = 'greeting' | 'ask_order_key' | 'person' | 'other'

/** One plain sentence each, in the shopper's own language. */
export const foreignLines: Record<Language, Record<ForeignLine, string>> = {
  es: {
    greeting: '¡Hola! Entiendo mejor el inglés, pero puedo ayudarle con productos, pedidos y devoluciones.',
    ask_order_key:
      'Para consultar su pedido necesito el número de pedido y el correo electrónico o el código postal de la compra.',
    person: 'Claro, aviso a una persona de nuestro equipo.',
    other: 'Respondo mejor en inglés; si lo prefiere, puedo avisar a una persona de nuestro equipo.',
  },
  fr: {
    greeting:
      'Bonjour ! Je comprends mieux l’anglais, mais je peux vous aider pour les produits, les commandes et les retours.',
    ask_order_key:
      'Pour consulter votre commande, il me faut le numéro de commande et l’e-mail ou le code postal de l’achat.',
    person: 'Bien sûr, je préviens une personne de notre équipe.',
    other: 'Je réponds mieux en anglais ; si vous préférez, je peux prévenir une personne de notre équipe.',
  },
  de: {
    greeting:
      'Hallo! Ich verstehe Englisch am besten, helfe aber gern bei Produkten, Bestellungen und Rückgaben.',
    ask_order_key:
      'Für die Bestellung brauche ich bitte die Bestellnummer und die E-Mail oder Postleitzahl des Einkaufs.',
    person: 'Natürlich, ich hole jemanden aus unserem Team dazu.',
    other: 'Ich antworte am besten auf Englisch; wenn Sie möchten, hole ich jemanden aus unserem Team dazu.',
  },
  it: {
    greeting: 'Ciao! Capisco meglio l’inglese, ma posso aiutare con prodotti, ordini e resi.',
    ask_order_key:
      'Per controllare l’ordine mi servono il numero d’ordine e l’e-mail o il CAP dell’acquisto.',
    person: 'Certo, avviso una persona del nostro team.',
    other: 'Rispondo meglio in inglese; se preferisce, posso avvisare una persona del nostro team.',
  },
  pt: {
    greeting: 'Olá! Entendo melhor inglês, mas posso ajudar com produtos, pedidos e devoluções.',
    ask_order_key:
      'Para ver o seu pedido preciso do número do pedido e do e-mail ou código postal da compra.',
    person: 'Claro, vou chamar uma pessoa da nossa equipa.',
    other: 'Respondo melhor em inglês; se preferir, posso chamar uma pessoa da nossa equipa.',
  },
  nl: {
    greeting:
      'Hallo! Ik begrijp Engels het best, maar ik help graag met producten, bestellingen en retouren.',
    ask_order_key:
      'Om uw bestelling op te zoeken heb ik het bestelnummer en het e-mailadres of de postcode van de aankoop nodig.',
    person: 'Natuurlijk, ik haal er iemand van ons team bij.',
    other: 'Ik antwoord het best in het Engels; als u wilt haal ik er iemand van ons team bij.',
  },
}
