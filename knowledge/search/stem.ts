const irregular = new Map(
  Object.entries({
    men: 'man',
    women: 'woman',
    children: 'child',
    kids: 'kid',
    people: 'person',
    persons: 'person',
    feet: 'foot',
    mice: 'mouse',
    knives: 'knife',
    shelves: 'shelf',
    scarves: 'scarf',
    leaves: 'leaf',
    loaves: 'loaf',
    wolves: 'wolf',
    halves: 'half',
    lenses: 'lens',
    lens: 'lens',
    series: 'series',
    canvas: 'canvas',
    christmas: 'christmas',
    wireless: 'wireless',
    cordless: 'cordless',
    stainless: 'stainless',
    // British and American spelling meet here
    colour: 'color',
    colours: 'color',
    grey: 'gray',
    jewellery: 'jewelry',
    aluminium: 'aluminum',
    fibre: 'fiber',
    fibres: 'fiber',
    centre: 'center',
    tyre: 'tire',
    tyres: 'tire',
    pyjama: 'pajama',
    pyjamas: 'pajama',
    mould: 'mold',
    woollen: 'wool',
    woolen: 'wool',
  }),
)
const known = new Map<string, string>()

/** One form for singular and plural and for both spellings of English; numbers and codes stay as they are. */
export function stem(word: string): string {
  const before = known.get(word)
  if (before !== undefined) return before
  const stemmed = irregular.get(word) ?? singular(word)
  if (known.size > 200_000) known.clear()
  known.set(word, stemmed)
  return stemmed
}

function singular(word: string): string {
  if (word.length <= 3 || !word.endsWith('s') || /\d/.test(word)) return word
  if (/(ss|us|is)$/.test(word)) return word
  if (/[^aeiou]ies$/.test(word)) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1)
  if (/(sses|ches|shes|xes|zes)$/.test(word)) return word.slice(0, -2)
  return word.slice(0, -1)
}

/** A stem cut shorter, so that `returning`, `returned` and `return` are one: for prose, not for names of goods. */
export function verbStem(stem: string): string {
  if (/\d/.test(stem)) return stem
  const cut = stem.length > 5 ? stem.replace(/(ing|ed)$/, '') : stem
  const base = cut.length >= 3 && /[aeiouy]/.test(cut) ? cut : stem
  const single = base === stem ? base : base.replace(/([bdgmnprt])\1$/, '$1')
  return single.length > 4 ? single.replace(/e$/, '') : single
}
