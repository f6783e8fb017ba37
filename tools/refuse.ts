import type { Refusal, ToolResult } from './tool.ts'

const words: Record<Refusal, string> = {
  unknown_tool: 'There is no such tool.',
  bad_arguments: 'The arguments do not fit this tool.',
  needs_sign_in: 'This needs the customer to be signed in on the shop’s site.',
  needs_order_proof: 'Ask the customer for the order number and the e-mail or postcode of the order.',
  not_said_by_shopper:
    'The order number and its e-mail or postcode must come from the customer’s own messages. Ask for them.',
  no_match: 'No order matches that number together with that e-mail or postcode.',
  too_many_tries:
    'There were too many failed tries. It can be tried again in 15 minutes, or a person can help.',
  too_many_calls: 'No more calls of this kind in this turn. Answer with what is known.',
  not_found: 'Nothing with that id exists in the shop.',
  not_available: 'That is not available at the moment.',
  not_allowed_now: 'That is not possible in the present state.',
  cart_is_full: 'The cart cannot hold more of that.',
  sensitive:
    'The shop does not keep such things. Say so in one sentence and go on with what the customer wants.',
  no_consent: 'The customer has not agreed to that.',
  failed: 'That did not work just now.',
}

/** A refused call is a result like any other: a closed reason, and words that the model can pass on. */
export function refuse(refusal: Refusal, detail?: string): ToolResult {
  return { ok: false, refusal, data: { refused: refusal, say: words[refusal], ...(detail && { detail }) } }
}
