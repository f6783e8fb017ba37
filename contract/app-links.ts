import { z } from 'zod'

const origin = z
  .string()
  .max(200)
  .refine((text) => text === '' || isHttpsAddress(text), 'an address such as https://app.shop.example')

function isHttpsAddress(text: string): boolean {
  try {
    const url = new URL(text)
    return url.protocol === 'https:' && url.username === '' && url.search === '' && url.hash === ''
  } catch {
    return false
  }
}

/** How pages of the shop open in its app. `PUT /api/app-links` takes any of the fields. */
export const appLinksInput = z.strictObject({
  /** The app's own scheme, such as `tarnwick`; empty: it has none. */
  scheme: z
    .string()
    .max(40)
    .regex(/^([a-z][a-z0-9+.-]*)?$/, 'small letters, digits, + . -')
    .refine(
      (scheme) => !/^(https?|javascript|data|file|blob|vbscript|about|intent)$/.test(scheme),
      'belongs to browsers',
    ),
  /** The address that the app has claimed (universal links, app links); empty: none. */
  universalBase: origin,
  /** For /.well-known/assetlinks.json. */
  android: z
    .strictObject({
      packageId: z
        .string()
        .max(200)
        .regex(/^[A-Za-z]\w*(\.[A-Za-z]\w*)+$/, 'such as example.shop.app'),
      /** SHA-256 of the certificates that sign the app. */
      fingerprints: z
        .array(z.string().regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/, '32 pairs of hex digits with colons'))
        .min(1)
        .max(10),
    })
    .nullable(),
  /** For /.well-known/apple-app-site-association: team and bundle, such as ABCDE12345.example.shop.app. */
  iosAppIds: z
    .array(
      z
        .string()
        .max(200)
        .regex(/^[A-Z0-9]{10}\.[\w.-]+$/, 'ten characters of the team, a dot, the bundle'),
    )
    .max(10),
})
export type AppLinks = z.output<typeof appLinksInput>

export const noAppLinks: AppLinks = { scheme: '', universalBase: '', android: null, iosAppIds: [] }
