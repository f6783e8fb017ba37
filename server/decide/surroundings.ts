import type { IncomingMessage } from 'node:http'
import type { Place } from '#domain/profile/index.ts'
import { deviceOf, platformOf, type Surroundings } from '#domain/slots/index.ts'
import type { House } from '../house.ts'

/** What is known of a request without the page's word: the machine, the place, the weather there. */
export function surroundingsOf(
  house: House,
  req: IncomingMessage,
  place: Place | null,
  now: Date,
): Surroundings {
  const headers = {
    userAgent: headerOf(req, 'user-agent'),
    mobile: headerOf(req, 'sec-ch-ua-mobile'),
    platform: headerOf(req, 'sec-ch-ua-platform'),
  }
  return {
    device: deviceOf(headers),
    platform: platformOf(headers),
    place,
    weather: place === null ? [] : house.weatherOf(place.city, now),
    timeZone: house.recentSettings.now().timeZone,
  }
}

function headerOf(req: IncomingMessage, name: string): string {
  const value = req.headers[name]
  return typeof value === 'string' ? value.slice(0, 1000) : ''
}
