import { useRef } from 'react'
import { CloseIcon, MenuIcon } from '../parts/icons.tsx'
import { Link } from '../parts/link.tsx'
import { useShop } from '../shop/shop.tsx'
import { texts } from '../texts.ts'
import { groupsOf } from './department-menu.tsx'

/** All departments on a small screen, in a dialog over the page. */
export function PhoneMenu() {
  const shop = useShop()
  const dialog = useRef<HTMLDialogElement>(null)
  const close = () => dialog.current?.close()
  return (
    <div className="phone-menu">
      <button
        type="button"
        className="tool"
        aria-label={texts.header.menu}
        onClick={() => dialog.current?.showModal()}
      >
        <MenuIcon />
      </button>
      <dialog ref={dialog} aria-label={texts.header.departments}>
        <button type="button" className="tool close" aria-label={texts.header.closeMenu} onClick={close}>
          <CloseIcon />
        </button>
        {groupsOf(shop?.departments ?? []).map(([name, departments]) => (
          <section key={name}>
            <h2>{name}</h2>
            <ul>
              {departments.map(({ slug, name: department }) => (
                <li key={slug}>
                  <Link href={`/departments/${slug}`} onClick={close}>
                    {department}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </dialog>
    </div>
  )
}
