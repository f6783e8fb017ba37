// this file of the package alone: the whole of it costs start-up a tenth of a second
import { validateRequest, validateRequestWithBody } from 'twilio/lib/webhooks/webhooks.js'

export type SignatureCheck = 'ok' | 'missing' | 'bad'

export interface TwilioCall {
  authToken: string
  signature: string | undefined
  /** The public address as Twilio called it, query and all. */
  url: string
  /** The fields of the form; of a JSON body none. */
  params: Record<string, string>
  /** The body as it came, for a call with `bodySHA256` in its address. */
  rawBody?: string
}

/** Twilio's own check: HMAC-SHA1 over the public address and all fields, those we do not know too. */
export function checkTwilioSignature({
  authToken,
  signature,
  url,
  params,
  rawBody,
}: TwilioCall): SignatureCheck {
  if (!signature) return 'missing'
  if (authToken === '' || !URL.canParse(url)) return 'bad'
  const isSigned = new URL(url).searchParams.has('bodySHA256')
    ? validateRequestWithBody(authToken, signature, url, rawBody ?? '')
    : validateRequest(authToken, signature, url, params)
  return isSigned ? 'ok' : 'bad'
}
