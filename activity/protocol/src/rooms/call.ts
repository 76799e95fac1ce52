import { z } from 'zod';

/** A mesh: everybody sends to everybody, which a home connection carries for so many. */
export const mostInCall = 6;

const id = z.int32().min(1);
const session = z.string().min(1).max(40);
const sdp = z.string().min(1).max(30_000);
const candidate = z.object({
  candidate: z.string().max(2_000),
  sdpMid: z.string().max(100).nullable(),
  sdpMLineIndex: z.number().int().min(0).max(1_000).nullable(),
});
export type IceCandidate = z.infer<typeof candidate>;

/** Somebody in the call, by the page that they speak from. */
export const caller = z.object({
  session,
  userId: id,
  isMuted: z.boolean(),
  hasCamera: z.boolean(),
});
export type Caller = z.infer<typeof caller>;

/** What pages say about the call. Who is spoken to is named by session; the server passes it on inside the call alone. */
export const callFromClient = {
  'room:voice': z.object({ roomId: id, on: z.boolean(), isMuted: z.boolean(), hasCamera: z.boolean() }),
  'room:webrtc:offer': z.object({ roomId: id, to: session, offer: sdp }),
  'room:webrtc:answer': z.object({ roomId: id, to: session, answer: sdp }),
  'room:webrtc:ice': z.object({ roomId: id, to: session, candidate: candidate.nullable() }),
} as const;

export const callFromServer = {
  'room:voice': z.object({ callers: z.array(caller) }),
  'room:webrtc:offer': z.object({ from: session, offer: sdp }),
  'room:webrtc:answer': z.object({ from: session, answer: sdp }),
  'room:webrtc:ice': z.object({ from: session, candidate: candidate.nullable() }),
} as const;

/** As browsers take it: RTCIceServer. */
export const iceServer = z.object({
  urls: z.array(z.string()),
  username: z.string().optional(),
  credential: z.string().optional(),
});
export type IceServer = z.infer<typeof iceServer>;
