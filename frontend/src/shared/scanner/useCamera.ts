import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { useLatest } from '../hooks';
import { createDetector, type CodeDetector, type FoundCode } from './detector';

/** Why there is no picture: the texts are `camera.problem.*`. */
export type CameraProblem = 'insecure' | 'refused' | 'none' | 'busy' | 'reader' | 'failed';
export type CameraState = 'off' | 'starting' | 'on' | CameraProblem;

const LOOK_EVERY_MS = 120;
const LOOK_WIDTH = 960;
/** A code that was out of sight for this long counts as shown anew. */
const GONE_MS = 1500;

/** Which trouble an error of getUserMedia is. */
export function cameraProblem(error: unknown): CameraProblem {
  const name = (error as { name?: unknown } | null)?.name;
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'failed';
}

/** The code nearest the middle of the picture: the one that is aimed at. */
export function aimedAt(found: FoundCode[], width: number, height: number): FoundCode | undefined {
  const distance = ({ cornerPoints }: FoundCode) => {
    const x = cornerPoints.reduce((sum, point) => sum + point.x, 0) / (cornerPoints.length || 1);
    const y = cornerPoints.reduce((sum, point) => sum + point.y, 0) / (cornerPoints.length || 1);
    return Math.hypot(x - width / 2, y - height / 2);
  };
  return found.filter((code) => code.rawValue !== '').sort((a, b) => distance(a) - distance(b))[0];
}

/** Lets a code through once for as long as it stays in sight. */
export function onceInSight(now: () => number = Date.now): (code: string) => boolean {
  const seen = new Map<string, number>();
  return (code) => {
    const moment = now();
    const before = seen.get(code);
    seen.set(code, moment);
    return before === undefined || moment - before > GONE_MS;
  };
}

/** The code that is seen now: its corners in a picture of that size. */
export interface Aim {
  corners: readonly { x: number; y: number }[];
  width: number;
  height: number;
}

export interface Camera {
  /** For the video element that shows the picture. */
  video: RefObject<HTMLVideoElement | null>;
  state: CameraState;
  aim: Aim | null;
  torch: boolean | null;
  start: () => void;
  stop: () => void;
  setTorch: (on: boolean) => void;
}

/** Not every browser has the question, and the types do not know the lamp. */
const hasTorch = (track: MediaStreamTrack | undefined): boolean => Boolean((track?.getCapabilities?.() as { torch?: boolean } | undefined)?.torch);

/** The back camera, looking for codes. It ends with the component, and rests while the page is hidden. */
export function useCamera(onCode: (code: string) => void): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<CameraState>('starting');
  const [aim, setAim] = useState<Aim | null>(null);
  const [torch, setTorchState] = useState<boolean | null>(null);
  const run = useRef<{ stop: () => void; track: MediaStreamTrack | undefined } | null>(null);
  const attempt = useRef(0);
  const latest = useLatest(onCode);

  const stop = useCallback(() => {
    attempt.current += 1;
    run.current?.stop();
    run.current = null;
    setAim(null);
    setTorchState(null);
    setState('off');
  }, []);

  const start = useCallback(async () => {
    const mine = ++attempt.current;
    const fresh = () => mine === attempt.current;
    if (!navigator.mediaDevices?.getUserMedia) return setState('insecure');
    setState('starting');
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } }, audio: false });
    } catch (error) {
      if (fresh()) setState(cameraProblem(error));
      return;
    }
    const end = () => stream.getTracks().forEach((track) => track.stop());
    const element = video.current;
    if (!fresh() || !element) return end();
    element.srcObject = stream;
    const track = stream.getVideoTracks()[0];
    run.current = { stop: end, track };
    try {
      await element.play();
      const detector = await createDetector();
      if (!fresh()) return;
      run.current = { track, stop: joined(end, look(element, detector, (code) => latest.current(code), setAim)) };
      track?.addEventListener('ended', stop);
      setTorchState(hasTorch(track) ? false : null);
      setState('on');
    } catch {
      end();
      if (fresh()) setState('reader');
    }
  }, [latest, stop]);

  useEffect(() => {
    let resume = false;
    const onVisible = () => {
      if (document.visibilityState === 'hidden' && run.current) {
        resume = true;
        stop();
      } else if (document.visibilityState === 'visible' && resume) {
        resume = false;
        void start();
      }
    };
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      document.removeEventListener('visibilitychange', onVisible);
      attempt.current += 1;
      run.current?.stop();
      run.current = null;
    };
  }, [start, stop]);

  const setTorch = useCallback((on: boolean) => {
    const constraint = { advanced: [{ torch: on }] } as unknown as MediaTrackConstraints;
    run.current?.track?.applyConstraints(constraint).then(() => setTorchState(on), () => setTorchState(null));
  }, []);
  return { video, state, aim, torch, start: () => void start(), stop, setTorch };
}

const joined = (...ends: (() => void)[]) => () => ends.forEach((end) => end());

/** Look at the picture several times a second until told to end. */
function look(video: HTMLVideoElement, detector: CodeDetector, onCode: (code: string) => void, onAim: (aim: Aim | null) => void): () => void {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const isNew = onceInSight();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const glance = async () => {
    if (context && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && video.videoWidth > 0) {
      const scale = Math.min(1, LOOK_WIDTH / video.videoWidth);
      canvas.width = Math.round(video.videoWidth * scale);
      canvas.height = Math.round(video.videoHeight * scale);
      context.drawImage(video, 0, 0, canvas.width, canvas.height);
      const found = await detector.detect(context.getImageData(0, 0, canvas.width, canvas.height)).catch(() => []);
      if (ended) return;
      const code = aimedAt(found, canvas.width, canvas.height);
      onAim(code ? { corners: code.cornerPoints, width: canvas.width, height: canvas.height } : null);
      if (code && isNew(code.rawValue)) onCode(code.rawValue);
    }
    if (!ended) timer = setTimeout(() => void glance(), LOOK_EVERY_MS);
  };
  void glance();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
