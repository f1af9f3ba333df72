import { IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoney, formatNumber } from '../lib/format';
import { hasPermission, useStore } from '../store/store';
import { Button, IconButton } from '../ui/Button';
import classes from './selection.module.css';
import type { BulkAction } from './types';
import type { ListSelection } from './useSelection';

interface SelectionBarProps<Row> {
  listId: string;
  selection: ListSelection<Row>;
  total: number;
  pageCount: number;
  actions: BulkAction[];
}

/** How many are chosen, what they sum to, and what can be done with all of them. Replaces nothing. */
export function SelectionBar<Row>({ listId, selection, total, pageCount, actions }: SelectionBarProps<Row>) {
  const { t } = useTranslation('shared');
  const user = useStore((state) => state.user);
  const client = useQueryClient();
  const [open, setOpen] = useState<BulkAction | null>(null);
  const close = () => setOpen(null);
  const done = () => {
    setOpen(null);
    selection.clear();
    void client.invalidateQueries({ queryKey: [listId] });
  };
  // what an action changed may no longer match: its dialog stays until it is closed, to say what became of each
  if (selection.count === 0 && !open) return null;
  return (
    <div className={classes.selbar} role="region" aria-label={t('list.selection')}>
      <div className={classes.selFigures}>
        <b aria-live="polite">{t('list.selected', { count: selection.count, formatted: formatNumber(selection.count) })}</b>
        {selection.sum !== null && <span>{formatMoney(selection.sum)}</span>}
        {!selection.isAll && total > pageCount && (
          <button type="button" className={classes.textButton} onClick={selection.selectAllMatching}>
            {t('list.selectAllMatching', { total: formatNumber(total) })}
          </button>
        )}
      </div>
      <div className={classes.selActions}>
        {actions
          .filter((action) => hasPermission(user, action.permission))
          .map((action) => (
            <Button key={action.id} size="sm" icon={action.icon} onClick={() => setOpen(action)}>
              {t(action.label)}
            </Button>
          ))}
      </div>
      <i className={classes.separator} aria-hidden />
      <IconButton label={t('list.clearSelection')} size="sm" onClick={selection.clear} className={classes.selClear}>
        <IconX size={16} />
      </IconButton>
      {open && (
        <Suspense fallback={null}>
          <open.Dialog selection={selection.selection} count={selection.count} onClose={close} onDone={done} />
        </Suspense>
      )}
    </div>
  );
}
