/** What a grid can be narrowed by, and the typed attribute that decides it; prose never does. */
const features: { name: string; holds: (attributes: Record<string, string>) => boolean }[] = [
  { name: 'Waterproof', holds: ({ waterproof }) => waterproof === 'yes' },
  { name: 'Down', holds: ({ insulation = '' }) => /\bdown\b/.test(insulation) },
  { name: 'Merino', holds: ({ material = '' }) => /merino/i.test(material) },
  { name: 'Wool', holds: ({ material = '' }) => /wool|alpaca|mohair/i.test(material) },
  { name: 'Linen', holds: ({ material = '' }) => /linen/i.test(material) },
  { name: 'Organic cotton', holds: ({ material = '' }) => /organic cotton/i.test(material) },
  { name: 'Recycled', holds: ({ material = '' }) => /recycled/i.test(material) },
  { name: 'Cast iron', holds: ({ material = '' }) => /cast iron/i.test(material) },
  { name: 'Stoneware', holds: ({ material = '' }) => /stoneware/i.test(material) },
  { name: 'Dishwasher safe', holds: (attributes) => attributes['dishwasher safe'] === 'yes' },
  { name: 'Dimmable', holds: ({ power = '' }) => /dimmable/.test(power) },
  { name: 'Rechargeable', holds: ({ care = '' }) => /USB-C/.test(care) },
]

export function featuresOf(attributes: Record<string, string>): string[] {
  return features.filter(({ holds }) => holds(attributes)).map(({ name }) => name)
}
