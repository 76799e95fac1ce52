import { Refused } from '../server/rooms.ts';

export interface Upload {
  roomId: number;
  token: string;
  body: Blob;
  name: string;
  /** What the board calls it, where it goes onto the board. */
  boardFileId?: string;
  /** From 0 to 1. */
  onProgress?: (part: number) => void;
  signal?: AbortSignal;
}

/** Brings a file into a room. Rejects with what was refused by its code; `cancelled` where the signal said so. */
export function upload({ roomId, token, body, name, boardFileId, onProgress, signal }: Upload): Promise<void> {
  const query = new URLSearchParams({ name, ...(boardFileId === undefined ? {} : { board: boardFileId }) });
  // fetch says nothing of how far it is.
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total === 0 ? 0 : loaded / total);
    request.onload = () => (request.status === 201 ? resolve() : reject(new Refused(codeOf(request.responseText))));
    request.onerror = () => reject(new Refused('unreachable'));
    request.onabort = () => reject(new Refused('cancelled'));
    signal?.addEventListener('abort', () => request.abort());
    request.open('PUT', `/rooms/${roomId}/files?${query}`);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('content-type', body.type || 'application/octet-stream');
    request.send(body);
  });
}

function codeOf(text: string): string {
  try {
    return String(JSON.parse(text).error.code);
  } catch {
    return 'unreachable';
  }
}

/** The bytes of a file of a room. */
export async function download(fileId: number, token: string): Promise<Blob> {
  const response = await fetch(`/rooms/files/${fileId}`, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Refused(codeOf(await response.text()));
  return response.blob();
}

/** Gives a file to whoever sits there, under its name. */
export function save(body: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(body);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export const asDataUrl = (body: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(body);
  });

/** The bytes of a data: address, without asking the network, which our content policy forbids for these. */
export function asBlob(dataUrl: string): Blob {
  const [head = '', body = ''] = dataUrl.split(',');
  const bytes = Uint8Array.from(atob(body), (char) => char.charCodeAt(0));
  return new Blob([bytes], { type: /^data:([^;,]+)/.exec(head)?.[1] ?? '' });
}
