import type { Message, ProductCard } from '#contract/message.ts'
import type {
  DraftInput,
  DraftView,
  MaySendView,
  OutreachInput,
  OutreachView,
  PreviewInput,
  PreviewView,
} from '#contract/staff-outreach.ts'
import { request } from './http.ts'

export function readMaySend(customerId: string): Promise<MaySendView> {
  return request('GET', `${pathOf(customerId)}/may-send`)
}

/** Sending the same `clientMessageId` again answers the first message: safe to repeat. */
export function writeToCustomer(customerId: string, message: OutreachInput): Promise<OutreachView> {
  return request('POST', `${pathOf(customerId)}/outreach`, message)
}

export async function listOutreach(customerId: string): Promise<OutreachView[]> {
  return (await request<{ outreach: OutreachView[] }>('GET', `${pathOf(customerId)}/outreach`)).outreach
}

export function takeBack(customerId: string, outboxId: string): Promise<OutreachView> {
  return request('DELETE', `${pathOf(customerId)}/outreach/${encodeURIComponent(outboxId)}`)
}

export function previewOutreach(message: PreviewInput, signal: AbortSignal): Promise<PreviewView> {
  return request('POST', '/api/outreach/preview', message, signal)
}

export function draftOutreach(customerId: string, wish: DraftInput): Promise<DraftView> {
  return request('POST', `${pathOf(customerId)}/draft`, wish)
}

export async function findProducts(text: string, signal: AbortSignal): Promise<ProductCard[]> {
  const query = new URLSearchParams({ q: text })
  return (await request<{ products: ProductCard[] }>('GET', `/api/products?${query}`, undefined, signal))
    .products
}

/** Sends a template into a conversation whose WhatsApp window has closed. */
export function sendTemplate(
  conversationId: string,
  template: { clientMessageId: string; templateId: string; parameters: Record<string, string> },
): Promise<{ message: Message }> {
  return request('POST', `/api/conversations/${encodeURIComponent(conversationId)}/template`, template)
}

const pathOf = (customerId: string) => `/api/customers/${encodeURIComponent(customerId)}`
