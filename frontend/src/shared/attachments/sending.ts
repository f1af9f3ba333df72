import { attachmentsApi, type Attachment } from '@/api/attachments';
import { ApiProblem } from '@/api/problem';

/** Larger files go in parts, so that a lost connection costs one part and not the whole. */
export const WHOLE_BYTES = 4_000_000;
const TRIES = 4;
const FIRST_PAUSE_MS = 800;
const KEY = 'levitiis.uploads';

/** What tells a file that was begun before from another one. */
const nameOf = (root: string, file: File) => `${root}|${file.name}|${file.size}|${file.lastModified}`;

function known(): Record<string, number> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, number>;
  } catch {
    return {};
  }
}

function remember(root: string, file: File, id: number | null): void {
  const all = known();
  if (id === null) delete all[nameOf(root, file)];
  else all[nameOf(root, file)] = id;
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // a full or forbidden storage: the upload goes on, it only cannot be found again after a reload
  }
}

/** Send one file, whole or in parts; `onSent` hears how many bytes have left. Goes on where an earlier try stopped. */
export async function sendFile(root: string, file: File, onSent: (bytes: number) => void, signal: AbortSignal): Promise<Attachment> {
  if (file.size <= WHOLE_BYTES) return patiently(() => attachmentsApi.send(root, file, onSent, signal), signal);
  const { id, offset: begun, part_size: size } = await beginOrFind(root, file, signal);
  let offset = begun;
  onSent(offset);
  while (offset < file.size) {
    const from = offset;
    const part = file.slice(from, from + size);
    offset = await patiently(() => attachmentsApi.sendPart(root, id, from, part, (bytes) => onSent(from + bytes), signal).then((next) => next.offset, (error) => goOnAt(error, from)), signal);
    onSent(offset);
  }
  const made = await patiently(() => attachmentsApi.conclude(root, id, signal), signal);
  remember(root, file, null);
  return made;
}

/** Forget a file that is not wanted after all. */
export async function forgetFile(root: string, file: File): Promise<void> {
  const id = known()[nameOf(root, file)];
  if (id === undefined) return;
  remember(root, file, null);
  await attachmentsApi.cancel(root, id).catch(() => undefined); // it is forgotten by itself after a day
}

async function beginOrFind(root: string, file: File, signal: AbortSignal) {
  const earlier = known()[nameOf(root, file)];
  if (earlier !== undefined) {
    try {
      return await attachmentsApi.progress(root, earlier, signal);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 404) throw error;
    }
  }
  const started = await patiently(() => attachmentsApi.start(root, file, signal), signal);
  remember(root, file, started.id);
  return started;
}

/** A part whose answer was lost has arrived: the server says where to go on. */
function goOnAt(error: unknown, from: number): number {
  const told = error instanceof ApiProblem && error.code === 'attachments.wrong_offset' ? error.body.offset : null;
  if (typeof told === 'number' && told > from) return told;
  throw error;
}

/** Try again, a little later each time, what did not reach the server. */
async function patiently<T>(act: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await act();
    } catch (error) {
      if (signal.aborted || tried >= TRIES || !(error instanceof ApiProblem) || !error.isUnreachable) throw error;
      await new Promise((done) => setTimeout(done, FIRST_PAUSE_MS * 2 ** (tried - 1)));
    }
  }
}
