import type { PictureRow, PicturesPage } from '#contract/staff-ugc.ts'
import { safeHref } from '../conversations/safe-href.ts'
import { useNow } from '../look/time.ts'
import { Button } from '../parts/button.tsx'
import { texts } from '../texts.ts'
import { placeName } from './places.ts'

const words = texts.pictures

/** One picture: what it is of, where it stands, for whom, and in which test. */
export function PictureItem(props: {
  picture: PictureRow
  page: PicturesPage
  onEdit: () => void
  onRemove: () => void
}) {
  const { picture, page } = props
  const now = useNow(60_000)
  const image = safeHref(picture.imageUrl)
  const standing = standingOf(picture, now)
  return (
    <li className="picture">
      {image && <img src={image} alt={picture.alt} loading="lazy" />}
      <div className="picture-what">
        <h2>{picture.productTitle ?? picture.productId ?? picture.category}</h2>
        <p>
          {placeName(picture.place, page.slots)}{' '}
          <span className={standing === 'on' ? 'chip chip-on' : 'chip'}>{words.standing[standing]}</span>
        </p>
        <p className="quiet">{ruleWords(picture, page)}</p>
        {picture.testKey !== null && <p className="quiet">{testWords(picture, page)}</p>}
      </div>
      <div className="piece-acts">
        <Button aria-label={words.edit(picture.alt)} onClick={props.onEdit}>
          {texts.slots.edit}
        </Button>
        <Button look="quiet" aria-label={words.remove(picture.alt)} onClick={props.onRemove}>
          {words.removeAct}
        </Button>
      </div>
    </li>
  )
}

function standingOf({ isOn, startsAt, endsAt }: PictureRow, now: Date): keyof typeof words.standing {
  if (!isOn) return 'off'
  if (startsAt !== null && Date.parse(startsAt) > now.getTime()) return 'later'
  return endsAt !== null && Date.parse(endsAt) <= now.getTime() ? 'over' : 'on'
}

function ruleWords({ rule }: PictureRow, { segments }: PicturesPage): string {
  const called = new Map(segments.map(({ segmentId, name }) => [segmentId, name]))
  const seasons: Record<string, string> = words.seasons
  const parts = [
    rule.segmentIds && words.segments(rule.segmentIds.map((id) => called.get(id) ?? id).join(', ')),
    rule.seasons && words.seasonsAre(rule.seasons.map((each) => seasons[each] ?? each).join(', ')),
    rule.languages && words.languagesAre(rule.languages.join(', ')),
  ].filter((part) => part !== undefined)
  return parts.join(' · ') || words.everybody
}

/** Of a test are those of the same key, at the same place. */
function testWords({ testKey, place }: PictureRow, { pictures }: PicturesPage): string {
  const key = testKey ?? ''
  const arms = pictures.filter((each) => each.testKey === testKey && each.place === place && each.isOn)
  return arms.length < 2 ? words.alone(key) : words.inTest(key, arms.length)
}
