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

/** Looks names up in families of synonyms. */
function createSynonyms(families: readonly string[]) {
  const others = new Map<string, string[][]>()
  for (const family of families) {
    const names = family.split('|').map((name) => name.split(' '))
    for (const name of names)
      others.set(name.join(' '), [
        ...(others.get(name.join(' ')) ?? []),
        ...names.filter((other) => other !== name),
      ])
  }
  return (name: string): string[][] => others.get(name) ?? []
}

/** Other names of the same goods, each as its stems. */
export const productSynonyms = createSynonyms(productFamilies)
