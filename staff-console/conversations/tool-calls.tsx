import { exactTime } from '../look/time.ts'
import { Icon } from '../parts/icon.tsx'
import { texts } from '../texts.ts'
import type { ToolCall } from './timeline.ts'

/** What the agent looked up or did, folded in; opened, with what it asked for and what came back. */
export function ToolCalls({ calls }: { calls: ToolCall[] }) {
  return (
    <li className="tools">
      {calls.map((call) => (
        <details key={call.toolCallId} className={call.ok || refusalOf(call) ? 'tool' : 'tool tool-failed'}>
          <summary>
            <Icon name="tool" />
            <span className="tool-name">{nameOf(call.tool)}</span>
            <span className="tool-summary">
              {call.ok ? briefOf(call.arguments) : (refusalOf(call) ?? texts.transcript.toolFailed)}
            </span>
          </summary>
          <dl className="facts">
            <dt>{texts.transcript.toolArguments}</dt>
            <dd>
              <pre>{JSON.stringify(call.arguments, null, 2)}</pre>
            </dd>
            <dt>{texts.transcript.toolAnswer}</dt>
            <dd title={exactTime(call.at)}>
              <pre>{call.summary}</pre>
            </dd>
          </dl>
        </details>
      ))}
    </li>
  )
}

/** A tool that these screens have no words for yet is named by its own: `get_order` reads `Get order`. */
function nameOf(tool: string): string {
  const words = tool.replaceAll('_', ' ')
  return texts.transcript.tools[tool] ?? words.charAt(0).toUpperCase() + words.slice(1)
}

const refusals = new Map(Object.entries<string>(texts.transcript.toolRefused))

/** Why the house did not do it, in words; undefined where something really went wrong. */
function refusalOf(call: ToolCall): string | undefined {
  return call.ok ? undefined : refusals.get(call.summary)
}

/** What was asked for, in its own words: the plain values among the arguments, numbers with their name. */
function briefOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return ''
  return Object.entries(value).flatMap(plainPart).join(' · ')
}

const reasonWords = new Map(Object.entries<string>(texts.reasons))

function plainPart([name, value]: [string, unknown]): string[] {
  if (typeof value === 'string') return value === '' ? [] : [reasonWords.get(value) ?? value]
  // how many rows a page has says nothing about what was wanted
  return typeof value === 'number' && name !== 'limit' ? [`${inWords(name)} ${value}`] : []
}

/** `price_max` and `priceMax` read `price max`. */
const inWords = (name: string) =>
  name.replaceAll('_', ' ').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
