import { useState } from 'react'
import type { SandboxRow } from '#contract/staff-sandbox.ts'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { Icon } from '../parts/icon.tsx'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Ago } from '../parts/time.tsx'
import { Link } from '../routing/link.tsx'
import { devicePage, type SandboxRoute } from '../routing/route.ts'
import { texts } from '../texts.ts'
import { type DeviceListState, rowKey, useDevices } from './use-devices.ts'

const words = texts.sandbox

/** Phones and mailboxes on which something stands, the newest first. */
export function DeviceList({ route, onNew }: { route: SandboxRoute; onNew: () => void }) {
  const [text, setText] = useState('')
  const list = useDevices(text)
  // beside an open phone the page is about that phone
  const Title = route.address === null ? 'h1' : 'p'
  return (
    <section className="list-pane" aria-label={words.list}>
      <header className="sandbox-head">
        <div>
          <Title className="sandbox-title">{words.title}</Title>
          <p className="quiet">{words.plain}</p>
        </div>
        <Button icon="plus" onClick={onNew}>
          {words.newPhone}
        </Button>
      </header>
      <div className="list-search">
        <div className="search-field">
          <Icon name="search" />
          <input
            type="search"
            className="input"
            aria-label={words.search}
            placeholder={words.searchPlaceholder}
            autoComplete="off"
            maxLength={200}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
      </div>
      <div className="list-scroll" aria-busy={list.status === 'loading'}>
        <Rows list={list} route={route} onNew={onNew} />
      </div>
    </section>
  )
}

function Rows(props: { list: DeviceListState; route: SandboxRoute; onNew: () => void }) {
  const { list, route } = props
  if (list.status === 'failed' && list.devices.length === 0)
    return <Failed text={faultText(list.fault, words.failed)} onRetry={list.reload} />
  if (list.devices.length === 0) {
    if (list.status === 'loading') return <Loading label={words.loading} />
    if (list.answered !== '') return <Empty title={words.nobody(list.answered)} />
    return (
      <Empty title={words.empty} text={words.emptyText}>
        <Button look="primary" icon="plus" onClick={props.onNew}>
          {words.newPhone}
        </Button>
      </Empty>
    )
  }
  return (
    <>
      <ul className="rows">
        {list.devices.map((row) => (
          <DeviceRow key={rowKey(row)} row={row} route={route} />
        ))}
      </ul>
      {list.more && (
        <div className="list-more">
          <Button look="quiet" onClick={list.more}>
            {words.more}
          </Button>
        </div>
      )}
    </>
  )
}

function DeviceRow({ row, route }: { row: SandboxRow; route: SandboxRoute }) {
  const here = row.channel === route.channel && row.address === route.address
  return (
    <li>
      <Link
        to={devicePage(row.channel, row.address)}
        className={`row ${row.unseen > 0 && !here ? 'row-unread' : ''}`}
        aria-current={here ? 'true' : undefined}
      >
        <span className="row-top">
          <span className="row-name">{row.name ?? row.address}</span>
          <span className="row-time">
            <Ago at={row.lastAt} />
          </span>
        </span>
        <span className="row-status">
          {words.channels[row.channel]}
          {row.name !== null && ` · ${row.address}`}
        </span>
        <span className="row-text">{row.lastText}</span>
        {row.unseen > 0 && !here && (
          <span className="row-dot">
            <span className="hidden">{words.unseen(row.unseen)}</span>
          </span>
        )}
      </Link>
    </li>
  )
}
