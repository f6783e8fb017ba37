import type { ButtonHTMLAttributes } from 'react'
import { Icon, type IconName } from './icon.tsx'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: 'primary' | 'plain' | 'quiet' | 'danger'
  icon?: IconName
  /** Why the button cannot be pressed now; it stays reachable, so that the reason can be read. */
  why?: string | null | undefined
  busy?: boolean
}

/** A button; one that cannot be pressed says why, on hover and to screen readers. */
export function Button({ look = 'plain', icon, why, busy, children, onClick, ...rest }: ButtonProps) {
  const barred = Boolean(why) || busy === true
  return (
    <button
      type="button"
      {...rest}
      className={`button button-${look} ${rest.className ?? ''}`}
      aria-disabled={barred || undefined}
      aria-busy={busy || undefined}
      title={why ?? rest.title}
      onClick={(event) => {
        if (barred) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
      {why && <span className="hidden">({why})</span>}
    </button>
  )
}

/** A button that shows a sign alone; its name is read out and shown on hover. */
export function IconButton({
  icon,
  label,
  ...rest
}: { icon: IconName; label: string } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      type="button"
      {...rest}
      className={`icon-button ${rest.className ?? ''}`}
      aria-label={label}
      title={label}
    >
      <Icon name={icon} />
    </button>
  )
}
