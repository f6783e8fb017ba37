import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { WidgetConfig } from '../../contract/chat.ts'
import type { ChatState } from '../chat/state.ts'
import { fill } from '../texts.ts'
import { Bars } from './bars.tsx'
import { CartCard } from './cart-card.tsx'
import { Composer } from './composer.tsx'
import { keepFocusInside } from './focus.ts'
import { Icon } from './icons.tsx'
import { TranscriptView } from './transcript-view.tsx'
import type { Ui } from './ui.ts'

interface Props {
  ui: Ui
  config: WidgetConfig
  onClose: () => void
}

/** The open chat: a dialog beside the launcher, a full sheet on a phone. */
export function PanelView({ ui, config, onClose }: Props) {
  const [state, setState] = useState(ui.chat.state.get())
  const [showsCart, setShowsCart] = useState(false)
  const dialog = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => ui.chat.state.subscribe(setState), [ui]) // before anything else can change it
  useEffect(() => {
    // on a phone the keyboard would cover what there is to read
    const start = matchMedia('(pointer: coarse)').matches ? dialog : field
    if (state.isOpen) start.current?.focus({ preventScroll: true })
  }, [state.isOpen])

  return (
    <div
      className="panel"
      role="dialog"
      aria-label={fill(ui.texts.title, { shop: ui.shopName })}
      tabIndex={-1}
      hidden={!state.isOpen}
      ref={dialog}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
        keepFocusInside(dialog.current, event)
      }}
    >
      <Header
        state={state}
        config={config}
        showsCart={showsCart}
        setShowsCart={setShowsCart}
        onClose={onClose}
        ui={ui}
      />
      {showsCart && state.cart ? (
        <div className="cart-page">
          <CartCard cart={state.cart} ui={ui} />
        </div>
      ) : (
        <TranscriptView
          state={state}
          greeting={{ text: config.greeting, starters: config.starters }}
          ui={ui}
        />
      )}
      <Bars state={state} ui={ui} />
      <Composer field={field} ui={ui} />
    </div>
  )
}

interface HeaderProps extends Props {
  state: ChatState
  showsCart: boolean
  setShowsCart: (shows: boolean) => void
}

function Header({ state, config, showsCart, setShowsCart, onClose, ui }: HeaderProps) {
  const { texts } = ui
  const count = state.cart?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0
  return (
    <header className="header">
      <span className="avatar" aria-hidden="true">
        {[...(state.transcript.conversation?.staffName ?? ui.shopName)][0]?.toLocaleUpperCase()}
      </span>
      <div className="who">
        <h2>{ui.shopName}</h2>
        <p>{answering(state, config, ui)}</p>
      </div>
      {(count > 0 || showsCart) && (
        <button
          type="button"
          className="round"
          aria-label={showsCart ? texts.back : fill(texts.cartOf, { count })}
          onClick={() => setShowsCart(!showsCart)}
        >
          <Icon name={showsCart ? 'back' : 'cart'} />
          {!showsCart && <span className="count-tag">{count}</span>}
        </button>
      )}
      <button type="button" className="round" aria-label={texts.close} onClick={onClose}>
        <Icon name="close" />
      </button>
    </header>
  )
}

/** Who answers now: the assistant, or a person by name. */
function answering(state: ChatState, config: WidgetConfig, { texts }: Ui): string {
  const conversation = state.transcript.conversation
  if (conversation?.status === 'with_staff') return conversation.staffName ?? texts.ourTeam
  return config.staffedNow ? texts.assistantStaffed : texts.assistant
}
