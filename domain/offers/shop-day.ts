const formats = new Map<string, Intl.DateTimeFormat>()

/** The day (YYYY-MM-DD) that a moment falls on in this zone: budgets of a day are the shop's own. */
export function shopDay(zone: string, at: Date): string {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  formats.set(zone, format)
  return format.format(at)
}
