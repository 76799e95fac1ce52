import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

// Makes the chimes anew, by hand and never at run time: the sounds here, the Ogg Opus files by opusenc.

const rate = 48_000;
const seconds = 2.2;

interface Note {
  hertz: number;
  /** When it is struck, in seconds. */
  at: number;
  /** From 0, left, to 1, right. */
  side: number;
}

/** A struck bar: the upper partials are softer and fade sooner. Times the frequency, loudness, seconds to 1/e. */
const partials = [
  [1, 1, 0.55],
  [2.01, 0.28, 0.3],
  [3.98, 0.12, 0.12],
] as const;

const chimes: Record<string, { loudness: number; notes: Note[] }> = {
  focus: {
    loudness: 0.3,
    notes: [
      { hertz: 587.33, at: 0, side: 0.4 },
      { hertz: 739.99, at: 0.16, side: 0.5 },
      { hertz: 880, at: 0.32, side: 0.6 },
    ],
  },
  break: {
    loudness: 0.3,
    notes: [
      { hertz: 880, at: 0, side: 0.6 },
      { hertz: 659.26, at: 0.2, side: 0.5 },
      { hertz: 587.33, at: 0.4, side: 0.4 },
    ],
  },
  stop: {
    loudness: 0.18,
    notes: [
      { hertz: 587.33, at: 0, side: 0.5 },
      { hertz: 440, at: 0.24, side: 0.5 },
    ],
  },
};

/** How a note sounds `t` seconds after it is struck. */
function struck(hertz: number, t: number): number {
  if (t < 0) return 0;
  const attack = Math.min(1, t / 0.004);
  return (
    attack *
    partials.reduce(
      (sum, [ratio, level, fade]) => sum + level * Math.exp(-t / fade) * Math.sin(2 * Math.PI * hertz * ratio * t),
      0,
    )
  );
}

/** Stereo samples, 16 bits, little-endian; the last fifth of a second fades to nothing. */
function samples({ loudness, notes }: { loudness: number; notes: Note[] }): Buffer {
  const frames = Math.round(rate * seconds);
  const pcm = Buffer.alloc(frames * 4);
  for (let frame = 0; frame < frames; frame += 1) {
    const t = frame / rate;
    const end = Math.min(1, (seconds - t) / 0.2);
    let [left, right] = [0, 0];
    for (const { hertz, at, side } of notes) {
      const sound = struck(hertz, t - at) * loudness * end;
      left += sound * Math.cos((side * Math.PI) / 2);
      right += sound * Math.sin((side * Math.PI) / 2);
    }
    for (const [offset, value] of [left, right].entries())
      pcm.writeInt16LE(Math.round(Math.max(-1, Math.min(1, value)) * 32_767), frame * 4 + offset * 2);
  }
  return pcm;
}

const encoding =
  '--raw --raw-rate 48000 --raw-chan 2 --bitrate 28 --cvbr --framesize 20 --padding 0 --serial 1 --quiet';
for (const [name, chime] of Object.entries(chimes)) {
  const { status, error, stderr } = spawnSync(
    'opusenc',
    [...encoding.split(' '), '-', join(import.meta.dirname, `${name}.ogg`)],
    {
      input: samples(chime),
    },
  );
  if (status !== 0) throw error ?? new Error(String(stderr));
}
