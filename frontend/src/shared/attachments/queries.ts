import { useQuery } from '@tanstack/react-query';
import { attachmentsApi } from '@/api/attachments';

const PICTURE_STALE_MS = 30 * 60_000;
const PICTURE_KEPT_MS = 5 * 60_000;

/** The attachments of one thing. Live events of that thing invalidate them by the first word of `name`. */
export function useAttachments(name: string, root: string, enabled = true) {
  return useQuery({ queryKey: [name, 'attachments', root], queryFn: ({ signal }) => attachmentsApi.list(root, signal), enabled });
}

/** A picture behind the permission check, as an address for `<img>`. */
export function usePicture(url: string | null) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['picture', url],
    queryFn: async ({ signal }) => asAddress(await attachmentsApi.picture(url!, signal)),
    enabled: url !== null,
    staleTime: PICTURE_STALE_MS,
    gcTime: PICTURE_KEPT_MS,
  });
  return { shown: data ?? null, error, isPending: isPending && url !== null, retry: () => void refetch() };
}

/** A `data:` address, which needs nobody to take it back. */
function asAddress(blob: Blob): Promise<string> {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result as string);
    reader.onerror = () => fail(reader.error ?? new Error('unreadable'));
    reader.readAsDataURL(blob);
  });
}
