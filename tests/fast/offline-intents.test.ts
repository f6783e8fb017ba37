import { describe, expect, test } from 'vitest'
import { lexisOf, understand } from '../../agent/offline/index.ts'
import { csvRows, sharedData } from '../support/shared-data.ts'

/** What real and written-down requests come to, counted; the files stay where they are. */
const support = sharedData('intents/bitext_validation.csv')
const mattress = sharedData('intents/sofmattress_test.csv')

const noGoods = { categories: [], colours: [], sizes: [], materials: [], brands: [], productNouns: [] }
const mattressShop = {
  ...noGoods,
  productNouns: ['mattress', 'pillow', 'bed', 'cushion', 'cover'],
  brands: ['SOF'],
}

/** The support file's intents and ours. */
const supportIntents: Record<string, string> = {
  cancel_order: 'cancel_order',
  change_order: 'change_order',
  change_shipping_address: 'change_address',
  check_cancellation_fee: 'cancellation_fee',
  check_invoice: 'find_invoice',
  get_invoice: 'get_invoice',
  check_payment_methods: 'payment_methods',
  check_refund_policy: 'refund_policy',
  complaint: 'complaint',
  contact_customer_service: 'contact',
  contact_human_agent: 'human',
  create_account: 'account_create',
  delete_account: 'account_delete',
  delivery_options: 'delivery_options',
  delivery_period: 'delivery_time',
  edit_account: 'account_edit',
  get_refund: 'get_refund',
  newsletter_subscription: 'newsletter',
  payment_issue: 'payment_problem',
  place_order: 'checkout',
  recover_password: 'password',
  registration_problems: 'registration_problem',
  review: 'review',
  set_up_shipping_address: 'new_address',
  switch_account: 'account_switch',
  track_order: 'order_status',
  track_refund: 'refund_status',
}

const aboutGoods = ['product_search', 'product_detail', 'stock', 'size_guide', 'compare', 'refine_search']
const mattressLabels: Record<string, string[]> = {
  EMI: ['installments'],
  COD: ['payment_methods'],
  WARRANTY: ['warranty', 'refund_policy'],
  '100_NIGHT_TRIAL_OFFER': ['returns', 'exchange'],
  ORDER_STATUS: ['order_status', 'late_order'],
  DELAY_IN_DELIVERY: ['late_order', 'order_status', 'delivery_time'],
  RETURN_EXCHANGE: ['returns', 'exchange', 'get_refund', 'refund_policy'],
  CANCEL_ORDER: ['cancel_order', 'cancellation_fee'],
  OFFERS: ['discount'],
  CHECK_PINCODE: ['delivery_options', 'delivery_time', 'delivery_cost'],
  DISTRIBUTORS: ['store_location', 'store_hours', 'contact'],
  LEAD_GEN: ['checkout', 'contact', 'human'],
  COMPARISON: aboutGoods,
  PILLOWS: aboutGoods,
  PRODUCT_VARIANTS: [...aboutGoods, 'assortment'],
  MATTRESS_COST: aboutGoods,
  ORTHO_FEATURES: aboutGoods,
  ERGO_FEATURES: aboutGoods,
  ABOUT_SOF_MATTRESS: [...aboutGoods, 'about_shop'],
  SIZE_CUSTOMIZATION: aboutGoods,
  WHAT_SIZE_TO_ORDER: aboutGoods,
}

interface Row {
  text: string
  label: string
}

function rowsOf(file: string | null, textField: string, labelField: string): Row[] {
  return csvRows(file ?? '').map((row) => ({ text: row[textField] ?? '', label: row[labelField] ?? '' }))
}

function share(rows: readonly Row[], isRight: (row: Row) => boolean): number {
  return rows.filter(isRight).length / rows.length
}

describe.skipIf(!support)(support ? '27 support intents' : '27 support intents (no ../shared/data)', () => {
  const lexis = lexisOf(noGoods)
  const rows = rowsOf(support, 'utterance', 'intent')

  test('at least 19 in 20 of the held-back requests are understood, typing errors and swearing included', () => {
    expect(rows.length).toBeGreaterThan(750)
    const right = share(rows, (row) => understand(row.text, lexis).intent === supportIntents[row.label])
    expect(right).toBeGreaterThanOrEqual(0.95)
  })
})

describe.skipIf(!mattress)(
  mattress ? 'a real shop’s questions' : 'a real shop’s questions (no ../shared/data)',
  () => {
    const lexis = lexisOf(mattressShop)
    const rows = rowsOf(mattress, 'sentence', 'label')

    test('7 in 10 of what its bot could answer are understood, with no word of that shop known', () => {
      const known = rows.filter((row) => mattressLabels[row.label])
      expect(known.length).toBeGreaterThan(200)
      const right = share(
        known,
        (row) => mattressLabels[row.label]?.includes(understand(row.text, lexis).intent) === true,
      )
      expect(right).toBeGreaterThanOrEqual(0.7)
    })
  },
)
