export const app = {
  title: (page: string, shop: string) => `${page} · ${shop}`,
  skip: 'Skip to content',
  rooms: 'Rooms',
  /** The entry that settings, staff and installation fold into on a phone. */
  shopRooms: 'Shop',
  pages: 'Pages',
  loading: 'Opening the console',
  failed: 'The console could not reach the shop.',
  retry: 'Try again',
  noConnection: 'No connection. Try again in a moment.',
  offline: 'No connection. What you see may be old; replies go out when it is back.',
  notFound: 'There is no page here.',
  notFoundBack: 'Go to conversations',
  close: 'Close',
  cancel: 'Cancel',
  copy: 'Copy',
  copied: 'Copied',
  noRoom: 'Your role has no page of this kind. An admin can change your roles.',
  leave: {
    title: 'Leave without saving?',
    text: 'This page has changes that are not saved.',
    stay: 'Stay here',
    go: 'Leave',
  },
} as const

export const rooms = {
  conversations: 'Conversations',
  customers: 'Customers',
  duplicates: 'Possible duplicates',
  requests: 'Data requests',
  segments: 'Segments',
  groups: 'Groups',
  predictions: 'Predictions',
  slots: 'Slots',
  'side-by-side': 'Side by side',
  recommendations: 'Recommended',
  outbox: 'Outbox',
  templates: 'Templates',
  sandbox: 'Sandbox',
  sources: 'Sources',
  'event-names': 'Event names',
  settings: 'Settings',
  staff: 'Staff',
  install: 'Install',
} as const

export const time = {
  now: 'now',
  hours: (hours: number, minutes: number) => `${hours} h ${minutes} min`,
  days: (days: number) => (days === 1 ? '1 day' : `${days} days`),
} as const
