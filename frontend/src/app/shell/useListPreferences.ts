import { useEffect } from 'react';
import { savePreferences } from '@/api/auth';
import { useStore, type ListPreferences, type Preferences } from '@/shared/store/store';

const SAVE_DELAY_MS = 1000;
const PREFIX = 'lists.';

/** Columns, their order and widths, and the page size of each list follow the person from device to device. */
export function useListPreferences(): void {
  const userId = useStore((state) => state.user?.id);
  useEffect(() => {
    const { user, preferences, setPreferences } = useStore.getState();
    if (!user) return;
    setPreferences({ lists: { ...preferences.lists, ...listsOf(user.preferences) } });
    let known = useStore.getState().preferences.lists;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const save = () => {
      const before = known;
      known = useStore.getState().preferences.lists;
      savePreferences(changesOf(before, known)).catch(() => {
        known = before; // they stay on this device, and go with the next change
      });
    };
    const stop = useStore.subscribe((state) => {
      if (state.preferences.lists === known) return;
      clearTimeout(timer);
      timer = setTimeout(save, SAVE_DELAY_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [userId]);
}

/** The part of a user's preferences at the server that is about lists. */
function listsOf(kept: Record<string, unknown>): Preferences['lists'] {
  const own = Object.entries(kept).filter(([name, value]) => name.startsWith(PREFIX) && typeof value === 'object' && value !== null && !Array.isArray(value));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(PREFIX.length), value as ListPreferences]));
}

function changesOf(before: Preferences['lists'], after: Preferences['lists']): Record<string, unknown> {
  const changed = Object.entries(after).filter(([list, value]) => before[list] !== value);
  return Object.fromEntries(changed.map(([list, value]) => [`${PREFIX}${list}`, value]));
}
