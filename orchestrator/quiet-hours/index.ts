export { type HoursOfDay, type QuietInput, quietUntil } from './quiet-until.ts'
export { type ZoneSource, type Zones, type ZonesInput, zonesFor } from './zones-for.ts'
