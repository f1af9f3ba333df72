import type { VerdictTone } from './types';

type Note = [frequency: number, seconds: number];

const SOUNDS: Record<VerdictTone, Note[]> = {
  success: [[1320, 0.08]],
  info: [[880, 0.08]],
  neutral: [[660, 0.06]],
  warning: [[660, 0.09], [880, 0.12]],
  danger: [[220, 0.14], [180, 0.2]],
};
const VIBRATIONS: Record<VerdictTone, number[]> = { success: [40], info: [40], neutral: [20], warning: [40, 60, 40], danger: [160] };
const VOLUME = 0.12;

let context: AudioContext | null = null;

/** Say a verdict to ears and hand, each kind with its own sound. Silent where the device has neither. */
export function announce(tone: VerdictTone, sound: boolean): void {
  if (typeof navigator.vibrate === 'function') navigator.vibrate(VIBRATIONS[tone]);
  if (sound) play(SOUNDS[tone]);
}

function play(notes: Note[]): void {
  if (typeof AudioContext === 'undefined') return;
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume().catch(() => undefined);
  let at = context.currentTime;
  for (const [frequency, seconds] of notes) {
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.frequency.value = frequency;
    gain.gain.setValueAtTime(VOLUME, at);
    gain.gain.exponentialRampToValueAtTime(0.001, at + seconds);
    tone.connect(gain).connect(context.destination);
    tone.start(at);
    tone.stop(at + seconds);
    at += seconds;
  }
}
