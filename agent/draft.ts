import { HumanMessage, SystemMessage } from '@langchain/core/messages'
import type { ProductCard } from '#contract/message.ts'
import { formatMoney } from '#contract/money.ts'
import type { DraftPurpose } from '#contract/staff-outreach.ts'
import type { Settings } from '#domain/settings/index.ts'
import type { Search } from '#knowledge/search/index.ts'
import { cardFacts } from '#tools/index.ts'
import { checkSentence, productNounsOf } from './checks/index.ts'
import { composeDraft } from './draft-offline.ts'
import { fence, fillPrompt, promptTemplate } from './prompts/prompt.ts'
import { faultOf, mayAsk, noteFailure, noteSuccess } from './provider-health.ts'
import { splitSentences } from './sentences.ts'
import { streamModel } from './stream-model.ts'
import { type AgentDeps, defaultTimeouts, type WithheldSentence } from './turn.ts'

/** What a draft may be made of. Filled by code; the client's own words have no numbers in them. */
export interface DraftRequest {
  purpose: DraftPurpose
  /** Sentences that the channel has room for. */
  roomFor: 'a line' | 'a few sentences' | 'a letter'
  staffName: string
  /** First name; null where none is known. */
  clientName: string | null
  /** What may be used of the client, a line each, with its reason. */
  known: readonly string[]
  /** Titles of the last order, where they may be used. */
  lastBought: readonly string[]
  products: readonly ProductCard[]
  settings: Settings
  search: Search
  now: Date
}

export interface Draft {
  text: string
  writtenBy: 'provider' | 'offline'
  withheld: WithheldSentence[]
}

const lengths: Record<DraftRequest['roomFor'], string> = {
  'a line': 'At most 280 characters: it goes out as one SMS.',
  'a few sentences': 'At most four sentences.',
  'a letter': 'At most eight sentences, in two or three short paragraphs.',
}

const aims: Record<DraftPurpose, string> = {
  recommend: 'to show the products given, and why they may suit this client',
  follow_up: 'to ask how the client is getting on with what they bought last',
  thank: 'to thank the client for their last order',
  invite: 'to invite the client to come by or to write back',
}

/**
 * A text for a person of the team to change and send, or not: nothing is sent by it. Every sentence passes the
 * checks of replies, with the products given as its only facts. Where the provider is down, or nothing it
 * says may be said, the house's own draft stands in.
 */
export async function draftMessage(deps: AgentDeps, request: DraftRequest): Promise<Draft> {
  const withheld: WithheldSentence[] = []
  const told = await askProvider(deps, request)
  const written = told === null ? '' : checked(told, request, withheld)
  if (written !== '') return { text: written, writtenBy: 'provider', withheld }
  return { text: checked(composeDraft(request), request, withheld), writtenBy: 'offline', withheld }
}

/** null: there is no provider, or it gave no answer in time. It is given no tools: there is nothing to call. */
async function askProvider(deps: AgentDeps, request: DraftRequest): Promise<string | null> {
  const { model } = deps
  if (!model || !mayAsk(model, request.now)) return null
  const { firstByteMs, turnMs } = { ...defaultTimeouts, ...deps.timeouts }
  const clock = { firstByteMs, wholeMs: turnMs, timedOut: false }
  const messages = [
    new SystemMessage(promptFor(request)),
    new HumanMessage('Write the draft.'), // some providers answer nobody
  ]
  try {
    const answer = await streamModel(model, messages, [], clock, new AbortController().signal, () => {})
    noteSuccess(model)
    return answer.text
  } catch (error) {
    const fault = faultOf(error, clock.timedOut)
    noteFailure(model, fault, request.now)
    deps.log.warn({ fault: fault.kind }, 'a draft is written offline')
    return null
  }
}

function promptFor(request: DraftRequest): string {
  const { settings, products, known, lastBought } = request
  const client = [
    `first name: ${request.clientName ?? 'not known, greet without a name'}`,
    ...known.map((line) => `- ${line}`),
    ...(lastBought.length > 0 ? [`bought last: ${lastBought.join(', ')}`] : []),
  ]
  return fillPrompt(promptTemplate('draft'), {
    staffName: fence(request.staffName, 80),
    shopName: fence(settings.shopName, 80),
    brandVoice: fence(settings.brandVoice || 'Plain and friendly.', 2000),
    locale: settings.locale,
    length: lengths[request.roomFor],
    client: client.map((line) => fence(line, 300)).join('\n'),
    products: products.map((card) => fence(productLine(card, settings.locale), 400)).join('\n') || 'none',
    purpose: aims[request.purpose],
  })
}

function productLine({ title, options, price, availability }: ProductCard, locale: string): string {
  return `${title} ${options} | ${formatMoney(price, locale)} | ${availability}`
}

const LONGEST = 2000

/** The sentences that may be said, joined as they were written. */
function checked(text: string, request: DraftRequest, withheld: WithheldSentence[]): string {
  const known = {
    facts: request.products.flatMap(cardFacts),
    shopperWords: [],
    productNouns: productNounsOf(request.search),
    shopName: request.settings.shopName,
    promptText: promptTemplate('draft'),
    toolNames: [],
  }
  const { sentences, rest } = splitSentences(text.slice(0, 4 * LONGEST))
  const said: string[] = []
  for (const sentence of [...sentences, rest].filter((one) => one.trim() !== '')) {
    const verdict = checkSentence(sentence.trim(), { ...known, saidBefore: said })
    if (verdict.allowed) said.push(sentence)
    else withheld.push({ check: verdict.check, reason: verdict.reason })
  }
  const whole = said.join('').trim()
  return whole.length <= LONGEST ? whole : whole.slice(0, LONGEST).trimEnd()
}
