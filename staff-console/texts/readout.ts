const people = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'person' : 'people'}`

export const readout = {
  loading: 'Reckoning the readout',
  failed: 'The readout could not be reckoned.',
  nobody: 'Nobody has been compared yet',
  nobodyText: 'People are compared from their first message on, with those who were held out.',
  service: 'A journey of service holds out nobody: its messages are owed. So there is nothing to compare.',
  noHoldout: 'It holds out nobody, so nothing can be compared. Set a holdout in its definition.',
  status: {
    too_early: 'Too early to say',
    blocked: 'Do not read this yet',
    ready: 'The planned sample is in',
  },
  earlyText:
    'The plan was fixed before it began. Until it is reached, a difference may be chance, however large it looks.',
  blockedText:
    'People did not fall into the two groups as planned, so the groups may differ for another reason.',
  blockedDo:
    'What to do: look for what treats one group otherwise before the message, such as a filter, an import or a second journey. Mend it, then begin a new measurement by saving the journey under a new name.',
  sample: 'People in the smaller group',
  weeks: 'Weeks',
  of: (reached: string, planned: string) => `${reached} of ${planned}`,
  verdict: 'What it says',
  verdictOf: {
    better: (name: string, low: string, high: string) =>
      `${name} is better with the journey: between ${low} and ${high}.`,
    worse: (name: string, low: string, high: string) =>
      `${name} is worse with the journey: between ${low} and ${high}.`,
    open: (name: string, low: string, high: string) =>
      `${name}: no difference can be told from chance. It lies between ${low} and ${high}.`,
    unknown: (name: string) => `${name}: it cannot be said yet.`,
  },
  arms: 'Both groups',
  armsTable: 'Figures of both groups',
  armNames: { control: 'Held out', treated: 'With the journey' },
  armHeads: ['', 'Held out', 'With the journey'],
  rows: {
    exposed: 'First looked at',
    n: 'Their days are over',
    conversion: 'Bought',
    revenue: 'Revenue',
    discount: 'Discounts',
    margin: 'Margin after discount',
    messageCost: 'Cost of messages',
    own: 'Own measure',
  },
  compared: (days: number) => `Each person counts for ${days} days from when they were first looked at.`,
  differences: 'The difference, with its 95% interval',
  differencesNote: 'An interval that holds no difference cannot be told from chance.',
  less: 'less',
  more: 'more',
  none: 'no difference',
  lower: 'Lower is better',
  higher: 'Higher is better',
  primary: 'What this journey is for',
  unknown: 'cannot be said',
  plot: (name: string, difference: string, low: string, high: string) =>
    `${name}: difference ${difference}, between ${low} and ${high}`,
  tableHeads: ['Measure', 'Held out', 'With the journey', 'Difference', '95% interval'],
  table: 'The figures',
  interval: {
    sequence: 'These intervals hold however often you look.',
    welch: 'Intervals by Welch’s method, for the end that was planned.',
  },
  byWeek: 'Bought, by week of the first look',
  weekHeads: ['Week of', 'Held out', 'With the journey'],
  weekOf: (bought: number, n: number) => `${bought} of ${people(n)}`,
  checks: 'Can it be trusted',
  split: (control: number, treated: number) =>
    `${people(control)} held out, ${people(treated)} with the journey`,
  splitGood: 'The groups are as large as planned.',
  splitBad: 'The groups are not as large as planned.',
  splitUnknown: 'The groups are too small to check their sizes.',
  expected: (control: number, treated: number) =>
    `Planned: ${Math.round(control).toLocaleString('en')} and ${Math.round(treated).toLocaleString('en')}.`,
  crossover: (count: number) =>
    count === 0
      ? 'Nobody was in both groups.'
      : `${people(count)} came into both groups when records became one. They are left out.`,
  range: (from: string, until: string) => `${from} until ${until}`,
  close: 'Keep this readout',
  closeTitle: 'Keep this readout?',
  closeText: 'It is kept as it stands. Returns, merges and erasures that come later change it no more.',
  closeEarly: 'Only a readout whose planned sample is in can be kept.',
  closeMayNot: 'Only CRM and admins keep readouts.',
  closeFailed: 'It could not be kept. Try again.',
  snapshots: 'Kept readouts',
  noSnapshots: 'None was kept yet.',
  kept: (when: string) => `Kept ${when}`,
  keptBy: (when: string, name: string) => `Kept ${when} by ${name}`,
  backToNow: 'As it stands now',
  missing: 'There is no such readout.',
} as const
