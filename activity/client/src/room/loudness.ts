const everyMs = 200;
/** What is looked at each time has to reach back to the last time, or what is said between is never seen. */
const windowSamples = 32_768;
const pieceSamples = 512;
/** Mean of a piece's squares, from where somebody is heard rather than their room. */
const audible = 0.0004;

/** Whether there is a sound in it, however short: of 10 ms at 48,000 samples a second. */
export function isHeard(samples: Float32Array): boolean {
  for (let from = 0; from < samples.length; from += pieceSamples) {
    const piece = samples.subarray(from, from + pieceSamples);
    if (piece.reduce((sum, sample) => sum + sample * sample, 0) / piece.length > audible) return true;
  }
  return false;
}

/** Who is heard right now, of several streams. */
export class Loudness {
  readonly #onChange: (speaking: ReadonlySet<string>) => void;
  readonly #watched = new Map<string, { source: MediaStreamAudioSourceNode; analyser: AnalyserNode }>();
  readonly #samples = new Float32Array(windowSamples);
  #context: AudioContext | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;
  #speaking: ReadonlySet<string> = new Set();

  constructor(onChange: (speaking: ReadonlySet<string>) => void) {
    this.#onChange = onChange;
  }

  watch(name: string, stream: MediaStream): void {
    this.forget(name);
    this.#context ??= new AudioContext();
    const source = this.#context.createMediaStreamSource(stream);
    const analyser = this.#context.createAnalyser();
    analyser.fftSize = this.#samples.length;
    source.connect(analyser);
    this.#watched.set(name, { source, analyser });
    this.#timer ??= setInterval(() => this.#listen(), everyMs);
  }

  forget(name: string): void {
    this.#watched.get(name)?.source.disconnect();
    this.#watched.delete(name);
  }

  clear(): void {
    for (const name of [...this.#watched.keys()]) this.forget(name);
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    void this.#context?.close();
    this.#context = null;
    this.#speaking = new Set();
  }

  #listen(): void {
    const heard = [...this.#watched].filter(([, { analyser }]) => {
      analyser.getFloatTimeDomainData(this.#samples);
      const newest = Math.ceil((analyser.context.sampleRate * everyMs) / 1_000);
      return isHeard(this.#samples.subarray(-newest));
    });
    const speaking = new Set(heard.map(([name]) => name));
    if (speaking.symmetricDifference(this.#speaking).size === 0) return;
    this.#speaking = speaking;
    this.#onChange(speaking);
  }
}
