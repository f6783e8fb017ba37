import type { KeyRow } from '../api/shop.ts'
import { Button } from '../parts/button.tsx'
import { Ago } from '../parts/time.tsx'
import { texts } from '../texts.ts'

const words = texts.install

/** Every key, the ones in force first. */
export function KeyList(props: {
  keys: KeyRow[]
  onCreate: (kind: KeyRow['kind']) => void
  onRevoke: (row: KeyRow) => void
}) {
  const sorted = props.keys.toSorted(
    (a, b) =>
      Number(a.revokedAt !== null) - Number(b.revokedAt !== null) || b.createdAt.localeCompare(a.createdAt),
  )
  return (
    <>
      {sorted.length === 0 && <p className="quiet">{words.noKeys}</p>}
      <ul className="plain-list">
        {sorted.map((row) => (
          <li key={row.keyId} className={row.revokedAt ? 'plain-off' : ''}>
            <div className="plain-main">
              <span className="plain-title">
                {row.label}
                <span className="chip">{words.kind[row.kind]}</span>
              </span>
              <span className="quiet">
                <code>{row.hint}</code> · {row.revokedAt ? words.revoked : words.made}{' '}
                <Ago at={row.revokedAt ?? row.createdAt} />
              </span>
            </div>
            {!row.revokedAt && (
              <Button
                look="quiet"
                aria-label={words.revokeNamed(row.label)}
                onClick={() => props.onRevoke(row)}
              >
                {words.revoke}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <div className="page-actions">
        <Button icon="plus" onClick={() => props.onCreate('secret')}>
          {words.newSecret}
        </Button>
        <Button icon="plus" onClick={() => props.onCreate('public')}>
          {words.newPublic}
        </Button>
      </div>
    </>
  )
}
