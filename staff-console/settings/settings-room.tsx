import { useEffect, useRef } from 'react'
import type { SettingsView } from '#contract/staff-api.ts'
import { readSettings } from '../api/shop.ts'
import { ContactRulesPage } from '../contact-rules/contact-rules-page.tsx'
import { DocumentsPage } from '../documents/documents-page.tsx'
import { useResource } from '../parts/resource.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { navigate } from '../routing/navigation.ts'
import type { SettingsSection } from '../routing/route.ts'
import { mayEditSettings, settingsSectionsOf, useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { HoursPage } from './hours-page.tsx'
import { LookPage } from './look-page.tsx'
import { SitePage } from './site-page.tsx'
import { WelcomePage } from './welcome-page.tsx'

/** The shop's settings: one idea per page. */
export function SettingsRoom({ section }: { section: SettingsSection }) {
  const session = useSession()
  useEffect(() => {
    document.title = texts.app.title(texts.settings.sections[section], session.shopName)
  }, [section, session.shopName])
  const sections = settingsSectionsOf(session)
  const [front] = sections
  const misplaced = !sections.includes(section)
  useEffect(() => {
    if (misplaced && front) navigate({ room: 'settings', section: front }, { replace: true })
  }, [misplaced, front])
  const navRef = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: on a phone the pages are a strip that scrolls
  useEffect(() => {
    navRef.current?.querySelector('[aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' })
  }, [section])
  if (misplaced) return null
  return (
    <div className="settings">
      <nav ref={navRef} className="settings-nav" aria-label={texts.settings.nav}>
        <p className="settings-nav-title">{texts.settings.title}</p>
        {sections.map((name) => (
          <Link
            key={name}
            to={{ room: 'settings', section: name }}
            aria-current={name === section ? 'page' : undefined}
          >
            {texts.settings.sections[name]}
          </Link>
        ))}
      </nav>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who may only read has nothing else to scroll by from the keyboard */}
      <section className="page-scroll" aria-label={texts.settings.sections[section]} tabIndex={0}>
        <div className="page">
          <h1>{texts.settings.sections[section]}</h1>
          {section === 'contact-rules' ? (
            <ContactRulesPage />
          ) : (
            <>
              {!mayEditSettings(session) && <p className="read-only">{texts.settings.readOnly}</p>}
              {section === 'documents' ? <DocumentsPage /> : <SettingsPages section={section} />}
            </>
          )}
        </div>
      </section>
    </div>
  )
}

function SettingsPages({ section }: { section: Exclude<SettingsSection, 'documents' | 'contact-rules'> }) {
  const { resource, reload, replace } = useResource(readSettings)
  if (resource.status === 'loading') return <Loading label={texts.settings.loading} />
  if (resource.status === 'failed')
    return <Failed text={texts.settings.failed} onRetry={() => void reload()} />
  const props = { settings: resource.value, onSaved: replace }
  switch (section) {
    case 'welcome':
      return <WelcomePage {...props} />
    case 'hours':
      return <HoursPage {...props} />
    case 'look':
      return <LookPage {...props} />
    case 'site':
      return <SitePage {...props} />
  }
}

/** What each page of settings is given. */
export interface SettingsPageProps {
  settings: SettingsView
  onSaved: (settings: SettingsView) => void
}
