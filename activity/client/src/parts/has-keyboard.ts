/** Whether a field may take the focus by itself: on a phone that would push a keyboard over the page. */
export function hasKeyboard(): boolean {
  return matchMedia('(hover: hover) and (pointer: fine)').matches;
}
