import { IconPackage } from '@tabler/icons-react';
import { assetsApi } from '@/api/assets';
import type { AssetRow } from '@/api/types';
import { Picker, type PickerOption, type PickerProps, type PickerSource } from '@/shared/pickers';

const toOption = ({ id, tag, name }: Pick<AssetRow, 'id' | 'tag' | 'name'>): PickerOption => ({ id, name: tag, hint: name });

export const assetSource: PickerSource = {
  key: 'assets',
  search: async (q, signal) => (await assetsApi.list({ q: q || undefined, page_size: 30 }, signal)).items.map(toOption),
  one: async (id, signal) => toOption(await assetsApi.get(id, signal)),
};

/** An asset by its tag, serial number or name. */
export const AssetPicker = (props: Omit<PickerProps, 'source' | 'icon' | 'onCreate'>) => <Picker {...props} source={assetSource} icon={<IconPackage size={16} />} />;
