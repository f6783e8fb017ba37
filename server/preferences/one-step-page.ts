import type { ConsentChannel, ConsentPurpose } from '#domain/consent/index.ts'
import { escapeHtml } from '#knowledge/documents/index.ts'
import { frame } from './frame.ts'
import { type Language, type PageWords, wordsOf } from './words.ts'

/** What an unsubscribe or a confirmation is about. */
export interface Step {
  kind: 'unsubscribe' | 'confirm'
  channel: ConsentChannel
  purposes: ConsentPurpose[]
}

/** One question with one button, or that it is done. Nothing happens before the button. */
export function stepPage(
  step: Step,
  done: boolean,
  shopName: string,
  language: Language,
  moreUrl: string | null,
): string {
  const words = wordsOf(language)
  const what = named(step, words)
  const asks = step.kind === 'unsubscribe' ? words.unsubscribe(what) : words.confirm(what)
  const said = step.kind === 'unsubscribe' ? words.unsubscribed(what) : words.confirmed(what)
  const button = step.kind === 'unsubscribe' ? words.unsubscribeButton : words.confirmButton
  const body = done
    ? `<h1 tabindex="-1" autofocus>${escapeHtml(said)}</h1>`
    : `<h1>${escapeHtml(asks)}</h1><form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><p><button class="main">${escapeHtml(button)}</button></p></form>`
  const more = moreUrl === null ? '' : `<p><a href="${escapeHtml(moreUrl)}">${escapeHtml(words.more)}</a></p>`
  return frame(shopName, language, done ? said : asks, body + more)
}

function named({ channel, purposes }: Step, words: PageWords): string {
  const channelName = channel === 'web' ? '' : words.channels[channel]
  const purposeNames = purposes.map((purpose) =>
    purpose === 'personalisation' ? words.personalisation : words.purposes[purpose],
  )
  const named = purposeNames.join(', ')
  return channelName === '' ? named : `${named} (${channelName})`
}

/** A link that has ended or never was: it says so and offers nothing. */
export function deadLinkPage(reason: 'expired' | 'unknown', shopName: string, language: Language): string {
  const words = wordsOf(language)
  const html = `<h1>${escapeHtml(words[reason])}</h1><p>${escapeHtml(words.linkHelp(shopName))}</p>`
  return frame(shopName, language, words[reason], html)
}
