/** What kind of thing a question is after. */
export type Asked =
  | 'money'
  | 'duration'
  | 'hours'
  | 'place'
  | 'phone'
  | 'amount'
  | 'age'
  | 'carrier'
  | 'temperature'
  | 'weight'
  | 'material'
  | 'moment'
  | 'who'

const asking: [Asked, RegExp][] = [
  ['age', /\bhow old (?:do|must|should|does|to)\b|\bminimum age\b|\bage limit\b/],
  [
    'carrier',
    /\b(?:which|what|whose) (?:carrier|courier|shipping company|delivery (?:company|service)|parcel service)\b|\bwho (?:delivers|ships|brings)\b/,
  ],
  ['phone', /\b(?:(?:tele)?phone number|(?:call|ring|phone) you|hotline|number of the (?:store|shop))\b/],
  ['temperature', /\b(?:what|which|how) (?:temperature|hot|warm|cold)\b|\bdegrees\b|\btemperature\b/],
  [
    'duration',
    /\bhow (?:long|soon|quick(?:ly)?|fast|many (?:business |working )?(?:days|weeks|months|years|hours|nights))\b|\b(?:return|delivery|refund|warranty|guarantee|exchange|cancellation) (?:period|window|time|deadline)\b|\bwhen (?:will|do|does|should|can) (?:i|my|the|it|you)\b.*\b(?:arrive|money|refund|refunded|get|back)\b|\bdeadline\b/,
  ],
  [
    'hours',
    /\b(?:opening|closing|business|store|shop) (?:hours?|times?)\b|\bwhat (?:hours|time)\b|\bhow (?:late|early)\b|\b(?:are|is|when|what).{0,40}\b(?:open|opens|close|closes|closed)\b|^hours\b/,
  ],
  ['weight', /\bhow heavy\b|\bhow much (?:does|do) .{1,60} weigh\b|\bweights?\b/],
  [
    'money',
    /\bhow (?:much|expensive)(?! (?:coffee|water|tea|soap|oil|time|space|room|weight))\b|\b(?:costs?|prices?|fees?|what (?:do you|will you|you) charge|(?:any|extra|additional|delivery|shipping|service) charges?|shipping rates?|minimum order|postage to|(?:at|from) what (?:amount|price|value|sum)|(?:free|delivery|shipping) threshold|is it free|are they free|for free|free of charge)\b/,
  ],
  [
    'place',
    /\bwhere (?:is|are|do|can|was|were|exactly|s)\b|\b(?:what(?: is|’s|'s)? (?:the|your) address|your address|address of|directions)\b/,
  ],
  ['amount', /\bhow (?:many|much|often|old|big|large|tall|heavy|deep)\b|\bwhat (?:percentage|share)\b/],
  [
    'material',
    /\b(?:what|which) (?:material|fabric|fibre|fiber|wood|metal|leather)\b|\b(?:what|which)\b.{1,60}\bmade (?:of|from|out of)\b/,
  ],
  ['who', /^(?:and |so )?who(?:se|['’]s)?\b/],
  ['moment', /^(?:and |so |hi,? |hello,? )?(?:when|what (?:day|date)|on (?:what|which) (?:day|date))\b/],
]

const unit = `(?:business |working |calendar )?(?:minutes?|hours?|days?|weeks?|months?|years?|nights?|seasons?)`
const counted = String.raw`(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|half an)`

const fitting: Record<Asked, RegExp> = {
  money:
    /[$€£¥₹]\s?\d|\d\s?[$€£¥₹]|\b(?:usd|eur|gbp|chf|aud|cad)\s?\d|\d\s?(?:usd|eur|gbp|chf|aud|cad|dollars?|euros?|pounds?|francs?|pence|cents?|p)\b|\bfree\b|\bno (?:charge|fee|cost)|\bcosts? nothing|\bwithout (?:charge|a fee)|\bpercent\b|\d ?%|\byou pay\b|\bwe pay\b|\byours to pay\b|\bincluded\b/i,
  duration: new RegExp(
    String.raw`\b${counted}(?:\s*(?:to|-|–|or)\s*\d+)?\s${unit}\b|\b(?:same|next)[ -](?:business |working )?day\b|\buntil\b|\bexpire|\bat once\b|\bonce a\b|\btwice a\b|\bat any time\b`,
    'i',
  ),
  hours:
    /\b\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\b|o[’']?clock|h\b|uhr)|\b\d{1,2}(?:[:.]\d\d)? (?:to|-|–|until) \d{1,2}\b|\bclosed\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\bdaily\b|\bmidnight\b/i,
  place:
    /\b\d+[a-z]? \p{Lu}\p{L}+|[\p{L},] \p{Lu}\p{Ll}+|\b(?:account|chat|counter|checkout|upstairs|floor)\b/u,
  phone: /(?:\d[\s()./-]*){7,}/,
  amount: /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|once|twice|half)\b/i,
  weight: /\d\s?(?:kg|g|lbs?|oz|pounds?|ounces?|grams?|kilos?)\b/i,
  age: /\b(?:1[0-9]|2[01]) (?:years|or (?:older|over))\b|\b(?:years old|or older|of age|aged)\b/i,
  carrier: /\b(?:dhl|ups|usps|fedex|dpd|gls|hermes|evri|royal mail|post|postnl|inpost|tnt|courier|klarna)\b/i,
  material:
    /\b(?:cotton|wool|merino|linen|nylon|polyester|silk|leather|suede|steel|iron|alumini?um|down|feathers?|plastic|paper|cardboard|wood|oak|bamboo|glass|stoneware|ceramic|rubber|canvas|fleece|hemp|recycled|organic|beeswax|soy|made (?:of|from))\b/i,
  moment:
    /\b(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|spring|summer|autumn|winter|thanksgiving|christmas|19\d\d|20\d\d|daily|immediately|at once|at checkout|when|as soon as|after|before|until|every|once|twice)\b|\b\d+ (?:business |working )?(?:minutes?|hours?|days?|weeks?|months?)\b|\d ?[ap]\.?m\b/i,
  who: /[\p{Ll},] \p{Lu}\p{Ll}+|\b(?:[Ww]e|[Oo]ur|[Yy]ou|[Yy]ours?|assistant|person|people|courier|driver|bank)\b/u,
  temperature: /\d ?°|\bdegrees\b|\b(?:hot|cold|lukewarm|low|medium)\b/i,
}

/** What the question is after, where its words say so. */
export function askedFor(question: string): Asked | null {
  const text = question.toLowerCase().replace(/[’']s\b/g, ' is')
  return asking.find(([, pattern]) => pattern.test(text))?.[0] ?? null
}

/** Whether a sentence holds the kind of thing that is asked for. */
export function isOfKind(sentence: string, asked: Asked): boolean {
  return fitting[asked].test(sentence)
}

/** Whether it can be answered by yes or no: then the thing it names must be spoken of. */
export function isYesOrNo(question: string): boolean {
  return /^(?:(?:hi|hello|hey|so|and|but|ok|okay|please|sorry)[,!. ]+)*(?:can|could|may|do|does|did|is|are|was|will|would|should|am|has|have|must|might)\b/i.test(
    question.trim(),
  )
}
