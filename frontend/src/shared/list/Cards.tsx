import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Checkbox } from '../ui/Checkbox';
import { Skeleton } from '../ui/states';
import classes from './grid.module.css';
import type { ListDefinition } from './types';
import type { ListSelection } from './useSelection';

interface CardsProps<Row extends { id: number }> {
  definition: ListDefinition<Row>;
  rows: Row[];
  skeleton: number | null;
  caption: string;
  selection: ListSelection<Row> | null;
}

/** The list on a phone: one card of two lines per row. */
export function Cards<Row extends { id: number }>({ definition, rows, skeleton, caption, selection }: CardsProps<Row>) {
  const { t } = useTranslation('shared');
  if (skeleton !== null) {
    return (
      <div className={classes.cards} aria-busy role="status" aria-label={t('list.loadingList')}>
        {Array.from({ length: Math.min(skeleton, 12) }, (_, index) => (
          <div key={index} className={classes.cardSkeleton}>
            <Skeleton width={`${78 - (index % 4) * 9}%`} height={12} />
            <Skeleton width={`${62 + (index % 3) * 8}%`} />
          </div>
        ))}
      </div>
    );
  }
  return (
    <ul className={classes.cards} aria-label={caption}>
      {rows.map((row) => {
        const selected = selection?.has(row.id) ?? false;
        const content = definition.card(row);
        return (
          <li key={row.id} data-row={row.id} data-selected={selected || undefined}>
            {selection && (
              <span className={classes.cardCheck}>
                <Checkbox label={t('list.selectRow', { name: definition.rowName(row) })} checked={selected} onChange={(on) => selection.toggle(row, on)} />
              </span>
            )}
            {definition.href ? <Link to={definition.href(row)}>{content}</Link> : <div style={{ flex: 1, minWidth: 0, padding: '10px 16px' }}>{content}</div>}
          </li>
        );
      })}
    </ul>
  );
}
