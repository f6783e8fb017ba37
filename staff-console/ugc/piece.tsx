import type { UgcRow } from '#contract/staff-ugc.ts'
import { photoAddress } from '../api/ugc.ts'
import { exactTime } from '../look/time.ts'
import { Button } from '../parts/button.tsx'
import { Link } from '../routing/link.tsx'
import { customerPage } from '../routing/route.ts'
import { texts } from '../texts.ts'

const words = texts.photos

/** One photo or review with everything that decides: what it says, what the checks found, who gave it. */
export function Piece(props: {
  row: UgcRow
  busy: boolean
  onApprove: (() => void) | null
  onReject: (() => void) | null
}) {
  const { row, busy } = props
  const product = row.productTitle ?? row.productId
  return (
    <>
      {row.hasPhoto && (
        <img
          className="piece-photo"
          src={photoAddress(row.ugcId)}
          alt={words.photo(product)}
          loading="lazy"
        />
      )}
      <div className="piece-what">
        <h2>{product}</h2>
        {row.productTitle === null && <p className="quiet">{words.noProduct}</p>}
        {row.stars !== null && (
          <p role="img" aria-label={words.stars(row.stars)} className="piece-stars">
            {'★'.repeat(row.stars)}
            {'☆'.repeat(5 - row.stars)}
          </p>
        )}
        {row.state === 'withdrawn' ? (
          <p className="quiet">{words.gone}</p>
        ) : (
          <blockquote className="piece-text" lang={row.language ?? undefined}>
            {row.text}
          </blockquote>
        )}
        <p>
          {row.displayName !== '' && `${row.displayName} · `}
          <span className={row.verifiedBuyer ? 'chip chip-on' : 'chip'}>
            {row.verifiedBuyer ? words.verified : words.notVerified}
          </span>{' '}
          <Link to={customerPage(row.customerId)} className="text-link">
            {words.customer}
          </Link>
        </p>
        {row.state !== 'withdrawn' && <Found row={row} />}
        <p className="quiet">{words.rights(row.rightsVersion, exactTime(row.rightsAcceptedAt))}</p>
        {row.reason !== null && <p>{`${words.reason}: ${words.reasons[row.reason]}`}</p>}
        {row.note !== null && <p className="quiet">{words.noted(row.note)}</p>}
        {row.decidedAt !== null && <p className="quiet">{words.decided(row.decidedByName ?? words.house)}</p>}
      </div>
      <div className="piece-acts">
        {props.onApprove && (
          <Button look="primary" busy={busy} onClick={props.onApprove}>
            {row.state === 'pending' ? words.approve : words.approveNow}
          </Button>
        )}
        {props.onReject && (
          <Button busy={busy} onClick={props.onReject}>
            {row.state === 'pending' ? words.reject : words.withdraw}
          </Button>
        )}
      </div>
    </>
  )
}

function Found({ row }: { row: UgcRow }) {
  if (row.warnings.length === 0) return <p className="quiet">{words.nothingFound}</p>
  return (
    <p className="caution">
      {words.found}: {row.warnings.map((warning) => words.warnings[warning]).join(', ')}
    </p>
  )
}
