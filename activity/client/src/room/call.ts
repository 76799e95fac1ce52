import type { Caller, IceServer } from '@echochat/activity-protocol/rooms/call.ts';
import type { FromServer } from '@echochat/activity-protocol/rooms/events.ts';
import { Loudness } from './loudness.ts';

export type CallProblem = 'refused' | 'no-device' | 'in-use' | 'insecure' | 'lost' | 'full' | 'other';

export interface CallState {
  status: 'out' | 'asking' | 'in';
  problem: CallProblem | null;
  isMuted: boolean;
  /** What the own camera shows; null while it is off. */
  camera: MediaStream | null;
  /** What is heard and seen of each other page in the call, by its session. */
  others: ReadonlyMap<string, MediaStream>;
  /** Who is heard right now, by session. */
  speaking: ReadonlySet<string>;
  microphones: readonly MediaDeviceInfo[];
  cameras: readonly MediaDeviceInfo[];
}

/** What the call needs of the room's connection. */
export interface CallLine {
  state(): { session: string; callers: readonly Caller[]; iceServers: readonly IceServer[]; status: string };
  subscribe(listener: () => void): () => void;
  onSignal(listener: (signal: Signal) => void): () => void;
  signal(signal: Signal & { to: string }): void;
  speak(given: { on: boolean; isMuted: boolean; hasCamera: boolean }): void;
}

export type Signal =
  | { kind: 'offer'; from: string; offer: string }
  | { kind: 'answer'; from: string; answer: string }
  | { kind: 'ice'; from: string; candidate: FromServer['room:webrtc:ice']['candidate'] };

const initial: CallState = {
  status: 'out',
  problem: null,
  isMuted: false,
  camera: null,
  others: new Map(),
  speaking: new Set(),
  microphones: [],
  cameras: [],
};

/** Voice and picture between the pages of a room: each sends to each. */
export class Call {
  readonly #line: CallLine;
  readonly #listeners = new Set<() => void>();
  readonly #peers = new Map<string, Peer>();
  readonly #loudness = new Loudness((speaking) => this.#set({ speaking }));
  #state: CallState = initial;
  #microphone: MediaStreamTrack | null = null;
  #camera: MediaStreamTrack | null = null;
  #session = '';
  #stop: (() => void)[] = [];

  constructor(line: CallLine) {
    this.#line = line;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly state = (): CallState => this.#state;

  #set(part: Partial<CallState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }

  /** Comes in with the microphone open; where there is none, why is said and who likes listens. */
  async join({ isListening = false } = {}): Promise<void> {
    if (this.#state.status !== 'out') return;
    this.#set({ status: 'asking', problem: null });
    if (!isListening) {
      this.#microphone = await this.#open('audio');
      if (this.#microphone === null) return this.#set({ status: 'out' });
    }
    this.#session = this.#line.state().session;
    this.#set({ status: 'in', isMuted: this.#microphone === null });
    this.#stop = [this.#line.subscribe(() => this.#follow()), this.#line.onSignal((signal) => void this.#hear(signal))];
    const devices = () => void this.#listDevices();
    navigator.mediaDevices?.addEventListener('devicechange', devices);
    this.#stop.push(() => navigator.mediaDevices?.removeEventListener('devicechange', devices));
    devices();
    this.#listenTo(this.#session, this.#microphone);
    this.#announce();
    this.#follow();
  }

  leave(): void {
    if (this.#state.status !== 'in') return;
    this.#line.speak({ on: false, isMuted: true, hasCamera: false });
    this.#end(null);
  }

  #end(problem: CallProblem | null): void {
    for (const stop of this.#stop.splice(0)) stop();
    for (const peer of this.#peers.values()) peer.close();
    this.#peers.clear();
    this.#loudness.clear();
    this.#microphone?.stop();
    this.#camera?.stop();
    this.#microphone = null;
    this.#camera = null;
    this.#set({ ...initial, problem });
  }

  /** The room said that there is no seat in the call. */
  refuse(): void {
    if (this.#state.status === 'in') this.#end('full');
  }

  mute(isMuted: boolean): void {
    if (this.#microphone === null) return;
    this.#microphone.enabled = !isMuted;
    this.#set({ isMuted });
    this.#announce();
  }

  async turnCamera(on: boolean): Promise<void> {
    this.#camera?.stop();
    this.#camera = on ? await this.#open('video') : null;
    await this.#sendCamera();
  }

  async #sendCamera(): Promise<void> {
    const track = this.#camera;
    await Promise.all([...this.#peers.values()].map((peer) => peer.send('video', track)));
    this.#set({ camera: track ? new MediaStream([track]) : null });
    this.#announce();
  }

  async choose(kind: 'audio' | 'video', deviceId: string): Promise<void> {
    const track = await this.#open(kind, deviceId);
    if (track === null) return;
    if (kind === 'video') {
      this.#camera?.stop();
      this.#camera = track;
      return this.#sendCamera();
    }
    this.#microphone?.stop();
    this.#microphone = track;
    this.mute(this.#state.isMuted);
    this.#listenTo(this.#session, track);
    await Promise.all([...this.#peers.values()].map((peer) => peer.send('audio', track)));
  }

  readProblem(): void {
    this.#set({ problem: null });
  }

  #announce(): void {
    this.#line.speak({ on: true, isMuted: this.#state.isMuted, hasCamera: this.#camera !== null });
  }

  /** A microphone or a camera; null, with the reason, where there is none to be had. */
  async #open(kind: 'audio' | 'video', deviceId?: string): Promise<MediaStreamTrack | null> {
    if (!navigator.mediaDevices) {
      this.#set({ problem: 'insecure' });
      return null;
    }
    const wanted = deviceId === undefined ? true : { deviceId: { exact: deviceId } };
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ [kind]: wanted });
      const track = stream.getTracks()[0] ?? null;
      // Pulled out, or taken by the system.
      track?.addEventListener('ended', () => this.#lose(kind, track));
      return track;
    } catch (error) {
      this.#set({ problem: problemOf(error) });
      return null;
    }
  }

  #lose(kind: 'audio' | 'video', track: MediaStreamTrack): void {
    if (kind === 'video' && track === this.#camera) void this.turnCamera(false);
    if (kind === 'audio' && track === this.#microphone) this.#set({ isMuted: true });
    this.#set({ problem: 'lost' });
  }

  async #listDevices(): Promise<void> {
    const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
    this.#set({
      microphones: devices.filter(({ kind }) => kind === 'audioinput'),
      cameras: devices.filter(({ kind }) => kind === 'videoinput'),
    });
  }

  /** Follows who is in the call, as the room says it. */
  #follow(): void {
    const { session, callers, status } = this.#line.state();
    if (status !== 'in') return;
    if (session !== this.#session) {
      // Back after a break, this page is another one for the others: they are called anew.
      for (const peer of this.#peers.values()) peer.close();
      this.#peers.clear();
      this.#loudness.clear();
      this.#session = session;
      this.#listenTo(session, this.#microphone);
      this.#announce();
      this.#showOthers();
      return;
    }
    const there = new Set(callers.map((caller) => caller.session));
    if (!there.has(session)) return;
    for (const [other, peer] of this.#peers) {
      if (there.has(other)) continue;
      peer.close();
      this.#peers.delete(other);
      this.#loudness.forget(other);
      this.#showOthers();
    }
    for (const other of there) if (session < other && !this.#peers.has(other)) this.#peer(other).call();
  }

  #peer(other: string): Peer {
    const peer = new Peer({
      iceServers: this.#line.state().iceServers.map(({ urls, username, credential }) => ({
        urls,
        ...(username === undefined ? {} : { username }),
        ...(credential === undefined ? {} : { credential }),
      })),
      audio: this.#microphone,
      video: this.#camera,
      isCaller: this.#session < other,
      signal: (signal) => this.#line.signal({ ...signal, from: this.#session, to: other }),
      onMedia: () => {
        this.#listenTo(other, peer.stream.getAudioTracks()[0] ?? null);
        this.#showOthers();
      },
    });
    this.#peers.set(other, peer);
    return peer;
  }

  async #hear(signal: Signal): Promise<void> {
    if (signal.kind === 'offer' && signal.from > this.#session) return;
    const peer = this.#peers.get(signal.from) ?? (signal.kind === 'offer' ? this.#peer(signal.from) : null);
    await peer?.hear(signal);
  }

  #listenTo(session: string, track: MediaStreamTrack | null): void {
    if (track) this.#loudness.watch(session, new MediaStream([track]));
  }

  #showOthers(): void {
    this.#set({ others: new Map([...this.#peers].map(([session, { stream }]) => [session, stream])) });
  }

  close(): void {
    if (this.#state.status === 'in') this.leave();
    this.#listeners.clear();
  }
}

function problemOf(error: unknown): CallProblem {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'no-device';
  if (name === 'NotReadableError' || name === 'AbortError') return 'in-use';
  return 'other';
}

interface PeerOptions {
  iceServers: RTCIceServer[];
  audio: MediaStreamTrack | null;
  video: MediaStreamTrack | null;
  /** Of two, one offers and the other answers, so that they never offer at once. */
  isCaller: boolean;
  signal(signal: Omitted): void;
  onMedia(): void;
}
type Omitted =
  | { kind: 'offer'; offer: string }
  | { kind: 'answer'; answer: string }
  | { kind: 'ice'; candidate: FromServer['room:webrtc:ice']['candidate'] };

/** One other page in the call. */
class Peer {
  readonly stream = new MediaStream();
  readonly #o: PeerOptions;
  readonly #connection: RTCPeerConnection;
  readonly #tracks: { audio: MediaStreamTrack | null; video: MediaStreamTrack | null };
  /** Candidates that came before what they belong to. */
  #early: RTCIceCandidateInit[] = [];

  constructor(options: PeerOptions) {
    this.#o = options;
    this.#tracks = { audio: options.audio, video: options.video };
    this.#connection = new RTCPeerConnection({ iceServers: options.iceServers });
    this.#connection.onicecandidate = ({ candidate }) => {
      const said = candidate?.toJSON();
      if (said?.candidate)
        options.signal({
          kind: 'ice',
          candidate: {
            candidate: said.candidate,
            sdpMid: said.sdpMid ?? null,
            sdpMLineIndex: said.sdpMLineIndex ?? null,
          },
        });
    };
    this.#connection.ontrack = ({ track }) => {
      this.stream.addTrack(track);
      options.onMedia();
    };
    this.#connection.onconnectionstatechange = () => {
      if (this.#connection.connectionState !== 'failed' || !options.isCaller) return;
      this.#connection.restartIce();
      void this.#offer();
    };
  }

  /** Both ways from the beginning, sound and picture: a camera that is turned on later needs no new offer. */
  call(): void {
    for (const kind of ['audio', 'video'] as const)
      this.#connection.addTransceiver(this.#tracks[kind] ?? kind, { direction: 'sendrecv' });
    void this.#offer();
  }

  async #offer(): Promise<void> {
    await this.#connection.setLocalDescription(await this.#connection.createOffer());
    const offer = this.#connection.localDescription?.sdp;
    if (offer !== undefined) this.#o.signal({ kind: 'offer', offer });
  }

  async hear(signal: Signal): Promise<void> {
    try {
      if (signal.kind === 'ice') await this.#candidate(signal.candidate);
      else if (signal.kind === 'answer') await this.#described({ type: 'answer', sdp: signal.answer });
      else {
        await this.#described({ type: 'offer', sdp: signal.offer });
        for (const transceiver of this.#connection.getTransceivers()) {
          transceiver.direction = 'sendrecv';
          await transceiver.sender.replaceTrack(this.#tracks[transceiver.receiver.track.kind as 'audio' | 'video']);
        }
        await this.#connection.setLocalDescription(await this.#connection.createAnswer());
        const answer = this.#connection.localDescription?.sdp;
        if (answer !== undefined) this.#o.signal({ kind: 'answer', answer });
      }
    } catch {
      // Said of a connection that has gone meanwhile.
    }
  }

  async #described(description: RTCSessionDescriptionInit): Promise<void> {
    await this.#connection.setRemoteDescription(description);
    for (const candidate of this.#early.splice(0)) await this.#connection.addIceCandidate(candidate);
  }

  async #candidate(candidate: RTCIceCandidateInit | null): Promise<void> {
    if (candidate === null) return;
    if (this.#connection.remoteDescription === null) this.#early.push(candidate);
    else await this.#connection.addIceCandidate(candidate);
  }

  async send(kind: 'audio' | 'video', track: MediaStreamTrack | null): Promise<void> {
    this.#tracks[kind] = track;
    const transceiver = this.#connection.getTransceivers().find(({ receiver }) => receiver.track.kind === kind);
    await transceiver?.sender.replaceTrack(track).catch(() => {});
  }

  close(): void {
    this.#connection.close();
  }
}
