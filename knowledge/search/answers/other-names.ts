import { fold } from '../tokenise.ts'

/**
 * Names that shoppers ask about and that mean one thing only: ways to pay, carriers, other houses, large
 * cities. A page that does not name them does not answer a question about them, however near it comes.
 */
const names = [
  'klarna, afterpay, clearpay, affirm, sezzle, bitcoin, crypto, ethereum, venmo, zelle, cash app, amex, american express, diners club, jcb, unionpay, maestro, visa, mastercard, discover, paypal, apple pay, google pay, samsung pay, amazon pay, shop pay, alipay, wechat pay, twint, ideal, bancontact, sofort, giropay, sepa, direct debit, bank transfer, wire transfer, cheque, check, cash on delivery, cod, stripe, revolut, wise, western union',
  'ups, fedex, usps, dhl, dpd, gls, hermes, evri, tnt, royal mail, post office, postnl, swiss post, canada post, australia post, packstation, locker, po box, inpost, drone',
  'amazon, ebay, etsy, walmart, target, costco, ikea, zalando, facebook, instagram, tiktok, whatsapp, youtube, pinterest, twitter, linkedin, telegram, groupon, honey, rakuten',
  'new york, los angeles, chicago, houston, dallas, austin, denver, boston, miami, atlanta, phoenix, san francisco, san diego, las vegas, philadelphia, washington, seattle, portland, boulder, nashville, detroit, minneapolis, salt lake city, orlando',
  'toronto, vancouver, montreal, calgary, ottawa, london, manchester, birmingham, leeds, glasgow, edinburgh, liverpool, bristol, cardiff, belfast, dublin, berlin, munich, hamburg, cologne, frankfurt, stuttgart, leipzig, dresden, dusseldorf, vienna, salzburg, graz, innsbruck, zurich, geneva, basel, bern, lausanne',
  'paris, lyon, marseille, madrid, barcelona, rome, milan, amsterdam, rotterdam, brussels, antwerp, copenhagen, stockholm, oslo, helsinki, warsaw, krakow, prague, budapest, lisbon, porto, athens, istanbul, dubai, tel aviv, moscow, delhi, mumbai, bangalore, tokyo, osaka, seoul, beijing, shanghai, hong kong, singapore, bangkok, sydney, melbourne, brisbane, perth, adelaide, auckland, cape town, nairobi, mexico city, sao paulo, rio, buenos aires',
].flatMap((line) => line.split(', '))

const pattern = new RegExp(`\\b(?:${names.sort((a, b) => b.length - a.length).join('|')})\\b`, 'g')

/** The names of that list which the text holds, as they are written in it but folded. */
export function otherNamesIn(text: string): string[] {
  return [...new Set(fold(text).match(pattern) ?? [])]
}
