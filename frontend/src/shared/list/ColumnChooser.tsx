import { Popover, SegmentedControl } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../store/store';
import { Button, IconButton } from '../ui/Button';
import { Checkbox } from '../ui/Checkbox';
import { arrangeColumns, isVisible, moveColumn, toggleColumn } from './columns';
import classes from './list.module.css';
import type { ListColumn } from './types';

const WIDTH_STEP = 24;
const MIN_WIDTH = 64;

/** Which columns, in which order, how wide, how dense. All by keyboard; widths also by the edge of the head. */
export function ColumnChooser<Row>({ listId, columns }: { listId: string; columns: ListColumn<Row>[] }) {
  const { t } = useTranslation('shared');
  const preferences = useStore((state) => state.preferences.lists[listId]) ?? {};
  const density = useStore((state) => state.preferences.density);
  const setPreferences = useStore((state) => state.setPreferences);
  const set = useStore((state) => state.setListPreferences);
  const reset = useStore((state) => state.resetListPreferences);
  const { all } = arrangeColumns(columns, preferences);
  const resize = (column: ListColumn<Row>, by: number) =>
    set(listId, { widths: { ...preferences.widths, [column.id]: Math.max(MIN_WIDTH, (column.width ?? 160) + by) } });
  return (
    <Popover position="bottom-end" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <IconButton label={t('list.columns')}>
          <IconColumns3 size={16} />
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('list.columns')}>
        <div className={classes.columns}>
          <span className="cap" id={`${listId}-density`}>
            {t('list.density')}
          </span>
          <SegmentedControl
            size="xs"
            aria-labelledby={`${listId}-density`}
            value={density}
            onChange={(value) => setPreferences({ density: value })}
            data={(['compact', 'normal', 'cozy'] as const).map((value) => ({ value, label: t(`list.densities.${value}`) }))}
          />
          <span className="cap">{t('list.columnsHint')}</span>
          <ul>
            {all.map((column, index) => {
              const name = t(column.label);
              return (
                <li key={column.id}>
                  <Checkbox label={name} checked={isVisible(column, preferences)} disabled={column.fixed} onChange={(on) => set(listId, toggleColumn(column, preferences, on))} />
                  <span className="grow ell" aria-hidden>
                    {name}
                  </span>
                  {column.width !== undefined && (
                    <input
                      type="number"
                      className="cap"
                      style={{ width: 56, textAlign: 'right', background: 'none', border: '1px solid var(--lv-border)', borderRadius: 5, height: 24 }}
                      aria-label={t('list.resize', { name })}
                      step={WIDTH_STEP}
                      min={MIN_WIDTH}
                      value={column.width}
                      onChange={(event) => resize(column, Number(event.currentTarget.value) - column.width!)}
                    />
                  )}
                  <IconButton label={t('list.columnUp', { name })} size="sm" disabled={index === 0} onClick={() => set(listId, { order: moveColumn(all, column.id, -1) })}>
                    <IconArrowUp size={14} />
                  </IconButton>
                  <IconButton label={t('list.columnDown', { name })} size="sm" disabled={index === all.length - 1} onClick={() => set(listId, { order: moveColumn(all, column.id, 1) })}>
                    <IconArrowDown size={14} />
                  </IconButton>
                </li>
              );
            })}
          </ul>
          <Button variant="link" size="sm" onClick={() => reset(listId)}>
            {t('list.columnsReset')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
