import type { ReactNode } from 'react'

/** The figures of a chart as a table, one press away: for who cannot see it, and for who wants the numbers. */
export function TableBehind(props: { summary: string; heads: string[]; rows: ReactNode[][] }) {
  return (
    <details className="why chart-table">
      <summary>{props.summary}</summary>
      <table className="grid-table">
        <thead>
          <tr>
            {props.heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map(([first, ...rest]) => (
            <tr key={String(first)}>
              <th scope="row">{first}</th>
              {rest.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a row's cells stand under fixed heads
                <td key={at}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
