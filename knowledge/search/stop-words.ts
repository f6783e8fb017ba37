const grammar = [
  'a an the and or of for to in on at by from with about as into onto than then so but if',
  'i me my mine we us our you your he him his she her hers they them their it its this that these those who',
  'is are was were be been being am do does did doing have has had having can could will would shall should may might must',
  'what which where when why how there here any some all every each much many more most other another such same',
  'not no yes ok okay please thank thanks hi hello hey dear just only also too very really quite maybe perhaps',
]
// how people talk in shops
const shopTalk = [
  'show find search look looking need want like got get give buy buying purchase order shop sell selling stock available',
  'recommend recommendation suggest suggestion something anything thing stuff item product option choice kind sort type one ones',
  'good nice best great better cheap cheaper cheapest affordable budget price priced cost under below over above between around less up max maximum min minimum dollar euro pound usd eur gbp buck',
  'gift present birthday christmas anniversary mother father mom mum dad wife husband girlfriend boyfriend friend sister brother love loves enjoy',
  'tell know see think help question let try use using wear wearing im ill id dont cant whats',
]
// words around a question that its answer need not have
const questionTalk =
  'policy info information detail rule tell know explain help need want get possible allow allowed happen question ask find'

const ofGrammar = new Set(grammar.flatMap((list) => list.split(' ')))
const ofShopTalk = new Set(shopTalk.flatMap((list) => list.split(' ')))

const ofQuestions = new Set([...ofGrammar, ...questionTalk.split(' ')])

/** Words that say nothing about what is asked: those of grammar, and those of asking. */
export function isQuestionTalk(term: string): boolean {
  return ofQuestions.has(term)
}

/** Words that say nothing about a product: those of grammar, and those of talk in a shop. */
export function isStopWord(term: string): boolean {
  return ofGrammar.has(term) || ofShopTalk.has(term)
}

/** "under 150", "$80 or less", "between 50 and 100 euros": a limit, not something a product is called. */
export function withoutPriceTalk(text: string): string {
  const money = String.raw`(?:[$€£¥]\s?)?\d+(?:[.,]\d+)?\s?(?:[$€£¥]|(?:dollars?|bucks?|euros?|pounds?|usd|eur|gbp)\b)?`
  const currency = String.raw`(?:[$€£¥]\s?\d+(?:[.,]\d+)?|\d+(?:[.,]\d+)?\s?(?:[$€£¥]|(?:dollars?|bucks?|euros?|usd|eur|gbp)\b))`
  const lead =
    'under|below|over|above|less than|more than|at most|at least|up to|max(?:imum)?|min(?:imum)?|cheaper than|no more than|around|about|within'
  return text
    .replace(new RegExp(String.raw`\bbetween\s+${money}\s+(?:and|to|-)\s+${money}`, 'gi'), ' ')
    .replace(new RegExp(String.raw`\b(?:${lead})\s+(?:of\s+)?${money}(?!\s?(?:[a-z]+\b|["'%]))`, 'gi'), ' ')
    .replace(new RegExp(String.raw`\b(?:${lead})\s+(?:of\s+)?${currency}`, 'gi'), ' ')
    .replace(new RegExp(String.raw`${currency}(?:\s+or\s+(?:less|more|under))?`, 'gi'), ' ')
}
