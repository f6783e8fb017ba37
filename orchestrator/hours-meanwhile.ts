// stands in until orchestrator/quiet-hours is there
interface Window {
  from: number
  until: number
}
export function zonesFor(
  input: {
    addresses: readonly { country: string | null; region: string | null }[]
    confirmedZone: string | null
    phone: string | null
    shopZone: string | null
  },
  _now: Date,
): { zones: string[] } {
  return { zones: [input.confirmedZone ?? input.shopZone ?? 'UTC'] }
}
const hourIn = (zone: string, at: Date) => {
  const text = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return hours + minutes / 60
}
const inside = (hour: number, { from, until }: Window) =>
  from < until ? hour >= from && hour < until : hour >= from || hour < until
export function quietUntil(input: {
  zones: readonly string[]
  windows: readonly Window[]
  now: Date
}): Date | null | 'never' {
  const step = 15 * 60_000
  const right = (at: Date) =>
    input.zones.every((zone) => input.windows.every((window) => inside(hourIn(zone, at), window)))
  if (right(input.now)) return null
  const first = Math.ceil(input.now.getTime() / step) * step
  for (let at = first; at < first + 192 * 3_600_000; at += step) if (right(new Date(at))) return new Date(at)
  return 'never'
}
export const isUsNumber = (phone: string): boolean => phone.startsWith('+1')
