import { formatNumber } from '@/shared/lib/format';

/** 448565 → "438 kB"; 1887436 → "1,8 MB". */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${formatNumber(Math.round(bytes))} B`;
  if (bytes < 1024 * 1024) return `${formatNumber(Math.round(bytes / 1024))} kB`;
  return `${formatNumber(Math.round((bytes / 1024 / 1024) * 10) / 10)} MB`;
}
