/** What a picture is drawn from, as it is kept: nothing of it is unpacked before the process that draws has it. */
export interface PageContent {
  /** Each element as JSON. */
  elements: readonly string[];
  images: readonly PageImage[];
}

export interface PageImage {
  /** What the board calls it. */
  id: string;
  mediaType: string;
  bytes: Uint8Array;
}

/** What a process that draws is sent, and what it answers. */
export type PainterRequest = { kind: 'paint'; content: PageContent } | { kind: 'end' };
export type PainterAnswer =
  | { kind: 'png'; png: Uint8Array }
  | { kind: 'too large' }
  | { kind: 'failed'; error: string };
