import { useTranslation } from 'react-i18next';
import { DESTINATIONS } from '@/entities/disposal';
import { supplierField } from '@/entities/supplier';
import type { FormField, FormSection } from '@/shared/form';
import { formatNumber } from '@/shared/lib/format';
import type { Item, Member } from './draft';

/** Where two have changed the lot, how many assets each has is what can be compared at a glance. */
function ShowItems({ value }: { value: unknown }) {
  const { t } = useTranslation('disposals');
  const items = value as Item[];
  return <>{t('assets', { count: items.length, formatted: formatNumber(items.length) })}: {items.map((item) => item.tag).join(', ')}</>;
}

const ShowMembers = ({ value }: { value: unknown }) => <>{(value as Member[]).map((member) => member.name).join(', ')}</>;

function ShowFlag({ value }: { value: unknown }) {
  const { t } = useTranslation('shared');
  return <>{t(value ? 'yes' : 'no')}</>;
}

const text = (name: string, label: string): FormField => ({ name, label: `disposals:${label}`, kind: 'text' });

/** Every field of a draft, for the drafts that are kept and for the comparison of two versions. */
export const sections: FormSection[] = [
  {
    id: 'disposal',
    fields: [
      { name: 'items', label: 'disposals:tab.assets', kind: 'custom', Show: ShowItems },
      { name: 'destination', label: 'disposals:column.destination', kind: 'select', options: DESTINATIONS.map((value) => ({ value, label: `entities:disposal.destination.${value}` })) },
      supplierField({ name: 'supplier_id', label: 'disposals:column.recipient' }),
      { name: 'is_ewaste', label: 'disposals:ewaste', kind: 'custom', Show: ShowFlag },
      text('police_report', 'policeReport'),
      { name: 'police_report_date', label: 'disposals:policeReportDate', kind: 'date' },
      text('reason', 'column.reason'),
      text('report', 'report'),
      { name: 'members', label: 'disposals:commission.title', kind: 'custom', Show: ShowMembers },
      text('commission_act', 'commission.act'),
      text('process_number', 'column.process'),
    ],
  },
];
