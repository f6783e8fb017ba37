import type { ConsentChannel, ConsentPurpose } from './consent.ts'

/**
 * What a plain "stop" takes back on each channel. On the phone it is everything (47 CFR 64.1200(a)(10) knows no
 * halves); by mail the order's own papers go on; on the site it is what we would say unasked. Personalisation
 * is another matter and has its own switch.
 */
export const withdrawn: Record<ConsentChannel, readonly ConsentPurpose[]> = {
  web: ['clienteling', 'marketing'],
  email: ['service', 'clienteling', 'marketing'],
  sms: ['transactional', 'service', 'clienteling', 'marketing'],
  whatsapp: ['transactional', 'service', 'clienteling', 'marketing'],
  push: ['transactional', 'service', 'clienteling', 'marketing'],
}
