import { useDeskState } from './desk.ts'

/** What an action came to, for a few seconds. */
export function NoticeBar() {
  const notice = useDeskState((state) => state.notice)
  return (
    <div className="notice-place" role="status">
      {notice && (
        <p key={notice.id} className={`notice notice-${notice.tone}`}>
          {notice.text}
        </p>
      )}
    </div>
  )
}
