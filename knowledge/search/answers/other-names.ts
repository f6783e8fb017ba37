import { fold } from '../tokenise.ts'

/**
 * Names that shoppers ask about and that mean one thing only: ways to pay, carriers, other houses. A page that does not name them does not answer a question about them, however near it comes.
 */
const names = [
  'klarna, afterpay, clearpay, affirm, sezzle, bitcoin, crypto, ethereum, venmo, zelle, cash app, amex, american express, diners club, jcb, unionpay, maestro, visa, mastercard, discover, paypal, apple pay, google pay, samsung pay, amazon pay, shop pay, alipay, wechat pay, twint, ideal, bancontact, sofort, giropay, sepa, direct debit, bank transfer, wire transfer, cheque, check, cash on delivery, cod, stripe, revolut, wise, western union',
  'ups, fedex, usps, dhl, dpd, gls, hermes, evri, tnt, royal mail, post office, postnl, swiss post, canada post, australia post, packstation, locker, po box, inpost, drone',
  'amazon, ebay, etsy, walmart, target, costco, ikea, zalando, facebook, instagram, tiktok, whatsapp, youtube, pinterest, twitter, linkedin, telegram, groupon, honey, rakuten',
].flatMap((line) => line.split(', '))

const pattern = new RegExp(`\\b(?:${names.sort((a, b) => b.length - a.length).join('|')})\\b`, 'g')

const inFull: Readonly<Record<string, string>> = { amex: 'american express', cod: 'cash on delivery' }

/** The names of that list which the text holds, as they are written in it but folded. */
export function otherNamesIn(text: string): string[] {
  return [...new Set((fold(text).match(pattern) ?? []).map((name) => inFull[name] ?? name))]
}
