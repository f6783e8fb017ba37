import type { RejectReason } from '../adapter.ts'

/**
 * What follows from Twilio's error codes (its error dictionary, read 2026-11). `retry`: for certain not sent, and
 * waiting helps. `null`: this message failed, and that says nothing of the address: a phone that is switched off
 * (30003) is reached tomorrow.
 */
type Rule = RejectReason | 'retry' | null

const rules: [Rule, number[]][] = [
  ['opted_out', [21610]],
  ['window_closed', [63016]],
  // the person's limit over all businesses, or the part of Meta's experiment that gets no marketing
  ['marketing_limit', [63049, 63032]],
  ['invalid_address', [21211, 21214, 21217, 21421, 21614, 63003]],
  ['unreachable', [21612, 21635, 30005, 30006, 30011, 63024]],
  ['blocked', [30004, 30007, 63033]],
  // 21617: over 1,600 characters; 63040-63042: the template was rejected, paused, disabled
  [
    'content',
    [
      21602, 21605, 21617, 21619, 21620, 21623, 21654, 21655, 21656, 30019, 63005, 63013, 63019, 63021, 63027,
      63028, 63029, 63030, 63040, 63041, 63042,
    ],
  ],
  [
    'configuration',
    [
      20003, 20005, 20404, 21212, 21408, 21603, 21606, 21608, 21659, 21660, 21701, 21703, 21704, 21705, 21910,
      30002, 30024, 30032, 30034, 63001, 63007, 63015, 63020, 63022, 63051,
    ],
  ],
  ['retry', [14107, 20429, 20500, 20503, 21611, 30001, 63010, 63012, 63018, 63038]],
  [null, [30003, 30008, 30009, 30410, 30500]],
]

const byCode = new Map(
  rules.flatMap(([rule, codes]) => codes.map((code): [string, Rule] => [String(code), rule])),
)

/** undefined: a code without a rule here. */
export function twilioRule(code: string): Rule | undefined {
  return byCode.get(code)
}

/** For a message that had been accepted and failed later: the reason, where the code says one. */
export function twilioFailure(code: string | null): RejectReason | null {
  const rule = code === null ? null : twilioRule(code)
  return rule === undefined || rule === 'retry' ? null : rule
}
