import type { CheckView } from '#contract/staff-segments.ts'
import { Icon, type IconName } from '../parts/icon.tsx'
import { texts } from '../texts.ts'

const signs: Record<CheckView['verdict'], IconName> = {
  good: 'check',
  fair: 'minus',
  poor: 'close',
  unknown: 'question',
}

/** The verdict of a check as a sign with its words; never by colour alone. */
export function CheckMark({ check, name }: { check: CheckView; name?: string }) {
  return (
    <span className={`check-mark check-${check.verdict}`}>
      <Icon name={signs[check.verdict]} />
      <span className="hidden">{texts.segments.verdicts[check.verdict]}: </span>
      <span>{name ? `${name}: ${check.words}` : check.words}</span>
    </span>
  )
}
