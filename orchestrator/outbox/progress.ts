/** What a provider may say of one part of a message. */
export type PartStatus = 'sent' | 'failed' | 'delivered' | 'read'

/**
 * How far each goes: what comes later never takes back what was further. Failed before delivered, because a
 * provider that gave up and then hears that it arrived was wrong the first time.
 */
export const furtherAndFurther: readonly PartStatus[] = ['sent', 'failed', 'delivered', 'read']

/** The further of two; nothing said is the least. */
export function further(a: PartStatus | null, b: PartStatus | null): PartStatus | null {
  const rank = (status: PartStatus | null) => (status === null ? -1 : furtherAndFurther.indexOf(status))
  return rank(b) > rank(a) ? b : a
}

/**
 * Where a message stands of whose parts this was said: failed where one has failed, else as far as its least.
 * A part of which nothing was said is sent: the provider has taken it. null: not all parts are there yet.
 */
export function progressOf(said: readonly (PartStatus | null)[], parts: number): PartStatus | null {
  if (said.includes('failed')) return 'failed'
  if (said.length < parts) return null
  if (said.some((status) => status === null || status === 'sent')) return 'sent'
  return said.includes('delivered') ? 'delivered' : 'read'
}
