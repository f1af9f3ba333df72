import { IconAlertOctagon, IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '@/api/imports';
import { cx } from '@/shared/lib/cx';
import { formatMoney, formatNumber } from '@/shared/lib/format';
import classes from './step.module.css';

/** The figures to compare with what one expects of the file. */
export function Figures({ summary }: { summary: ImportSummary }) {
  const { t } = useTranslation('asset-import');
  const { valid_rows, existing_rows, new_rows, invalid_rows, errors } = summary;
  const made = (count: number) => (count > 0 ? t('figure.new', { count, formatted: formatNumber(count) }) : t('figure.noneNew'));
  const empty = Math.max(0, errors - invalid_rows);
  return (
    <dl className={classes.figures}>
      <Figure tone="success" icon={<IconCircleCheck size={14} aria-hidden />} label={t('figure.ready')} value={t('assetCount', { count: valid_rows, formatted: formatNumber(valid_rows) })}>
        {t('figure.split', { fresh: formatNumber(new_rows), known: formatNumber(existing_rows) })}
      </Figure>
      <Figure label={t('figure.sum')} value={formatMoney(summary.total_purchase_value)} />
      <Figure label={t('figure.places')} value={formatNumber(summary.locations)}>
        {made(summary.new_locations)}
      </Figure>
      <Figure label={t('figure.people')} value={formatNumber(summary.people)}>
        {made(summary.new_people)}
      </Figure>
      {summary.categories > 0 && (
        <Figure label={t('figure.categories')} value={formatNumber(summary.categories)}>
          {made(summary.new_categories)}
        </Figure>
      )}
      {summary.suppliers > 0 && (
        <Figure label={t('figure.suppliers')} value={formatNumber(summary.suppliers)}>
          {made(summary.new_suppliers)}
        </Figure>
      )}
      <Figure tone={invalid_rows > 0 ? 'danger' : undefined} icon={invalid_rows > 0 ? <IconAlertOctagon size={14} aria-hidden /> : undefined} label={t('figure.out')} value={formatNumber(invalid_rows)}>
        {empty > 0 ? t('figure.emptyCells', { count: empty, formatted: formatNumber(empty) }) : undefined}
      </Figure>
    </dl>
  );
}

interface FigureProps {
  label: string;
  value: string;
  tone?: 'success' | 'danger';
  icon?: ReactNode;
  children?: ReactNode;
}

/** One figure with its name above and what it is made of below. */
export function Figure({ label, value, tone, icon, children }: FigureProps) {
  return (
    <div className={cx(tone)}>
      <dt>
        {icon}
        {label}
      </dt>
      <dd>
        <b>{value}</b>
        {children && <span className="cap">{children}</span>}
      </dd>
    </div>
  );
}
