import type { AxiosRequestConfig } from 'axios';
import { http } from './http';

const DOWNLOAD_TIMEOUT_MS = 300_000;

/** Fetch a file with the session's token and hand it to the browser under the server's name. */
export async function download(config: AxiosRequestConfig, fallbackName: string): Promise<void> {
  const response = await http.request<Blob>({ timeout: DOWNLOAD_TIMEOUT_MS, ...config, responseType: 'blob' });
  saveBlob(response.data, fileName(response.headers['content-disposition'] as string | undefined) ?? fallbackName);
}

/** Save a Blob under a name. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** `filename*` (RFC 5987) first, then `filename`. */
export function fileName(header: string | undefined): string | null {
  if (!header) return null;
  const extended = /filename\*=(?:UTF-8'')?([^;]+)/i.exec(header)?.[1];
  if (extended) {
    try {
      return decodeURIComponent(extended.trim());
    } catch {
      return null;
    }
  }
  return /filename="?([^";]+)"?/i.exec(header)?.[1]?.trim() ?? null;
}
