import { IconMapPin } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { locationsApi } from '@/api/locations';
import type { LocationNode, LocationOut } from '@/api/types';
import { usePermission } from '@/shared/store/store';
import { Picker, type PickerOption, type PickerProps, type PickerSource } from '@/shared/pickers';

const LocationFormDialog = lazy(() => import('./LocationFormDialog'));

const toOption = (item: Pick<LocationOut | LocationNode, 'id' | 'name' | 'full_name' | 'child_count'>): PickerOption => ({
  id: item.id,
  name: item.name,
  hint: item.full_name.split(' › ').slice(0, -1).join(' › ') || undefined,
  expandable: item.child_count > 0,
});

/** Places by typing (with or without accents) or by walking the tree. */
export const locationSource: PickerSource = {
  key: 'locations',
  search: async (q, signal) => (await locationsApi.list({ q, page_size: 30 }, signal)).items.map(toOption),
  one: async (id, signal) => toOption(await locationsApi.get(id, signal)),
  children: async (parentId, signal) => (await locationsApi.tree(parentId === null ? {} : { parent_id: parentId }, signal)).items.map(toOption),
};

interface Wish {
  name: string;
  settle: (made: PickerOption | null) => void;
}

/** A place: the room first, its whole path beside it. A new one needs its kind, so it is made in a dialog. */
export function LocationPicker({ withCreate = false, ...props }: Omit<PickerProps, 'source' | 'icon' | 'onCreate'> & { withCreate?: boolean }) {
  const may = usePermission('locations.manage');
  const [wish, setWish] = useState<Wish | null>(null);
  const create = (name: string) =>
    new Promise<PickerOption>((resolve, reject) => {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- nothing went wrong: it was cancelled
      setWish({ name, settle: (made) => (setWish(null), made ? resolve(made) : reject(null)) });
    });
  return (
    <>
      <Picker {...props} source={locationSource} icon={<IconMapPin size={16} />} onCreate={withCreate && may ? create : undefined} />
      {wish && (
        <Suspense fallback={null}>
          <LocationFormDialog seed={{ name: wish.name }} onClose={() => wish.settle(null)} onSaved={(place) => wish.settle(toOption(place))} />
        </Suspense>
      )}
    </>
  );
}
