import { IconUserCheck } from '@tabler/icons-react';
import { decisionsApi } from '@/api/approvals';
import type { Id, Ref } from '@/api/types';
import { ManyPicker, Picker, type PickerProps, type PickerSource } from '@/shared/pickers';

const deciderSource: PickerSource = {
  key: 'deciders',
  search: (q, signal) => decisionsApi.deciders({ q: q || undefined }, signal),
  one: async (id, signal) => (await decisionsApi.deciders({ user_id: id }, signal))[0] ?? { id, name: `#${id}` },
};

/** A user who may decide approvals. */
export const DeciderPicker = (props: Omit<PickerProps, 'source' | 'icon'>) => <Picker {...props} source={deciderSource} icon={<IconUserCheck size={16} />} />;

interface DecidersFieldProps {
  label: string;
  description?: string;
  value: Ref[];
  onChange: (value: Ref[]) => void;
  /** Named elsewhere already. */
  exclude?: Id[];
  /** What is wrong with the one at this place of the list. */
  errorOf?: (index: number) => string | undefined;
}

/** Several users who may decide approvals, in no order. */
export const DecidersField = (props: DecidersFieldProps) => <ManyPicker {...props} Picker={DeciderPicker} make={(one) => one} />;
