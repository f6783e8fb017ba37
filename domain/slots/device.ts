import type { Device, Platform } from '#contract/slots.ts'

/** What a browser says of the machine it runs on. */
export interface DeviceHeaders {
  userAgent: string
  /** `Sec-CH-UA-Mobile`, `?1` or `?0`. */
  mobile: string
  /** `Sec-CH-UA-Platform`, in quotes. */
  platform: string
}

/** The class of the machine. Client hints are believed before the user agent, which browsers make up. */
export function deviceOf({ userAgent, mobile }: DeviceHeaders): Device {
  if (/iPad|Tablet|PlayBook|Silk|Android(?!.*Mobile)/i.test(userAgent) && mobile !== '?1') return 'tablet'
  if (mobile === '?1' || /iPhone|iPod|Android|Mobile/i.test(userAgent)) return 'phone'
  return 'desktop'
}

export function platformOf({ userAgent, platform }: DeviceHeaders): Platform {
  const said = platform.replaceAll('"', '').toLowerCase()
  if (said === 'android' || said === 'ios') return said
  if (/Android/i.test(userAgent)) return 'android'
  return /iPhone|iPad|iPod/i.test(userAgent) ? 'ios' : 'other'
}
