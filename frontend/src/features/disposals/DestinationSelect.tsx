import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Destination } from '@/api/generated/model';
import { DESTINATIONS } from '@/entities/disposal';

interface DestinationSelectProps {
  value: Destination | null;
  onChange: (value: Destination | null) => void;
  error: string | null;
}

/** Where assets go that leave for good; what a choice means is told below it. */
export function DestinationSelect({ value, onChange, error }: DestinationSelectProps) {
  const { t } = useTranslation('disposals');
  const { t: te } = useTranslation('entities');
  return (
    <Select
      label={t('column.destination')}
      description={value ? t(`destinationHint.${value}`) : undefined}
      required
      allowDeselect={false}
      placeholder={t('editor.choose')}
      value={value}
      onChange={onChange}
      data={DESTINATIONS.map((one) => ({ value: one, label: te(`disposal.destination.${one}`) }))}
      error={error}
    />
  );
}
