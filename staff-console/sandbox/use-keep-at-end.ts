import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

const NEAR_END_PX = 60

/** Keeps the newest message of a phone in view while its reader is at the end; pictures come late. */
export function useKeepAtEnd(newest: string | undefined): RefObject<HTMLElement | null> {
  const ref = useRef<HTMLElement>(null)
  const following = useRef(true)
  useEffect(() => {
    const box = ref.current
    if (!box) return
    const look = () => {
      following.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX
    }
    const grown = new ResizeObserver(() => {
      if (following.current) box.scrollTop = box.scrollHeight
    })
    box.addEventListener('scroll', look, { passive: true })
    for (const each of [box, ...box.children]) grown.observe(each)
    return () => {
      box.removeEventListener('scroll', look)
      grown.disconnect()
    }
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new last message leads to the end
  useLayoutEffect(() => {
    const box = ref.current
    if (box) box.scrollTop = box.scrollHeight
  }, [newest])
  return ref
}
