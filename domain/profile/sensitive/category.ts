/**
 * What is never kept as a trait, nor guessed: the special categories of GDPR article 9, and what people would
 * not expect a shop to hold. The list is closed, so that a refusal can be counted and explained.
 */
export const sensitiveCategories = [
  'health',
  'pregnancy',
  'religion',
  'politics',
  'ethnicity',
  'sexual_life',
  'union_membership',
  'finances',
  'criminal_record',
  'children',
  'precise_location',
  'biometrics',
  'identity_documents',
  'payment_data',
] as const
export type SensitiveCategory = (typeof sensitiveCategories)[number]

export const categoryWords: Record<SensitiveCategory, string> = {
  health: 'health',
  pregnancy: 'pregnancy',
  religion: 'religion or belief',
  politics: 'politics',
  ethnicity: 'ethnic origin',
  sexual_life: 'sexual orientation or sex life',
  union_membership: 'union membership',
  finances: 'income, debts or credit',
  criminal_record: 'criminal records',
  children: 'children',
  precise_location: 'a precise location',
  biometrics: 'genetic or biometric data',
  identity_documents: 'identity documents',
  payment_data: 'payment data',
}
