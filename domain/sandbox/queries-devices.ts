import { type Selectable, sql } from 'kysely'
import type { DeliveryChannel } from '#contract/outbound.ts'
import { type Db, storableText } from '#store/index.ts'
import type { SandboxDevice, SandboxFault, SandboxMessage } from './sandbox.ts'
import type { SandboxTables } from './tables.ts'

const tables = (db: Db) => db.withTables<SandboxTables>()

type DeviceRow = Selectable<SandboxTables['sandbox_devices']>

function toDevice(row: DeviceRow): SandboxDevice {
  return {
    channel: row.channel,
    address: row.address,
    kind: row.kind,
    customerId: row.customer_id,
    name: row.name,
    fault: row.fault,
    lastAt: row.last_at,
    lastFromAt: row.last_from_at,
  }
}

export async function findDevice(
  db: Db,
  channel: DeliveryChannel,
  address: string,
): Promise<SandboxDevice | null> {
  const row = await tables(db)
    .selectFrom('sandbox_devices')
    .selectAll()
    .where('channel', '=', channel)
    .where('address', '=', storableText(address))
    .executeTakeFirst()
  return row ? toDevice(row) : null
}

/** Something has happened on a device; the first time, it is new. */
export async function touchDevice(
  tx: Db,
  device: Pick<SandboxDevice, 'channel' | 'address' | 'kind' | 'customerId' | 'name'> & { lastFromAt?: Date },
  now: Date,
): Promise<void> {
  const from = device.lastFromAt ?? null
  const name = device.name === null ? null : storableText(device.name)
  await sql`insert into sandbox_devices (channel, address, customer_id, kind, name, fault, last_at, last_from_at)
    values (${device.channel}, ${storableText(device.address)}, ${device.customerId}, ${device.kind}, ${name},
      null, ${now}, ${from})
    on conflict (channel, address) do update set customer_id = excluded.customer_id,
      name = coalesce(excluded.name, sandbox_devices.name),
      last_at = greatest(sandbox_devices.last_at, excluded.last_at),
      last_from_at = greatest(sandbox_devices.last_from_at, excluded.last_from_at)`.execute(tx)
}

/** Switches a fault on or, by null, off; false where there is no such device. */
export async function setFault(
  db: Db,
  device: { channel: DeliveryChannel; address: string },
  fault: SandboxFault | null,
): Promise<boolean> {
  const row = await tables(db)
    .updateTable('sandbox_devices')
    .set({ fault })
    .where('channel', '=', device.channel)
    .where('address', '=', storableText(device.address))
    .returning('address')
    .executeTakeFirst()
  return row !== undefined
}

/** As if its owner had last written then: closes a WhatsApp window early, and never opens one. */
export async function backdateDevice(
  db: Db,
  device: { channel: DeliveryChannel; address: string },
  at: Date,
): Promise<boolean> {
  const row = await tables(db)
    .updateTable('sandbox_devices')
    .set({ last_from_at: at })
    .where('channel', '=', device.channel)
    .where('address', '=', storableText(device.address))
    .where('last_from_at', '>', at)
    .returning('address')
    .executeTakeFirst()
  return row !== undefined
}

export interface DeviceListed extends SandboxDevice {
  last: Pick<SandboxMessage, 'content' | 'direction'> | null
  unseen: number
}

/** Devices on which something stands, the newest first; by a part of the address or the owner's name. */
export async function listDevices(
  db: Db,
  filter: {
    channels: readonly DeliveryChannel[]
    query: string
    after: { lastAt: Date; channel: string; address: string } | null
    limit: number
  },
): Promise<DeviceListed[]> {
  const like = `%${storableText(filter.query).replace(/[\\%_]/g, '\\$&')}%`
  const { after } = filter
  const { rows } = await sql<DeviceRow & LastRow & { unseen: number }>`
    select d.*, l.content, l.direction, u.unseen
    from sandbox_devices d
    left join lateral (select content, direction from sandbox_messages m
      where m.channel = d.channel and m.address = d.address
      order by m.at desc, m.provider_message_id desc limit 1) l on true
    cross join lateral (select count(*)::integer as unseen from sandbox_messages m
      where m.channel = d.channel and m.address = d.address and m.seen_at is null) u
    where d.channel = any(${[...filter.channels]}) and (d.address ilike ${like} or d.name ilike ${like})
      and ${after ? sql`(d.last_at, d.channel, d.address) < (${after.lastAt}, ${after.channel}, ${after.address})` : sql`true`}
    order by d.last_at desc, d.channel desc, d.address desc limit ${filter.limit}`.execute(db)
  return rows.map((row) => ({ ...toDevice(row), last: lastOf(row), unseen: row.unseen }))
}

interface LastRow {
  content: SandboxMessage['content'] | null
  direction: SandboxMessage['direction'] | null
}

function lastOf({ content, direction }: LastRow): DeviceListed['last'] {
  return content === null || direction === null ? null : { content, direction }
}
