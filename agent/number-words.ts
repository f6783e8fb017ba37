const upToNineteen =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'

/** English number words up to the thousands: what a shopper asks for, and what a sentence may claim. */
export const numberWords: Record<string, number> = {
  ...Object.fromEntries(upToNineteen.split(' ').map((word, value) => [word, value])),
  ...Object.fromEntries(tens.split(' ').map((word, at) => [word, (at + 2) * 10])),
  hundred: 100,
  thousand: 1000,
}
