const paths = {
  conversations:
    'M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H12l-4.5 4v-4h-1A2.5 2.5 0 0 1 4 13.5z',
  settings:
    'M4 8h7.5M16.5 8H20M14 5.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM4 16h3.5M12.5 16H20M10 13.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  staff:
    'M9 11.5a3.25 3.25 0 1 0 0-6.5 3.25 3.25 0 0 0 0 6.5zM3 19.5c.4-3 2.9-5 6-5s5.6 2 6 5M15.5 5.300a3.25 3.25 0 0 1 0 5.900M17.5 15c2 .6 3.2 2.2 3.5 4.5',
  install: 'M9 8l-4.5 4L9 16M15 8l4.5 4L15 16M13 5.500l-2 13',
  back: 'M14.5 5.500L8 12l6.5 6.5',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12.500l4.5 4.500L19 7.5',
  plus: 'M12 5v14M5 12h14',
  send: 'M5 12h13M12.5 6l6 6-6 6',
  customer: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c.7-3.6 3.7-6 7.5-6s6.8 2.4 7.5 6',
  tool: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.500L20 20',
  document: 'M7 3.500h7l4 4v13H7zM13.5 3.500v4.500h4.500M10 12h5M10 15.500h5',
  offline: 'M4 4l16 16M8.5 15.500a5 5 0 0 1 7 0M5 12a10 10 0 0 1 5-2.700M19 12a10 10 0 0 0-4-2.400M12 19h.01',
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
  chevron: 'M9 6l6 6-6 6',
  down: 'M12 5v13M6 12.500l6 6 6-6',
} as const

export type IconName = keyof typeof paths

/** A drawn sign beside a word; never the only name of a control. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  )
}
