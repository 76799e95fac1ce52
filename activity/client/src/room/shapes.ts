import type { BoardElement } from '@echochat/activity-protocol/rooms/element.ts';

/** A shape as it is told of: what it is, what is written on it, what it leads from and to. */
export interface Shape {
  id: string;
  kind: BoardElement['type'];
  text: string;
  /** The element that carries the text: the shape itself, or the text on it; null where there is none. */
  textId: string | null;
  /** Of arrows: what is written at their ends. */
  from: string | null;
  to: string | null;
  /** The element that was changed with what belongs to it. */
  parts: readonly BoardElement[];
}

const boundTo = (value: unknown): string | null => {
  const id = typeof value === 'object' && value !== null ? Reflect.get(value, 'elementId') : null;
  return typeof id === 'string' ? id : null;
};

const lineHeight = 40;

/** What is on a page, in the order in which it is read: from the top, and in each line from the left. */
export function shapesOf(elements: readonly BoardElement[]): Shape[] {
  const there = new Map(elements.filter(({ isDeleted }) => !isDeleted).map((element) => [element.id, element]));
  const labels = new Map(
    [...there.values()].flatMap((element) => {
      const container = element['containerId'];
      return typeof container === 'string' && there.has(container) ? [[container, element] as const] : [];
    }),
  );
  const textAt = (id: string | null): string | null => {
    const element = id === null ? undefined : there.get(id);
    return element ? (element.text ?? labels.get(element.id)?.text ?? '') : null;
  };
  const rowOf = ({ y }: BoardElement) => Math.floor(y / lineHeight);
  return [...there.values()]
    .filter((element) => labels.get(String(element['containerId'])) !== element)
    .sort((a, b) => rowOf(a) - rowOf(b) || a.x - b.x)
    .map((element) => {
      const label = labels.get(element.id);
      const written = element.type === 'text' ? element : label;
      return {
        id: element.id,
        kind: element.type,
        text: (written?.['originalText'] as string | undefined) ?? written?.text ?? '',
        textId: written?.id ?? null,
        from: textAt(boundTo(element['startBinding'])),
        to: textAt(boundTo(element['endBinding'])),
        parts: label ? [element, label] : [element],
      };
    });
}

/** An element as a newer version of itself. */
export const changed = (element: BoardElement, part: Partial<BoardElement>): BoardElement => ({
  ...structuredClone(element),
  ...part,
  version: element.version + 1,
  versionNonce: Math.floor(Math.random() * 2 ** 31),
});

/** Where the next shape has its place: below all the others. */
export function placeBelow(elements: readonly BoardElement[]): { x: number; y: number } {
  const there = elements.filter(({ isDeleted }) => !isDeleted);
  if (there.length === 0) return { x: 0, y: 0 };
  return {
    x: there.reduce((least, { x }) => Math.min(least, x), Number.POSITIVE_INFINITY),
    y: there.reduce((most, { y, height }) => Math.max(most, y + height), Number.NEGATIVE_INFINITY) + lineHeight,
  };
}
