import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../lib/format';
import { IconButton } from '../ui/Button';
import { SkeletonRows } from '../ui/states';
import classes from './drawer.module.css';
import type { ListDefinition } from './types';

interface PreviewProps<Row extends { id: number }> {
  definition: ListDefinition<Row>;
  row: Row;
  position: number;
  total: number;
  onStep: (step: 1 | -1) => void;
  onClose: () => void;
}

/** A row without leaving the list: pushes the table aside, floats over it where there is no room. */
export function PreviewDrawer<Row extends { id: number }>({ definition, row, position, total, onStep, onClose }: PreviewProps<Row>) {
  const { t } = useTranslation('shared');
  const { Preview, PreviewActions } = definition;
  if (!Preview) return null;
  return (
    <aside className={classes.drawer} aria-label={t('list.preview', { name: definition.rowName(row) })}>
      <header>
        <span>{t('list.previewPosition', { position: formatNumber(position), total: formatNumber(total) })}</span>
        <span className="grow" />
        <IconButton label={t('list.previous')} size="sm" onClick={() => onStep(-1)}>
          <IconChevronUp size={16} />
        </IconButton>
        <IconButton label={t('list.next')} size="sm" onClick={() => onStep(1)}>
          <IconChevronDown size={16} />
        </IconButton>
        <IconButton label={t('list.closePreview')} size="sm" onClick={onClose}>
          <IconX size={16} />
        </IconButton>
      </header>
      <div className={classes.drawerBody} tabIndex={0} role="group" aria-label={definition.rowName(row)}>
        <Suspense fallback={<SkeletonRows rows={6} />}>
          <Preview row={row} />
        </Suspense>
      </div>
      {PreviewActions && (
        <footer>
          <PreviewActions row={row} />
        </footer>
      )}
    </aside>
  );
}
