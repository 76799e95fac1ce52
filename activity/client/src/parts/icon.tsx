const paths = {
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2.5v2M12 19.5v2M4.5 12h-2M21.5 12h-2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4',
  moon: 'M20 14.2A8.3 8.3 0 0 1 9.8 4a8.3 8.3 0 1 0 10.2 10.2Z',
  send: 'M5 12h13M12.5 6l6 6-6 6',
  window:
    'M4 7.5A1.5 1.5 0 0 1 5.5 6H9M4 7.500v11A1.5 1.5 0 0 0 5.5 20h11a1.5 1.5 0 0 0 1.5-1.500V15M13 4h7v7M20 4l-9 9',
  down: 'M6 9.500l6 6 6-6',
  more: 'M5.5 12h.01M12 12h.01M18.5 12h.01',
  close: 'M6 6l12 12M18 6L6 18',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.3 15.300L20 20',
  people:
    'M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM2.5 20a6.5 6.5 0 0 1 13 0M15.5 5.300a3.5 3.5 0 0 1 0 6.400M18 14.300a6.5 6.5 0 0 1 3.5 5.7',
  check: 'M5 12.500l4.5 4.500L19 7.5',
  minus: 'M6 12h12',
  plus: 'M6 12h12M12 6v12',
  hand: 'M8 12V5.500a1.5 1.5 0 0 1 3 0V11M11 10.500v-6a1.5 1.5 0 0 1 3 0V11M14 11V6a1.5 1.5 0 0 1 3 0v8.500c0 3.600-2.400 6.500-6 6.500-2.600 0-4.300-1.200-5.500-3.500l-2-4a1.500 1.500 0 0 1 2.600-1.500L8 14',
  chat: 'M4 6.500A1.500 1.500 0 0 1 5.500 5h13A1.500 1.500 0 0 1 20 6.500v9a1.500 1.500 0 0 1-1.500 1.500H10l-4.500 3.500V17A1.500 1.500 0 0 1 4 15.500Z',
  timer: 'M12 7a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM12 10.500V14l2.500 1.500M9.5 3.500h5',
  broom: 'M5 7h14M10 7V5h4v2M7 7l1 13h8l1-13',
} as const;

export type IconName = keyof typeof paths;

/** A drawn line icon. Decoration: the words beside it, or its button's label, say what it means. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 3 : 1.9}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
