import { parseCookie } from 'cookie'
import type { Response } from 'express'

const NAME = 'rapport_staff'
const HOURS_12 = 12 * 3_600_000

/** The session secret a browser shows in its Cookie header. */
export function staffCookieOf(header: string | undefined): string | null {
  return header ? (parseCookie(header)[NAME] ?? null) : null
}

function attributes(publicUrl: string) {
  const secure = publicUrl.startsWith('https://')
  return { httpOnly: true, sameSite: 'strict', secure, path: '/' } as const
}

export function setStaffCookie(res: Response, secret: string, publicUrl: string): void {
  res.cookie(NAME, secret, { ...attributes(publicUrl), maxAge: HOURS_12 })
}

export function clearStaffCookie(res: Response, publicUrl: string): void {
  res.clearCookie(NAME, attributes(publicUrl))
}
