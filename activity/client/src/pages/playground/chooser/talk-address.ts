/** The address of the talk as this person. */
export function talkAddress(handle: string): string {
  return `/playground?${new URLSearchParams({ as: handle })}`;
}
