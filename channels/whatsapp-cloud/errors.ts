import type { RejectReason } from '../adapter.ts'

/** What follows from the Cloud API's error codes (Meta's error page, read 2026-11); `retry`: not sent, waiting helps. */
type Rule = RejectReason | 'retry'

const rules: [Rule, number[]][] = [
  ['window_closed', [131047]],
  // 130472: the part of Meta's experiment that gets no marketing
  ['marketing_limit', [131049, 130472]],
  ['opted_out', [131050]],
  ['unreachable', [131026, 131062]],
  ['invalid_address', [131021]],
  [
    'content',
    [
      100, 131008, 131009, 131051, 131052, 131053, 132000, 132001, 132005, 132007, 132012, 132015, 132016,
      132018, 132068, 132069, 135000,
    ],
  ],
  ['configuration', [0, 3, 10, 33, 190, 368, 130497, 131005, 131030, 131031, 131042, 131045, 133010, 134011]],
  ['retry', [1, 2, 4, 17, 32, 613, 80007, 130429, 131000, 131016, 131048, 131056, 131057, 133004]],
]

const byCode = new Map(rules.flatMap(([rule, codes]) => codes.map((code): [number, Rule] => [code, rule])))

/** undefined: a code without a rule here. 200 to 299 are permissions that are missing. */
export function metaRule(code: number): Rule | undefined {
  return code >= 200 && code < 300 ? 'configuration' : byCode.get(code)
}

/** For a message that had been accepted and failed later: the reason, where the code says one. */
export function metaFailure(code: number | null): RejectReason | null {
  const rule = code === null ? undefined : metaRule(code)
  return rule === undefined || rule === 'retry' ? null : rule
}
