import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { Me, Permission } from '@/api/types';
import { listenToSession } from '@/api/refresh';

export type ThemeChoice = 'light' | 'dark' | 'auto';
export type Language = 'pt-BR' | 'en';
export type Density = 'compact' | 'normal' | 'cozy';

/** How one list is shown: order and visibility of columns, widths in px, page size. */
export interface ListPreferences {
  order?: string[];
  hidden?: string[];
  shown?: string[];
  widths?: Record<string, number>;
  pageSize?: number;
}

export interface Preferences {
  theme: ThemeChoice;
  language: Language;
  density: Density;
  navCollapsed: boolean;
  lists: Record<string, ListPreferences>;
}

/** A form that was left with something typed in it. */
export interface Draft {
  /** Who typed it: another user never sees it. */
  userId: number | null;
  values: Record<string, unknown>;
  /** The resource as it was when the typing began. */
  base: Record<string, unknown>;
  version: number | null;
  /** Key of the attempt that was not answered, and the values it carried: the same values go again under the same key. */
  idempotencyKey: string;
  attempted: string | null;
}

export type SessionStatus = 'unknown' | 'signed-in' | 'signed-out';

export interface GlobalState {
  status: SessionStatus;
  user: Me | null;
  /** True when a session ended by itself, so that the sign-in page says why it is shown. */
  expired: boolean;
  /** True when a sign-out did not get through: the session is over here, and open at the server. */
  leftOpen: boolean;
  drafts: Record<string, Draft>;
  preferences: Preferences;
  setPreferences: (patch: Partial<Preferences>) => void;
  setListPreferences: (list: string, patch: Partial<ListPreferences>) => void;
  resetListPreferences: (list: string) => void;
  saveDraft: (key: string, draft: Omit<Draft, 'userId'>) => void;
  dropDraft: (key: string) => void;
}

const DEFAULTS: Preferences = { theme: 'auto', language: 'pt-BR', density: 'normal', navCollapsed: false, lists: {} };

/**
 * The one global store: session, preferences and unsaved forms. Server data belongs to TanStack Query.
 * Only the preferences are kept in the browser; the token is not even here (see api/token.ts).
 */
export const useStore = create<GlobalState>()(
  persist(
    (set, get) => ({
      status: 'unknown',
      user: null,
      expired: false,
      leftOpen: false,
      drafts: {},
      preferences: DEFAULTS,
      setPreferences: (patch) => set((state) => ({ preferences: { ...state.preferences, ...patch } })),
      setListPreferences: (list, patch) =>
        set(({ preferences }) => ({
          preferences: { ...preferences, lists: { ...preferences.lists, [list]: { ...preferences.lists[list], ...patch } } },
        })),
      resetListPreferences: (list) =>
        set(({ preferences }) => ({ preferences: { ...preferences, lists: { ...preferences.lists, [list]: {} } } })),
      saveDraft: (key, draft) => set((state) => ({ drafts: { ...state.drafts, [key]: { ...draft, userId: get().user?.id ?? null } } })),
      dropDraft: (key) =>
        set((state) => ({ drafts: Object.fromEntries(Object.entries(state.drafts).filter(([name]) => name !== key)) })),
    }),
    {
      name: 'levitiis.preferences',
      version: 1,
      storage: createJSONStorage(() => localStorage),
      partialize: (state) => ({ preferences: state.preferences }),
      merge: (stored, current) => ({
        ...current,
        preferences: { ...current.preferences, ...(stored as Partial<GlobalState> | undefined)?.preferences },
      }),
    },
  ),
);

listenToSession({
  onSession: ({ user }) =>
    useStore.setState((state) => ({
      status: 'signed-in',
      user,
      expired: false,
      leftOpen: false,
      drafts: Object.fromEntries(Object.entries(state.drafts).filter(([, draft]) => draft.userId === user.id)),
    })),
  // told by the live connection and by a refused request alike: the second takes nothing back
  onEnded: () => useStore.setState((state) => ({ status: 'signed-out', expired: state.expired || state.status === 'signed-in' })),
});

/** Permissions that the server takes organisation-wide only. */
const WHOLE_ONLY: ReadonlySet<Permission> = new Set<Permission>(['approvals.configure', 'history.verify', 'loans.configure', 'disposals.configure']);

/** Whether the signed-in user holds a permission where it can be used. The server decides; this only hides what cannot work. */
export function hasPermission(user: Me | null, permission: Permission | undefined): boolean {
  if (!permission) return true;
  const scope = user?.permissions[permission];
  return scope !== undefined && (scope.everywhere || (scope.location_ids.length > 0 && !WHOLE_ONLY.has(permission)));
}

/** Hook form of `hasPermission`. */
export function usePermission(permission: Permission | undefined): boolean {
  return useStore((state) => hasPermission(state.user, permission));
}

/** Whether the signed-in user holds a permission in the whole organisation: what has no place is for those alone. */
export function usePermissionEverywhere(permission: Permission): boolean {
  return useStore((state) => state.user?.permissions[permission]?.everywhere ?? false);
}
