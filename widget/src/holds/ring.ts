import { signal } from '@preact/signals-core';

/** Two soft notes, a fourth apart. */
const notesHz = [659.25, 880];
const noteSeconds = 0.22;

let sound: AudioContext | null = null;

const canNotify = () => 'Notification' in window;

/** Where no notification comes through, she still has the panel, the title and the sound. */
export const isMuted = signal(!canNotify() || Notification.permission === 'denied');

export const canRing = () => typeof AudioContext === 'function';

/** On her press only: wakes the sound, and asks whether notifications are wanted. Her answer is not waited for. */
export function askToRing() {
  sound ??= new AudioContext();
  sound.resume().catch(() => {});
  if (!canNotify()) return;
  Notification.requestPermission().then(
    (answer) => {
      isMuted.value = answer !== 'granted';
    },
    () => {
      isMuted.value = true;
    },
  );
}

export interface Ringing {
  title: string;
  text: string;
  /** One notification per call, however many tabs are open. */
  tag: string;
}

export function ring({ title, text, tag }: Ringing) {
  chime();
  if (!canNotify() || Notification.permission !== 'granted') return;
  try {
    const shown = new Notification(title, { body: text, tag });
    shown.onclick = () => {
      window.focus();
      shown.close();
    };
  } catch {
    // Phones show notifications only from a service worker, which would be the host's.
  }
}

function chime() {
  try {
    sound ??= new AudioContext();
    for (const [index, hz] of notesHz.entries()) note(sound, hz, sound.currentTime + index * noteSeconds);
  } catch {
    // No sound here.
  }
}

function note(context: AudioContext, hz: number, startsAt: number) {
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = hz;
  volume.gain.setValueAtTime(0, startsAt);
  volume.gain.linearRampToValueAtTime(0.2, startsAt + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, startsAt + noteSeconds * 3);
  tone.connect(volume).connect(context.destination);
  tone.start(startsAt);
  tone.stop(startsAt + noteSeconds * 3);
}

/** The words before the page's own title until they are taken away again. */
export function markTitle(words: string): () => void {
  const mark = `${words} · `;
  document.title = mark + document.title;
  return () => {
    document.title = document.title.replace(mark, '');
  };
}
