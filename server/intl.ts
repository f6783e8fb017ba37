/** A name of the IANA time zone database that this platform knows. */
export function isTimeZone(zone: string): boolean {
  return tries(() => new Intl.DateTimeFormat('en', { timeZone: zone }))
}

/** A well-formed BCP 47 tag. */
export function isLocale(locale: string): boolean {
  return locale !== '' && tries(() => new Intl.Locale(locale))
}

function tries(attempt: () => unknown): boolean {
  try {
    attempt()
    return true
  } catch {
    return false
  }
}
