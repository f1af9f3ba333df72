import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useCallback, useState, type MouseEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '../ui/Checkbox';
import { Skeleton } from '../ui/states';
import { fitWidths, leastWidth } from './columns';
import classes from './grid.module.css';
import type { ListColumn } from './types';
import type { ListSelection } from './useSelection';

const CHECK_WIDTH = 44;
const MIN_WIDTH = 64;
const BARS = [72, 58, 84, 49, 66, 91, 61];

interface GridProps<Row extends { id: number }> {
  columns: ListColumn<Row>[];
  rows: Row[];
  /** Number of skeleton rows while nothing has arrived yet. */
  skeleton: number | null;
  caption: string;
  sort: string | undefined;
  onSort: (sort: string) => void;
  onWidth: (column: string, width: number) => void;
  rowName: (row: Row) => string;
  openId: number | null;
  cursorId: number | null;
  onRow?: (row: Row) => void;
  selection: ListSelection<Row> | null;
  refreshing: boolean;
}

/** The dense table. One line per row, head stays in sight, widths are the reader's. */
export function Grid<Row extends { id: number }>(props: GridProps<Row>) {
  const { columns, rows, skeleton, selection, refreshing } = props;
  const [drag, setDrag] = useState<{ id: string; width: number } | null>(null);
  const [scroll, room] = useWidth();
  const check = selection ? CHECK_WIDTH : 0;
  const shown = drag ? columns.map((column) => (column.id === drag.id ? { ...column, width: drag.width, minWidth: drag.width, maxWidth: drag.width } : column)) : columns;
  const widths = fitWidths(shown, room - check);
  return (
    <div className={classes.scroll} ref={scroll} tabIndex={-1}>
      {refreshing && (
        <div className={classes.busy}>
          <i />
        </div>
      )}
      <table className={classes.grid} style={{ minWidth: leastWidth(shown) + check }} aria-busy={skeleton !== null || refreshing}>
        <caption className="sr">{props.caption}</caption>
        <colgroup>
          {selection && <col style={{ width: CHECK_WIDTH }} />}
          {columns.map((column) => (
            <col key={column.id} style={{ width: widths.get(column.id) }} />
          ))}
        </colgroup>
        <GridHead {...props} drag={drag} setDrag={setDrag} />
        <tbody>
          {skeleton !== null
            ? Array.from({ length: skeleton }, (_, index) => <SkeletonRow key={index} index={index} columns={columns} checkbox={selection !== null} />)
            : rows.map((row) => <GridRow key={row.id} row={row} {...props} />)}
        </tbody>
      </table>
    </div>
  );
}

/** Width of an element, known before the first paint and followed as it changes. */
function useWidth() {
  const [width, setWidth] = useState(0);
  const ref = useCallback((node: HTMLElement | null) => {
    if (!node) return undefined;
    setWidth(node.clientWidth);
    const observer = new ResizeObserver(() => setWidth(node.clientWidth));
    observer.observe(node);
    return () => observer.disconnect();
  }, []);
  return [ref, width] as const;
}

interface HeadProps<Row extends { id: number }> extends GridProps<Row> {
  drag: { id: string; width: number } | null;
  setDrag: (drag: { id: string; width: number } | null) => void;
}

function GridHead<Row extends { id: number }>({ columns, rows, sort, onSort, onWidth, selection, drag, setDrag }: HeadProps<Row>) {
  const { t } = useTranslation('shared');
  const chosen = selection ? rows.filter((row) => selection.has(row.id)).length : 0;
  return (
    <thead>
      <tr>
        {selection && (
          <th scope="col" className={classes.check}>
            <Checkbox
              label={t('list.selectAll', { count: rows.length })}
              checked={rows.length > 0 && chosen === rows.length}
              indeterminate={chosen > 0 && chosen < rows.length}
              disabled={rows.length === 0}
              onChange={(on) => selection.setMany(rows, on)}
            />
          </th>
        )}
        {columns.map((column) => {
          const direction = sort === column.sort ? 'ascending' : sort === `-${column.sort}` ? 'descending' : undefined;
          const name = t(column.label);
          return (
            <th key={column.id} scope="col" aria-sort={column.sort ? direction : undefined} className={column.align === 'right' ? classes.num : undefined}>
              {column.sort ? (
                <button type="button" title={t('list.sortBy', { name })} onClick={() => onSort(direction === 'ascending' ? `-${column.sort}` : column.sort!)}>
                  <span className="ell">{name}</span>
                  {direction === 'ascending' && <IconChevronUp size={12} stroke={2.1} aria-hidden />}
                  {direction === 'descending' && <IconChevronDown size={12} stroke={2.1} aria-hidden />}
                </button>
              ) : (
                name
              )}
              {column.width !== undefined && (
                <span
                  className={classes.handle}
                  data-active={drag?.id === column.id || undefined}
                  aria-hidden
                  onPointerDown={(event) => startResize(event, column.id, setDrag, onWidth)}
                />
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

/** Follow the pointer from the edge of a head; the width is remembered when it is let go. */
function startResize(event: PointerEvent<HTMLElement>, id: string, setDrag: (drag: { id: string; width: number } | null) => void, commit: (id: string, width: number) => void): void {
  event.preventDefault();
  const handle = event.currentTarget;
  const start = event.clientX;
  const initial = handle.parentElement?.getBoundingClientRect().width ?? MIN_WIDTH;
  let width = initial;
  handle.setPointerCapture(event.pointerId);
  const move = (moved: globalThis.PointerEvent) => {
    width = Math.max(MIN_WIDTH, Math.round(initial + moved.clientX - start));
    setDrag({ id, width });
  };
  const end = () => {
    handle.removeEventListener('pointermove', move);
    handle.removeEventListener('pointerup', end);
    handle.removeEventListener('pointercancel', end);
    setDrag(null);
    commit(id, width);
  };
  handle.addEventListener('pointermove', move);
  handle.addEventListener('pointerup', end);
  handle.addEventListener('pointercancel', end);
}

function GridRow<Row extends { id: number }>({ row, columns, selection, rowName, openId, cursorId, onRow }: { row: Row } & GridProps<Row>) {
  const { t } = useTranslation('shared');
  const selected = selection?.has(row.id) ?? false;
  const click = (event: MouseEvent) => {
    if ((event.target as HTMLElement).closest('a, button, input, label')) return;
    if (window.getSelection()?.toString()) return; // text was marked, not a row chosen
    onRow?.(row);
  };
  return (
    <tr
      data-row={row.id}
      data-selected={selected || undefined}
      data-open={row.id === openId || undefined}
      data-clickable={onRow !== undefined || undefined}
      tabIndex={row.id === cursorId ? 0 : -1}
      onClick={onRow && click}
    >
      {selection && (
        <td className={classes.check}>
          <Checkbox label={t('list.selectRow', { name: rowName(row) })} checked={selected} onChange={(on) => selection.toggle(row, on)} />
        </td>
      )}
      {columns.map((column) => (
        <td key={column.id} className={column.align === 'right' ? classes.num : undefined}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

function SkeletonRow<Row>({ index, columns, checkbox }: { index: number; columns: ListColumn<Row>[]; checkbox: boolean }) {
  return (
    <tr aria-hidden>
      {checkbox && (
        <td className={classes.check}>
          <Skeleton width={16} height={16} />
        </td>
      )}
      {columns.map((column, at) => (
        <td key={column.id}>
          <span style={{ display: 'flex', justifyContent: column.align === 'right' ? 'flex-end' : 'flex-start' }}>
            <Skeleton width={`${BARS[(index + at * 2) % BARS.length]}%`} />
          </span>
        </td>
      ))}
    </tr>
  );
}
