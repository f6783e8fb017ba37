/** A shop one can walk into. */
export interface Store {
  storeId: string
  name: string
  address: string
  city: string
  /** ISO 3166-1 alpha-2. */
  country: string
  latitude: number | null
  longitude: number | null
  timeZone: string
  phone: string | null
  /** In words, as the shop writes them. */
  hours: string | null
}

/** What may be unknown may be left out. */
export type StoreInput = Pick<Store, 'storeId' | 'name' | 'address' | 'city' | 'country' | 'timeZone'> &
  Partial<Store>
