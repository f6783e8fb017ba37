import type { MemberView } from '#contract/staff-customers.ts'
import { dayAndYear } from '../look/time.ts'
import { Check } from '../parts/field.tsx'
import { texts } from '../texts.ts'
import { wordFor } from './names.ts'

const words = texts.unmerging

interface ChecksProps {
  members: MemberView[]
  apart: ReadonlySet<string>
  onApart: (apart: ReadonlySet<string>) => void
}

/** The parts that were joined; a tick says that it belongs to somebody else. */
export function MemberChecks({ members, apart, onApart }: ChecksProps) {
  return (
    <fieldset className="group">
      <legend>{words.parts}</legend>
      {members.map((member) => (
        <Check
          key={member.customerId}
          label={labelOf(member)}
          hint={hintOf(member)}
          checked={apart.has(member.customerId)}
          onChange={(on) => {
            const next = new Set(apart)
            if (on) next.add(member.customerId)
            else next.delete(member.customerId)
            onApart(next)
          }}
        />
      ))}
    </fieldset>
  )
}

function labelOf(member: MemberView): string {
  const known = member.identifiers.map(
    (each) => `${texts.customers.identifiers.kinds[each.kind]} ${each.value}`,
  )
  return [member.name, ...known].filter(Boolean).join(' · ') || texts.customers.visitor
}

function hintOf(member: MemberView): string {
  const joined = member.joined
    ? words.joinedBy(wordFor(words.rules, member.joined.reason), dayAndYear(member.joined.at))
    : words.first
  return [joined, ...(member.orders > 0 ? [words.orders(member.orders)] : [])].join(' · ')
}
