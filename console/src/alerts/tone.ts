import { signal } from '@lit-labs/signals';

export type ToneKind = (typeof toneKinds)[number];
export type Tone = ReturnType<typeof createTone>;

/** From the loudest to the softest call. */
export const toneKinds = ['ring', 'escalated', 'chat', 'message'] as const;

const notes: Record<ToneKind, readonly number[]> = {
  ring: [659.25, 880, 659.25, 880],
  escalated: [880, 659.25, 523.25],
  chat: [659.25, 880],
  message: [783.99],
};
const volume = 0.12;
const noteSeconds = 0.42;
const apartSeconds = 0.14;

/** Soft tones. Browsers keep a page silent until its first gesture; `blocked` tells of it. */
export function createTone(createContext: () => AudioContext) {
  const blocked = signal(true);
  let context: AudioContext | undefined;

  /** To be called from a gesture. */
  async function unlock() {
    context ??= createContext();
    if (context.state === 'suspended') await context.resume().catch(() => undefined);
    blocked.set(context.state !== 'running');
  }

  function play(kind: ToneKind) {
    if (context?.state !== 'running') {
      blocked.set(true);
      return;
    }
    for (const [place, hertz] of notes[kind].entries()) sound(context, hertz, place * apartSeconds);
  }

  async function test() {
    await unlock();
    play('chat');
  }

  return { blocked, unlock, play, test };
}

function sound(context: AudioContext, hertz: number, afterSeconds: number) {
  const start = context.currentTime + afterSeconds;
  const oscillator = new OscillatorNode(context, { type: 'sine', frequency: hertz });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.linearRampToValueAtTime(volume, start + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.0001, start + noteSeconds);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + noteSeconds);
}
