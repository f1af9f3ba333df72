import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ImportOut } from '@/api/imports';
import { formatNumber } from '@/shared/lib/format';
import { Button } from '@/shared/ui';
import classes from './check.module.css';
import { EXTRA, filledShare } from './mapping';
import { useFieldLabel } from './useFieldLabel';

/** How each column was read, beside the findings. */
export function FormatAside({ item, onChange }: { item: ImportOut; onChange?: () => void }) {
  const { t } = useTranslation('asset-import');
  const labelOf = useFieldLabel();
  const mapped = item.columns.filter(({ field }) => field !== null && field !== EXTRA);
  const kept = item.columns.filter(({ field }) => field === EXTRA);
  const left = item.columns.filter(({ field, filled }) => field === null && filled > 0);
  const name = ({ header, letter }: ImportOut['columns'][number]) => header ?? letter;
  return (
    <>
      <div className={classes.asideHead}>
        <h2>{t('aside.title')}</h2>
        {onChange && (
          <Button size="sm" variant="link" onClick={onChange}>
            {t('aside.change')}
          </Button>
        )}
      </div>
      <ul className={classes.formats}>
        {mapped.map((column) => (
          <li key={column.index}>
            <span className="mono t3" aria-hidden>
              {column.letter}
            </span>
            <b>{labelOf(column.field!)}</b>
            <span className="cap ell">{[name(column), formatWord(t, column.format), t('aside.filled', { share: filledShare(item, column) })].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
      {kept.length > 0 && <p className="cap">{t('aside.kept', { count: kept.length, formatted: formatNumber(kept.length), names: kept.map(name).join(', ') })}</p>}
      {left.length > 0 && <p className="cap">{t('aside.left', { count: left.length, formatted: formatNumber(left.length), names: left.map(name).join(', ') })}</p>}
    </>
  );
}

function formatWord(t: TFunction<'asset-import'>, format: string | null): string {
  if (!format) return '';
  const free = /^(digits|list|path):(.+)$/s.exec(format);
  if (free) return t(`format.short.${free[1]}`, { value: free[2]!.trim() });
  return t(`format.short.${format}`, { defaultValue: format });
}
