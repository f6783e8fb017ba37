/** The labels the shop carries; `margin` is the share of the price that is left after cost. */
export const brands = {
  Tarnwick: { code: '01', margin: 0.62 },
  Skarven: { code: '02', margin: 0.46 },
  'Lowmoor Mill': { code: '03', margin: 0.52 },
  Brindlefoot: { code: '04', margin: 0.48 },
  Larkstead: { code: '05', margin: 0.44 },
  Embersley: { code: '06', margin: 0.5 },
  Oskby: { code: '07', margin: 0.55 },
} as const

export type Brand = keyof typeof brands
