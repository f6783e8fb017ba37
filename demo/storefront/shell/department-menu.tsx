import { useEffect, useId, useRef, useState } from 'react'
import type { DepartmentView } from '../../../contract/demo-shop.ts'
import { DownIcon } from '../parts/icons.tsx'
import { Link } from '../parts/link.tsx'
import { Picture } from '../parts/picture.tsx'
import { useShop } from '../shop/shop.tsx'
import { texts } from '../texts.ts'

/** The departments by group, as `Clothing`, `Outdoor`, `Home`. */
export function groupsOf(departments: DepartmentView[]): [string, DepartmentView[]][] {
  const names = [...new Set(departments.map(({ group }) => group))]
  return names.map((name) => [name, departments.filter(({ group }) => group === name)])
}

/** One button for each group on a wide screen; what it opens closes on Escape, or when the focus leaves. */
export function DepartmentMenu() {
  const shop = useShop()
  const [open, setOpen] = useState<string | null>(null)
  const menu = useRef<HTMLElement>(null)
  useEffect(() => {
    const outside = (event: Event) => {
      if (event.target instanceof Node && !menu.current?.contains(event.target)) setOpen(null)
    }
    const onEscape = (event: KeyboardEvent) => {
      const button = menu.current?.querySelector<HTMLElement>('[aria-expanded=true]')
      if (event.key !== 'Escape' || !button) return
      button.focus()
      setOpen(null)
    }
    document.addEventListener('keydown', onEscape)
    document.addEventListener('pointerdown', outside)
    document.addEventListener('focusin', outside)
    return () => {
      document.removeEventListener('keydown', onEscape)
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('focusin', outside)
    }
  }, [])
  return (
    <nav className="departments" aria-label={texts.header.departments} ref={menu}>
      {groupsOf(shop?.departments ?? []).map(([name, departments]) => (
        <Group
          key={name}
          name={name}
          departments={departments}
          open={open === name}
          toggle={(to) => setOpen(to ? name : null)}
        />
      ))}
    </nav>
  )
}

interface GroupProps {
  name: string
  departments: DepartmentView[]
  open: boolean
  toggle: (open: boolean) => void
}

function Group({ name, departments, open, toggle }: GroupProps) {
  const id = useId()
  return (
    <div className="group">
      <button type="button" aria-expanded={open} aria-controls={id} onClick={() => toggle(!open)}>
        {name}
        <DownIcon />
      </button>
      <ul id={id} hidden={!open}>
        {departments.map(({ slug, name: department, image }) => (
          <li key={slug}>
            <Link href={`/departments/${slug}`} onClick={() => toggle(false)}>
              <Picture image={image} quiet />
              {department}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
