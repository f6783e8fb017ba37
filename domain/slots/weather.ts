import type { Weather } from '#contract/slots.ts'

/**
 * What the weather is in a city, from whatever the shop has that knows. Must answer at once and not throw: ask
 * the network beforehand, never here. Empty: not known.
 */
export type WeatherOf = (city: string, now: Date) => readonly Weather[]

/** What a shop starts with: nothing leaves the house to ask. */
export const noWeather: WeatherOf = () => []
