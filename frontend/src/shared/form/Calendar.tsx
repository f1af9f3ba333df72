import '@mantine/dates/styles.layer.css';
import { DatePicker } from '@mantine/dates';
import 'dayjs/locale/pt-br';
import { useTranslation } from 'react-i18next';

/** The month to choose a day from; loaded when it is first opened. */
export default function Calendar({ value, onChange }: { value: string | null; onChange: (day: string | null) => void }) {
  const { t, i18n } = useTranslation('shared');
  const labels = {
    previousMonth: t('date.previousMonth'),
    nextMonth: t('date.nextMonth'),
    previousYear: t('date.previousYear'),
    nextYear: t('date.nextYear'),
    previousDecade: t('date.previousDecade'),
    nextDecade: t('date.nextDecade'),
    monthLevelControl: t('date.chooseMonth'),
    yearLevelControl: t('date.chooseYear'),
  };
  const locale = i18n.language === 'pt-BR' ? 'pt-br' : 'en';
  return <DatePicker value={value} defaultDate={value ?? undefined} onChange={onChange} locale={locale} ariaLabels={labels} firstDayOfWeek={0} size="sm" />;
}
