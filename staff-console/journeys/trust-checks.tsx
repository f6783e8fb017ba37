import type { Readout } from '#contract/readouts.ts'
import { Section } from '../parts/section.tsx'
import { texts } from '../texts.ts'

const words = texts.journeys.readout

/** Whether the groups are what they were meant to be. */
export function TrustChecks({ readout: { srm, crossover } }: { readout: Readout }) {
  const said = srm.p === null ? words.splitUnknown : srm.isMismatch ? words.splitBad : words.splitGood
  const unplanned = srm.expected.control + srm.expected.treated === 0
  return (
    <Section title={words.checks}>
      <ul className="trust-list">
        <li className={srm.isMismatch ? 'trust-bad' : ''}>
          <p>{said}</p>
          <p className="quiet">
            {words.split(srm.observed.control, srm.observed.treated)}.{' '}
            {!unplanned && words.expected(srm.expected.control, srm.expected.treated)}
          </p>
        </li>
        <li>
          <p>{words.crossover(crossover)}</p>
        </li>
      </ul>
    </Section>
  )
}
