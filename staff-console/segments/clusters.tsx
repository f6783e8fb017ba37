import type { ClusterView, ScoresPage } from '#contract/staff-segments.ts'
import { money } from '../look/money.ts'
import { texts } from '../texts.ts'

const words = texts.scores

/** Clusters of behaviour: how many, and what stands out against everybody, in numbers. */
export function Clusters({ page }: { page: ScoresPage }) {
  if (page.clusters.length === 0) return <p className="quiet">{page.clustersVerdict ?? words.noClusters}</p>
  const whole = page.clusters.reduce((sum, { customers }) => sum + customers, 0)
  return (
    <>
      <p className="quiet">{words.clustersText}</p>
      <ul className="cluster-list">
        {page.clusters
          .toSorted((a, b) => b.customers - a.customers)
          .map((cluster) => (
            <li key={cluster.cluster}>
              <Cluster cluster={cluster} whole={whole} currency={page.currency} />
            </li>
          ))}
      </ul>
    </>
  )
}

function Cluster(props: { cluster: ClusterView; whole: number; currency: string | null }) {
  const { cluster, whole, currency } = props
  return (
    <>
      <header className="part-head">
        <h3>{cluster.name}</h3>
        <span className="quiet">
          {texts.segments.people(cluster.customers)} (
          {texts.segments.percent(cluster.customers / Math.max(1, whole))})
        </span>
      </header>
      {cluster.standsOut.length > 0 && (
        <table className="grid-table">
          <thead>
            <tr>
              <th scope="col">{words.behaviour}</th>
              <th scope="col">{words.here}</th>
              <th scope="col">{words.all}</th>
            </tr>
          </thead>
          <tbody>
            {cluster.standsOut.map(({ behaviour, unit, here, all }) => (
              <tr key={behaviour}>
                <th scope="row">{behaviour}</th>
                <td>{inUnit(here, unit, currency)}</td>
                <td>{inUnit(all, unit, currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

function inUnit(value: number, unit: ClusterView['standsOut'][number]['unit'], currency: string | null) {
  if (unit === 'days') return words.daysUnit(value)
  if (unit === 'money' && currency) return money({ amount: Math.round(value), currency })
  return String(Number(value.toFixed(1)))
}
