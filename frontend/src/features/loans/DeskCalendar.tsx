import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { calendarsOfDesk } from '@/api/reservations';

interface DeskCalendarProps {
  value: number | null;
  onChange: (id: number | null) => void;
  error?: string;
}

/** Whose hours are the desk's: the organisation's calendar, that of a place, or none. */
export function DeskCalendar({ value, onChange, error }: DeskCalendarProps) {
  const { t } = useTranslation('loans');
  const { data, isError } = useQuery({ queryKey: ['calendars', 'list'], queryFn: ({ signal }) => calendarsOfDesk(signal) });
  const known = (data?.items ?? []).map((one) => ({ value: String(one.id), label: one.location?.name ?? t('rules.organisation') }));
  const options = value === null || known.some((one) => one.value === String(value)) ? known : [...known, { value: String(value), label: '…' }];
  return (
    <Select
      label={t('rules.calendar')}
      description={t('rules.calendarHint')}
      placeholder={t('rules.noCalendar')}
      clearable
      clearButtonProps={{ 'aria-label': t('rules.clearCalendar') }}
      data={options}
      value={value === null ? null : String(value)}
      onChange={(next) => onChange(next === null ? null : Number(next))}
      error={error ?? (isError ? t('rules.calendarsFailed') : null)}
    />
  );
}
