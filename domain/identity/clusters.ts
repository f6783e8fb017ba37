import { type IdentifierKind, identifierKinds } from './identity.ts'
import type { IdentityRules } from './rules.ts'

/** Why two members that were seen together are not joined. */
export type RefusedUnion = 'kept_apart' | 'too_many_identifiers' | `too_many_${IdentifierKind}`

export type Counts = Partial<Record<IdentifierKind, number>>

/**
 * Which rule a union would break. A kind of which only one side has any is never at fault: staff may have
 * put more together than the rules would.
 */
export function exceededCap(a: Counts, b: Counts, { caps }: IdentityRules): RefusedUnion | null {
  for (const kind of identifierKinds) {
    const [ofA, ofB] = [a[kind] ?? 0, b[kind] ?? 0]
    if (ofA > 0 && ofB > 0 && ofA + ofB > (caps.perKind[kind] ?? Infinity)) return `too_many_${kind}`
  }
  const [allA, allB] = [total(a), total(b)]
  return allA > 0 && allB > 0 && allA + allB > caps.inAll ? 'too_many_identifiers' : null
}

/** Whether no order of unions could have broken a cap on the way to these. */
export function withinCaps(counts: Counts, { caps }: IdentityRules): boolean {
  const { perKind, inAll } = caps
  return (
    total(counts) <= inAll &&
    identifierKinds.every((kind) => (counts[kind] ?? 0) <= (perKind[kind] ?? Infinity))
  )
}

function total(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

export function addCounts(a: Counts, b: Counts): Counts {
  const sum: Counts = {}
  for (const kind of identifierKinds) {
    const count = (a[kind] ?? 0) + (b[kind] ?? 0)
    if (count > 0) sum[kind] = count
  }
  return sum
}

/** Members in growing clusters, with what keeps clusters from growing together. */
export class Clusters {
  private readonly parent = new Map<string, string>()
  private readonly members = new Map<string, string[]>()
  private readonly counts = new Map<string, Counts>()
  private readonly apart = new Map<string, string[]>()

  add(id: string, kind: IdentifierKind | null): void {
    this.parent.set(id, id)
    this.members.set(id, [id])
    this.counts.set(id, kind === null ? {} : { [kind]: 1 })
  }

  keepApart(a: string, b: string): void {
    this.apart.set(a, [...(this.apart.get(a) ?? []), b])
    this.apart.set(b, [...(this.apart.get(b) ?? []), a])
  }

  private find(id: string): string {
    let top = id
    for (let up = this.parent.get(top); up !== undefined && up !== top; up = this.parent.get(top)) top = up
    for (let at = id; at !== top; ) {
      const next = this.parent.get(at) ?? top
      this.parent.set(at, top)
      at = next
    }
    return top
  }

  areOne(a: string, b: string): boolean {
    return this.find(a) === this.find(b)
  }

  /** Why the clusters of two members may not be joined by these rules; null: they may. */
  against(a: string, b: string, rules: IdentityRules): RefusedUnion | null {
    const [one, other] = [this.find(a), this.find(b)]
    return one === other ? null : exceededCap(this.counts.get(one) ?? {}, this.counts.get(other) ?? {}, rules)
  }

  /** Whether a verdict keeps the clusters of two members apart. */
  keptApart(a: string, b: string): boolean {
    const [one, other] = [this.find(a), this.find(b)]
    const [smaller, larger] = this.sizeOf(one) <= this.sizeOf(other) ? [one, other] : [other, one]
    return (this.members.get(smaller) ?? []).some((id) =>
      (this.apart.get(id) ?? []).some((kept) => this.parent.has(kept) && this.find(kept) === larger),
    )
  }

  join(a: string, b: string): void {
    const [one, other] = [this.find(a), this.find(b)]
    if (one === other) return
    const [large, small] = this.sizeOf(one) >= this.sizeOf(other) ? [one, other] : [other, one]
    this.parent.set(small, large)
    this.members.get(large)?.push(...(this.members.get(small) ?? []))
    this.members.delete(small)
    this.counts.set(large, addCounts(this.counts.get(large) ?? {}, this.counts.get(small) ?? {}))
  }

  /** Every cluster's members. */
  all(): string[][] {
    return [...this.members.values()]
  }

  private sizeOf(top: string): number {
    return this.members.get(top)?.length ?? 0
  }
}
