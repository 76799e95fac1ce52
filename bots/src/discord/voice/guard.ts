import type { Networking, VoiceUDPSocket, VoiceWebSocket } from '@discordjs/voice';

/**
 * The voice library does its work in callbacks of sockets and timers, where nobody catches: a key exchange that cannot be
 * read, a frame that cannot be encrypted, a datagram right after the socket was closed would end the process. Such an error
 * is told as any other of the connection.
 */
export function guard(networking: Networking): void {
  const tell = (error: unknown) =>
    void networking.emit('error', error instanceof Error ? error : new Error(String(error)));
  const guarded = new WeakSet<VoiceWebSocket | VoiceUDPSocket>();
  const look = (state: Networking['state']) => {
    if ('ws' in state && !guarded.has(state.ws)) {
      guarded.add(state.ws);
      guardSocket(state.ws, tell);
    }
    if ('udp' in state && !guarded.has(state.udp)) {
      guarded.add(state.udp);
      guardDatagrams(state.udp);
    }
  };
  const prepare = networking.prepareAudioPacket.bind(networking);
  networking.prepareAudioPacket = (packet) => {
    try {
      return prepare(packet);
    } catch (error) {
      tell(error);
      return undefined;
    }
  };
  look(networking.state);
  networking.on('stateChange', (_before, after) => look(after));
}

function guardSocket(socket: VoiceWebSocket, tell: (error: unknown) => void): void {
  const emit = socket.emit.bind(socket);
  socket.emit = (...given: Parameters<typeof emit>) => {
    try {
      return emit(...given);
    } catch (error) {
      tell(error);
      return true;
    }
  };
}

/** A datagram may get lost anyway. */
function guardDatagrams(socket: VoiceUDPSocket): void {
  const send = socket.send.bind(socket);
  socket.send = (datagram) => {
    try {
      send(datagram);
    } catch {}
  };
}
