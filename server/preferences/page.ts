import { frequencies } from '#domain/consent/index.ts'
import { escapeHtml } from '#knowledge/documents/index.ts'
import { type ChannelChoices, type Choice, type Preferences, sizeNames } from './choices.ts'
import { frame } from './frame.ts'
import { type Language, languages, type PageWords, wordsOf } from './words.ts'

/** What the page says on top: that it was saved, or what it could not read. */
export type Notice = { kind: 'saved' | 'stopped' } | { kind: 'wrong'; fields: string[] } | null

const e = escapeHtml

/** The preference centre: one form that works without a script. */
export function preferencePage(
  shown: Preferences,
  shopName: string,
  language: Language,
  notice: Notice,
): string {
  const words = wordsOf(language)
  const wrong = notice?.kind === 'wrong' ? notice.fields : []
  const html = `${noticeHtml(notice, words)}<h1>${e(words.title)}</h1>
<p class="soft">${e(words.intro(shopName, shown.address))}</p>
<form method="post">
<h2>${e(words.messages)}</h2>
${shown.channels.map((entry) => channelHtml(entry, shown, words)).join('\n')}
${fieldset(words.personalisation, box(shown.personalisation, words.personalisationBox, words.personalisationHint))}
${topicsHtml(shown, words)}
${sizesHtml(shown, words, wrong)}
${pauseHtml(shown, words, language)}
${select(
  'language',
  words.language,
  language,
  languages.map((code) => [code, wordsOf(code).own]),
)}
${was(shown)}
<p><button class="main" name="action" value="save">${e(words.save)}</button></p>
</form>
<form method="post">
<h2>${e(words.stopTitle)}</h2>
<p class="soft">${e(words.stopHint)}</p>
<p><button name="action" value="stop">${e(words.stop)}</button></p>
</form>
${heldHtml(shown, words, shopName)}`
  return frame(shopName, language, words.title, html)
}

function noticeHtml(notice: Notice, words: PageWords): string {
  if (!notice) return ''
  // focused, so that who cannot see the page hears it first
  if (notice.kind !== 'wrong')
    return `<p class="notice" role="status" tabindex="-1" autofocus>${e(words[notice.kind])}</p>\n`
  const links = notice.fields.map(
    (field) => `<li><a href="#${e(field)}">${e(words.fields[field] ?? field)}</a></li>`,
  )
  return `<div class="notice bad" role="alert" tabindex="-1" autofocus><p>${e(words.wrong)}</p><ul>${links.join('')}</ul></div>\n`
}

function fieldset(legend: string, html: string, soft = '', id = ''): string {
  const named = id === '' ? '' : ` id="${id}"`
  const more = soft === '' ? '' : ` <span class="soft">${e(soft)}</span>`
  return `<fieldset${named}><legend>${e(legend)}${more}</legend>${html}</fieldset>`
}

function channelHtml(entry: ChannelChoices, shown: Preferences, words: PageWords): string {
  const { channel, address, choices, mayGrant } = entry
  const boxes = choices.map((choice) => {
    if (choice.purpose === 'personalisation') return ''
    const locked = !choice.on && !mayGrant
    const hint = locked ? words.cannotGrant[channel] : words.purposeHints[choice.purpose]
    return box(choice, words.purposes[choice.purpose], hint, locked)
  })
  const often = frequencies.map((frequency) => [frequency, words.frequencies[frequency]] as const)
  const chosen = shown.given.frequency[channel] ?? 'as_it_comes'
  const frequency = select(`frequency_${channel}`, words.frequency, chosen, often)
  return fieldset(words.channels[channel], boxes.join('') + frequency, address ?? '')
}

function box(choice: Choice, label: string, hint: string, locked = false): string {
  const id = choice.name.replace(':', '-')
  const state = `${choice.on ? ' checked' : ''}${locked ? ' disabled' : ''}`
  return `<div class="choice"><input type="checkbox" id="${id}" name="on" value="${choice.name}" aria-describedby="${id}-hint"${state}><label for="${id}">${e(label)}</label><span class="hint" id="${id}-hint">${e(hint)}</span></div>`
}

function select(
  name: string,
  label: string,
  chosen: string,
  options: readonly (readonly [string, string])[],
): string {
  const list = options.map(
    ([value, text]) =>
      `<option value="${e(value)}"${value === chosen ? ' selected' : ''}>${e(text)}</option>`,
  )
  return `<div class="field"><label for="${name}">${e(label)}</label><select id="${name}" name="${name}">${list.join('')}</select></div>`
}

function topicsHtml({ categories, given }: Preferences, words: PageWords): string {
  if (categories.length === 0) return ''
  const boxes = categories.map((category, at) => {
    const checked = given.categories.includes(category) ? ' checked' : ''
    return `<div class="choice"><input type="checkbox" id="category-${at}" name="category" value="${e(category)}"${checked}><label for="category-${at}">${e(category)}</label></div>`
  })
  const hint = `<p class="soft">${e(words.topicsHint)}</p>`
  return fieldset(words.topics, `${hint}<div class="columns">${boxes.join('')}</div>`, '', 'category')
}

function sizesHtml({ sizes }: Preferences, words: PageWords, wrong: readonly string[]): string {
  const fields = sizeNames.map((name) => {
    const value = sizes.find((size) => size.name === name)?.value ?? ''
    const invalid = wrong.includes(name) ? ' aria-invalid="true"' : ''
    return `<div class="field"><label for="${name}">${e(words.sizeNames[name])}</label><input type="text" id="${name}" name="${name}" value="${e(value)}" maxlength="20" autocomplete="off"${invalid}></div>`
  })
  const hint = `<p class="soft">${e(words.sizesHint)}</p>`
  return fieldset(words.sizes, `${hint}<div class="columns">${fields.join('')}</div>`)
}

function pauseHtml({ given }: Preferences, words: PageWords, language: Language): string {
  const until = given.pausedUntil
  const options: [string, string][] = [
    ['none', words.pauseNone],
    ['month', words.pauseMonth],
  ]
  if (until) options.unshift(['keep', words.pauseKeep(dateIn(until, language))])
  const chosen = until ? 'keep' : 'none'
  const radios = options.map(
    ([value, text]) =>
      `<div class="choice"><input type="radio" id="pause-${value}" name="pause" value="${value}"${value === chosen ? ' checked' : ''}><label for="pause-${value}">${e(text)}</label></div>`,
  )
  return fieldset(words.pause, radios.join(''), '', 'pause')
}

const dateIn = (date: Date, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(date)

/** What was on when this page was made: a stop that comes in meanwhile is not undone by saving. */
function was({ channels, personalisation }: Preferences): string {
  const on = [...channels.flatMap((entry) => entry.choices), personalisation].filter((choice) => choice.on)
  return on.map((choice) => `<input type="hidden" name="was" value="${choice.name}">`).join('')
}

function heldHtml({ name, held }: Preferences, words: PageWords, shopName: string): string {
  const rows = [
    ...(held.addresses.length > 0 || name
      ? [[words.heldAddresses, [name, ...held.addresses].filter(Boolean).join(', '), '']]
      : []),
    ...held.traits.map((trait) => [trait.name.replaceAll('_', ' '), valueText(trait.value), trait.why]),
  ]
  const list = rows.map(
    ([term = '', text = '', why = '']) =>
      `<div><dt>${e(term)}</dt><dd>${e(text)}${why === '' ? '' : ` <span class="soft">(${e(why)})</span>`}</dd></div>`,
  )
  const body = list.length > 0 ? `<dl>${list.join('')}</dl>` : `<p>${e(words.heldNothing)}</p>`
  return `<section class="held"><h2>${e(words.held)}</h2>${body}<p class="soft">${e(words.rights(shopName))}</p></section>`
}

function valueText(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(', ') : String(value)
}
