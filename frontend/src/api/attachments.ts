import { download } from './download';
import { call, http, ifMatch } from './http';
import type { Id, IsoDateTime } from './types';

/** Wire types and calls of attachments: the same for every kind of thing that files are attached to. */

export interface Attachment {
  id: Id;
  filename: string;
  url: string;
  preview_url: string | null;
  caption: string | null;
  is_main: boolean;
  media_type: string;
  /** Bytes. */
  size: number;
  width: number | null;
  height: number | null;
  pages: number | null;
  uploaded_by: { id: Id; name: string } | null;
  created_at: IsoDateTime;
  version: number;
}

export type AttachmentAction = 'attach' | 'edit' | 'delete';

export interface AttachmentList {
  items: Attachment[];
  allowed_actions: AttachmentAction[];
}

export interface AttachmentPatch {
  filename?: string | null;
  caption?: string | null;
}

/** A file on its way in parts; the next one starts at `offset`. */
export interface PartialUpload {
  id: Id;
  offset: number;
  part_size: number;
}

const UPLOAD_TIMEOUT_MS = 15 * 60_000;
const PICTURE_TIMEOUT_MS = 60_000;

type OnSent = (bytes: number) => void;

async function sendFile<T>(method: 'post' | 'put', url: string, content: Blob, name: string, onSent: OnSent, signal: AbortSignal): Promise<T> {
  const form = new FormData();
  form.append('file', content, name);
  const response = await http.request<T>({
    method,
    url,
    data: form,
    signal,
    timeout: UPLOAD_TIMEOUT_MS,
    onUploadProgress: ({ loaded }) => onSent(Math.min(loaded, content.size)),
  });
  return response.data;
}

/** The address of a picture or page as the API names it, without the root that the client adds. */
const below = (url: string) => url.replace(/^\/api\/v1/, '');

/** `root` is where the attachments of one thing are: "/ativos/12/anexos". */
export const attachmentsApi = {
  list: (root: string, signal?: AbortSignal) => call<AttachmentList>({ method: 'get', url: root, signal }),
  edit: (root: string, id: Id, body: AttachmentPatch, version: number) => call<Attachment>({ method: 'patch', url: `${root}/${id}`, data: body, headers: ifMatch(version) }),
  makeMain: (root: string, id: Id, version: number) => call<Attachment>({ method: 'post', url: `${root}/${id}/principal`, headers: ifMatch(version) }),
  remove: (root: string, id: Id, version: number) => call<void>({ method: 'delete', url: `${root}/${id}`, headers: ifMatch(version) }),
  save: (item: Attachment) => download({ method: 'get', url: below(item.url) }, item.filename),
  /** A picture of ours as a Blob: pictures too are behind the permission check. */
  picture: (url: string, signal?: AbortSignal) => call<Blob>({ method: 'get', url: below(url), responseType: 'blob', timeout: PICTURE_TIMEOUT_MS, signal }),
  send: (root: string, file: File, onSent: OnSent, signal: AbortSignal) => sendFile<Attachment>('post', root, file, file.name, onSent, signal),
  start: (root: string, file: File, signal: AbortSignal) => call<PartialUpload>({ method: 'post', url: `${root}/envios`, data: { filename: file.name, size: file.size }, signal }),
  progress: (root: string, id: Id, signal: AbortSignal) => call<PartialUpload>({ method: 'get', url: `${root}/envios/${id}`, signal }),
  sendPart: (root: string, id: Id, offset: number, part: Blob, onSent: OnSent, signal: AbortSignal) =>
    sendFile<PartialUpload>('put', `${root}/envios/${id}?offset=${offset}`, part, 'parte', onSent, signal),
  conclude: (root: string, id: Id, signal: AbortSignal) => call<Attachment>({ method: 'post', url: `${root}/envios/${id}/conclusao`, timeout: PICTURE_TIMEOUT_MS, signal }),
  cancel: (root: string, id: Id) => call<void>({ method: 'delete', url: `${root}/envios/${id}` }),
};
