import type { Image } from '../../../contract/message.ts'

/** A drawn picture of goods; `quiet` where the words beside it say the same. */
export function Picture({
  image,
  quiet = false,
  eager = false,
}: {
  image: Image | null
  quiet?: boolean
  eager?: boolean
}) {
  if (!image) return <div className="picture" />
  return (
    <div className="picture">
      <img
        src={image.url}
        alt={quiet ? '' : image.alt}
        width={800}
        height={800}
        loading={eager ? 'eager' : 'lazy'}
        decoding="async"
      />
    </div>
  )
}
