/**
 * What limits are counted under: an IPv4 address, or the /64 of an IPv6 one, because whoever has one address
 * of it has 2^64 of them.
 */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%') // without the zone
  const mapped = /^::ffff:([\d.]+)$/i.exec(bare)?.[1]
  if (mapped !== undefined || !bare.includes(':')) return mapped ?? bare
  const [left = [], right = []] = bare
    .split('::')
    .map((side) => side.split(':').filter((group) => group !== ''))
  const missing = Math.max(0, 8 - left.length - right.length)
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right]
  const prefix = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
  return `${prefix.join(':')}::/64`
}
