import type { SlotAudience } from '#contract/slots.ts'
import type { SlotChoices } from '#contract/staff-slots.ts'
import { Chips, Pick, TextBox } from '../segments/controls.tsx'
import { texts } from '../texts.ts'
import { entriesOf } from './entries.ts'
import { Values } from './values.tsx'

const { conditions, form: words, devices, platforms, seasons, weathers } = texts.slots

/** The control of one condition: a closed list, words, or days. */
export function ConditionControl(props: {
  name: keyof SlotAudience
  audience: SlotAudience
  choices: SlotChoices
  onChange: (audience: SlotAudience) => void
}) {
  const { name, audience, choices, onChange } = props
  const label = conditions[name]
  switch (name) {
    case 'segments':
      if (choices.segments.length === 0) return <span className="quiet">{words.noneToOffer}</span>
      return (
        <Chips
          label={label}
          chosen={audience.segments ?? []}
          options={choices.segments.map(({ segmentId, name: title, members }) => [
            segmentId,
            words.members(title, members),
          ])}
          onChange={(segments) => onChange({ ...audience, segments })}
        />
      )
    case 'loyaltyTiers':
      return (
        <Values
          label={label}
          values={audience.loyaltyTiers ?? []}
          offers={choices.tiers}
          onChange={(loyaltyTiers) => onChange({ ...audience, loyaltyTiers })}
        />
      )
    case 'devices':
      return (
        <Chips
          label={label}
          chosen={audience.devices ?? []}
          options={entriesOf(devices)}
          onChange={(chosen) => onChange({ ...audience, devices: chosen })}
        />
      )
    case 'platforms':
      return (
        <Chips
          label={label}
          chosen={audience.platforms ?? []}
          options={entriesOf(platforms)}
          onChange={(chosen) => onChange({ ...audience, platforms: chosen })}
        />
      )
    case 'seasons':
      return (
        <Chips
          label={label}
          chosen={audience.seasons ?? []}
          options={entriesOf(seasons)}
          onChange={(chosen) => onChange({ ...audience, seasons: chosen })}
        />
      )
    case 'weather':
      return (
        <Chips
          label={label}
          chosen={audience.weather ?? []}
          options={entriesOf(weathers)}
          onChange={(weather) => onChange({ ...audience, weather })}
        />
      )
    case 'visitor':
      return (
        <Pick
          label={label}
          value={audience.visitor ?? 'new'}
          options={entriesOf(words.visitor)}
          onChange={(visitor) => onChange({ ...audience, visitor })}
        />
      )
    case 'days': {
      const days = audience.days ?? { from: '', until: '' }
      const set = (change: Partial<typeof days>) => onChange({ ...audience, days: { ...days, ...change } })
      return (
        <>
          <TextBox label={words.dayFrom} value={days.from} onChange={(from) => set({ from: from.trim() })} />
          <span>–</span>
          <TextBox
            label={words.dayUntil}
            value={days.until}
            onChange={(until) => set({ until: until.trim() })}
          />
          <span className="quiet">MM-DD</span>
        </>
      )
    }
    default:
      return (
        <Values
          label={label}
          values={audience[name] ?? []}
          offers={offersOf(name, choices)}
          hint={words.hints[name]}
          onChange={(values) =>
            onChange({ ...audience, [name]: name === 'countries' ? values.map(upper) : values })
          }
        />
      )
  }
}

const upper = (code: string) => code.toUpperCase()

function offersOf(name: keyof SlotAudience, choices: SlotChoices): readonly string[] {
  switch (name) {
    case 'favouriteCategories':
    case 'categories':
      return choices.categories
    case 'cities':
      return choices.cities
    case 'countries':
      return choices.countries
    default:
      return []
  }
}
