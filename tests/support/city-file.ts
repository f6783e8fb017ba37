import { writeFileSync } from 'node:fs'

type Value = string | number | Value[] | { [name: string]: Value }

/**
 * Writes a file of cities in MaxMind's DB format, version 2.0, for IPv4 networks: `{ '81.2.69.0/24': {...} }`.
 * As small as the format allows: 24-bit records, no pointers inside the data.
 */
export function writeCityFile(path: string, networks: Record<string, Value>): void {
  const data: Buffer[] = []
  let offset = 0
  const nodes: [number | null, number | null][] = [[null, null]]
  const leaves = new Map<string, number>()
  for (const [network, value] of Object.entries(networks)) {
    const [address = '', length = '32'] = network.split('/')
    const bits = address
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('')
      .slice(0, Number(length))
    let node = 0
    for (const bit of bits.slice(0, -1)) node = childOf(nodes, node, bit === '1' ? 1 : 0)
    leaves.set(`${node} ${bits.at(-1)}`, offset)
    const encoded = encode(value)
    data.push(encoded)
    offset += encoded.length
  }
  const tree = nodes.map((children, at) =>
    Buffer.concat(
      children.map((child, side) => {
        const leaf = leaves.get(`${at} ${side}`)
        return uint(leaf !== undefined ? nodes.length + 16 + leaf : (child ?? nodes.length), 3)
      }),
    ),
  )
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1,
    database_type: 'Test-City',
    description: { en: 'test' },
    ip_version: 4,
    languages: ['en'],
    node_count: nodes.length,
    record_size: 24,
  })
  const marker = Buffer.concat([Buffer.from([0xab, 0xcd, 0xef]), Buffer.from('MaxMind.com')])
  writeFileSync(path, Buffer.concat([...tree, Buffer.alloc(16), ...data, marker, metadata]))
}

function childOf(nodes: [number | null, number | null][], node: number, side: 0 | 1): number {
  const parent = nodes[node]
  if (!parent) throw new Error('no such node')
  const known = parent[side]
  if (known !== null) return known
  nodes.push([null, null])
  parent[side] = nodes.length - 1
  return nodes.length - 1
}

/** Types of the format: 2 text, 3 number with a fraction, 6 whole number of 32 bits, 7 map, 11 list (beyond 7 in a byte of its own). */
function encode(value: Value): Buffer {
  if (typeof value === 'string')
    return Buffer.concat([control(2, Buffer.byteLength(value)), Buffer.from(value)])
  if (typeof value === 'number' && !Number.isInteger(value))
    return Buffer.concat([control(3, 8), fraction(value)])
  if (typeof value === 'number') return Buffer.concat([control(6, 4), uint(value, 4)])
  if (Array.isArray(value)) return Buffer.concat([control(11, value.length), ...value.map(encode)])
  const entries = Object.entries(value)
  return Buffer.concat([
    control(7, entries.length),
    ...entries.flatMap(([name, inner]) => [encode(name), encode(inner)]),
  ])
}

function control(type: number, size: number): Buffer {
  const long = size >= 29
  const first = (type > 7 ? 0 : type << 5) | (long ? 29 : size)
  return Buffer.from([first, ...(type > 7 ? [type - 7] : []), ...(long ? [size - 29] : [])])
}

function fraction(value: number): Buffer {
  const buffer = Buffer.alloc(8)
  buffer.writeDoubleBE(value)
  return buffer
}

function uint(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes)
  buffer.writeUIntBE(value, 0, bytes)
  return buffer
}
