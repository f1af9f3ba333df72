import { IconUserCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { decisionsApi } from '@/api/approvals';
import type { Id, Ref } from '@/api/types';
import { Picker, type PickerProps, type PickerSource } from '@/shared/pickers';
import { IconButton } from '@/shared/ui';
import classes from './decider.module.css';

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
export function DecidersField({ label, description, value, onChange, exclude = [], errorOf = () => undefined }: DecidersFieldProps) {
  const { t } = useTranslation('shared');
  return (
    <div className={classes.field}>
      <DeciderPicker
        label={label}
        description={description}
        value={null}
        error={value.map((one, index) => (errorOf(index) ? `${one.name}: ${errorOf(index)}` : null)).find(Boolean)}
        exclude={[...exclude, ...value.map((one) => one.id)]}
        onChange={(id, option) => id !== null && option && onChange([...value, { id, name: option.name }])}
      />
      {value.length > 0 && (
        <ul>
          {value.map((one, index) => (
            <li key={one.id} data-wrong={errorOf(index) ? '' : undefined}>
              <span className="ell">{one.name}</span>
              <IconButton label={t('remove', { name: one.name })} onClick={() => onChange(value.filter((other) => other.id !== one.id))}>
                <IconX size={14} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
