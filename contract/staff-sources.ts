/** JSON of `/api/sources` and `/api/events/set-aside…`, between the console and the server. */
export interface SourceShare {
  share: number
  /** Of how many it was computed. */
  of: number
}

export interface SourceView {
  source: string
  /** When the last event came, refused ones too. */
  lastAt: string
  /** The last 30 days that had any, newest first. */
  days: { day: string; stored: number; duplicates: number; refused: number }[]
  refusals: { code: string; events: number }[]
  /** Events of the last week whose customer is known by more than a browser. */
  identified: SourceShare | null
  /** Customers of the last week of whom a yes or no is on record. */
  consent: SourceShare | null
}

/** Events of one source that could not be taken, for one reason and name. */
export interface SetAsideGroup {
  source: string
  code: string
  name: string | null
  events: number
  lastAt: string
}

/** `GET /api/sources` */
export interface SourcesPage {
  sources: SourceView[]
  setAside: SetAsideGroup[]
}

export interface SetAsideFilter {
  code?: string
  name?: string
  source?: string
}

export interface SetAsideEvent {
  setAsideId: string
  source: string
  trust: string
  code: string
  field: string
  message: string
  name: string | null
  /** As it came. */
  body: unknown
  receivedAt: string
}

/** `GET /api/events/set-aside` */
export interface SetAsidePage {
  events: SetAsideEvent[]
  next: string | null
}

/** `POST /api/events/set-aside/replay` */
export interface Replayed {
  tried: number
  stored: number
  duplicate: number
  refused: number
}

/** `GET /api/event-names` */
export interface EventNames {
  families: { title: string; events: { name: string; means: string }[] }[]
  /** The shop's own. */
  declared: { name: string; note: string; declaredAt: string }[]
}
