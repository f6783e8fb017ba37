import { useEffect, useRef } from 'react'

/** A dot of a colour; the colour is set by script, since the page allows no inline style. */
export function Swatch({ hex }: { hex: string }) {
  const dot = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    dot.current?.style.setProperty('background-color', hex)
  }, [hex])
  return <span className="swatch" ref={dot} aria-hidden="true" />
}
