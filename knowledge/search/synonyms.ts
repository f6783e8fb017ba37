import { verbStem } from './stem.ts'

// words for one thing; each line is one family, stems only, a name of several words joined by spaces
const productFamilies = [
  'laptop|notebook',
  'headphone|earphone|earbud',
  'headset|head set',
  'smartwatch|smart watch',
  'tv|television',
  'smartphone|mobile phone|cell phone',
  'usb stick|flash drive|thumb drive|usb flash drive|pen drive',
  'ssd|solid state drive',
  'hard drive|hard disk|hdd',
  'ps4|playstation 4',
  'ps5|playstation 5',
  'power bank|external battery|portable charger',
  'backpack|rucksack|daypack',
  'sneaker|trainer|running shoe',
  'trouser|pant',
  'sweater|jumper|pullover',
  'hoodie|hooded sweatshirt|hooded sweater',
  'coat|jacket|parka|anorak',
  'beanie|knit hat',
  't-shirt|tshirt|tee',
  'swimsuit|bathing suit',
  'bathrobe|dressing gown',
  'underwear|underpant',
  'sofa|couch|settee',
  'rug|carpet',
  'throw|blanket',
  'duvet|comforter|quilt',
  'curtain|drape',
  'flashlight|torch',
  'headlamp|head torch|headlight',
  'mug|cup',
  'pan|skillet|frying pan',
  'cutlery|flatware|silverware',
  'wardrobe|closet',
  'purse|handbag',
  'stroller|pram|pushchair',
  'nappy|diaper',
  'fridge|refrigerator',
  'hoover|vacuum cleaner',
  'thermos|vacuum flask|insulated bottle',
  'waterproof|rainproof|gore tex',
  'toque|bobble hat',
  'photo camera|digital camera',
  'video camera|camcorder',
  'monitor|computer display',
  'mouse pad|mouse mat|mousepad',
]

const serviceFamilies = [
  'delivery|shipping|shipment|postage|dispatch',
  'deliver|ship|send|arrive',
  'refund|money back|reimbursement',
  'return|send back|give back|bring back',
  'exchange|swap',
  'warranty|guarantee',
  'repair|fix|mend',
  'pay|payment',
  'wash|clean|launder',
  'store|shop|branch',
  'hour|opening time|open',
  'voucher|gift card',
  'cost|price|fee|charge',
  'cancel|call off',
  'abroad|international|overseas',
  'size guide|sizing|measurement',
  'broken|faulty|defective|damaged',
  'privacy|personal data',
]

/** Looks names up in families of synonyms; `termOf` is the form in which the index holds a word. */
function createSynonyms(families: readonly string[], termOf: (stem: string) => string) {
  const others = new Map<string, string[][]>()
  for (const family of families) {
    const names = family.split('|').map((name) => name.split(' ').map(termOf))
    for (const name of names)
      others.set(name.join(' '), [
        ...(others.get(name.join(' ')) ?? []),
        ...names.filter((other) => other !== name),
      ])
  }
  return (name: string): string[][] => others.get(name) ?? []
}

/** Other names of the same goods, each as its stems. */
export const productSynonyms = createSynonyms(productFamilies, (stem) => stem)

/** Other names of the same service, each in the short form of `verbStem`. */
export const serviceSynonyms = createSynonyms(serviceFamilies, verbStem)
