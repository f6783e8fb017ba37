import { useEffect } from 'react'
import { CalendarPage } from '../calendar/calendar-page.tsx'
import { ClaimsPage } from '../content/claims-page.tsx'
import { MessagesRoom } from '../content/messages-room.tsx'
import { ModulesRoom } from '../content/modules-room.tsx'
import { DeskPage } from '../conversations/desk-page.tsx'
import { CustomersPage } from '../customers/customers-page.tsx'
import { DuplicatesPage } from '../duplicates/duplicates-page.tsx'
import { InstallPage } from '../install/install-page.tsx'
import { AudiencesPage } from '../integrations/audiences-page.tsx'
import { WebhooksPage } from '../integrations/webhooks-page.tsx'
import { JourneysRoom } from '../journeys/journeys-room.tsx'
import { OffersRoom } from '../offers/offers-room.tsx'
import { OutboxRoom } from '../outbox/outbox-room.tsx'
import { RecommendationsPage } from '../recommendations/recommendations-page.tsx'
import { RequestsPage } from '../requests/requests-page.tsx'
import { Link } from '../routing/link.tsx'
import { home, type Route } from '../routing/route.ts'
import { SandboxPage } from '../sandbox/sandbox-page.tsx'
import { GroupsPage } from '../segments/groups-page.tsx'
import { PredictionsPage } from '../segments/predictions-page.tsx'
import { SegmentsRoom } from '../segments/segments-room.tsx'
import { maySee, useSession } from '../session/session.ts'
import { SettingsRoom } from '../settings/settings-room.tsx'
import { SideBySidePage } from '../slots/side-by-side-page.tsx'
import { SlotsRoom } from '../slots/slots-room.tsx'
import { EventNamesPage } from '../sources/event-names-page.tsx'
import { SourcesRoom } from '../sources/sources-room.tsx'
import { StaffPage } from '../team/staff-page.tsx'
import { TemplatesPage } from '../templates/templates-page.tsx'
import { texts } from '../texts.ts'
import { PhotosPage } from '../ugc/photos-page.tsx'
import { PicturesPage } from '../ugc/pictures-page.tsx'

/** The room of a route; one that is not this person's says so. */
export function Room({ route }: { route: Route }) {
  const session = useSession()
  if (route.room === 'unknown') return <Lost text={texts.app.notFound} back />
  if (!maySee(session, route.room)) return <Lost text={texts.app.noRoom} />
  switch (route.room) {
    case 'conversations':
      return <DeskPage view={route.view} conversationId={route.conversationId} />
    case 'customers':
      return <CustomersPage route={route} />
    case 'duplicates':
      return <DuplicatesPage customerId={route.customerId} />
    case 'requests':
      return <RequestsPage key={route.customerId} customerId={route.customerId} />
    case 'segments':
      return <SegmentsRoom route={route} />
    case 'groups':
      return <GroupsPage />
    case 'predictions':
      return <PredictionsPage />
    case 'slots':
      return <SlotsRoom route={route} />
    case 'journeys':
      return <JourneysRoom route={route} />
    case 'calendar':
      return <CalendarPage />
    case 'webhooks':
      return <WebhooksPage webhookId={route.webhookId} />
    case 'audiences':
      return <AudiencesPage audienceId={route.audienceId} />
    case 'offers':
      return <OffersRoom route={route} />
    case 'side-by-side':
      return <SideBySidePage key={route.slot} slot={route.slot} />
    case 'outbox':
      return <OutboxRoom route={route} />
    case 'recommendations':
      return <RecommendationsPage />
    case 'messages':
      return <MessagesRoom route={route} />
    case 'modules':
      return <ModulesRoom module={route.module} />
    case 'claims':
      return <ClaimsPage />
    case 'photos':
      return <PhotosPage />
    case 'pictures':
      return <PicturesPage />
    case 'templates':
      return <TemplatesPage />
    case 'sandbox':
      return <SandboxPage route={route} />
    case 'sources':
      return <SourcesRoom source={route.source} />
    case 'event-names':
      return <EventNamesPage />
    case 'settings':
      return <SettingsRoom section={route.section} />
    case 'staff':
      return <StaffPage />
    case 'install':
      return <InstallPage />
  }
}

function Lost({ text, back = false }: { text: string; back?: boolean }) {
  const { shopName } = useSession()
  useEffect(() => {
    document.title = texts.app.title('Rapport', shopName)
  }, [shopName])
  return (
    <div className="state state-page">
      <h1 className="state-title">{text}</h1>
      {back && (
        <Link to={home} className="text-link">
          {texts.app.notFoundBack}
        </Link>
      )}
    </div>
  )
}
