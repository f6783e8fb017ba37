import type { LearnedLook } from '#contract/staff-recommendations.ts'
import { Section } from '../parts/section.tsx'
import { texts } from '../texts.ts'

const words = texts.recommendations.looks
const SHOWN = 12

/** Which category completes which, with how much likelier and how many customers stand behind it. */
export function LearnedLooks({ looks }: { looks: readonly LearnedLook[] }) {
  return (
    <Section title={words.title}>
      <p className="quiet">{words.intro}</p>
      {looks.length === 0 ? (
        <p>{words.empty}</p>
      ) : (
        <div className="looks-scroll">
          <table className="grid-table looks-table">
            <thead>
              <tr>
                <th scope="col">{words.bought}</th>
                <th scope="col">{words.also}</th>
                <th scope="col">{words.lift}</th>
                <th scope="col">{words.people}</th>
              </tr>
            </thead>
            <tbody>
              {looks.slice(0, SHOWN).map(({ category, completedBy, lift, people }) => (
                <tr key={`${category}\n${completedBy}`}>
                  <th scope="row">{category}</th>
                  <td>{completedBy}</td>
                  <td className="figure">{words.times(lift)}</td>
                  <td className="figure">{people}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}
