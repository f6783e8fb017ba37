export const deviceWords = { phone: 'phone', tablet: 'tablet', desktop: 'computer' } as const

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** `instagram.com` as people call it. */
export function nameOfHost(host: string): string {
  return capital(host.split('.').at(-2) ?? host)
}

/** Of `Clothing > Jackets`, `Jackets`. */
export function lastOf(category: string): string {
  return category.split(' > ').at(-1) ?? category
}

const regionNames = new Intl.DisplayNames('en', { type: 'region' })

/** `DE` as Germany; a code that is none stays as it is. */
export function countryName(code: string): string {
  try {
    const name = regionNames.of(code) ?? code
    return name.startsWith('United') ? `the ${name}` : name
  } catch {
    return code
  }
}
