import { IconInfoCircle, IconPencil, IconX } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportOut } from '@/api/imports';
import { formatNumber } from '@/shared/lib/format';
import { Button, Checkbox } from '@/shared/ui';
import classes from './layout.module.css';
import controls from './controls.module.css';
import { parseRows } from './mapping';
import type { Columns } from './useColumns';

interface LayoutPanelProps {
  item: ImportOut;
  columns: Columns;
  editable: boolean;
}

/** Sheet, row of headings and rows that are no data: one line that opens for changes. */
export function LayoutPanel({ item, columns, editable }: LayoutPanelProps) {
  const { t } = useTranslation('asset-import');
  const [open, setOpen] = useState(false);
  const { header_row, skip_rows } = columns.draft;
  const notes = item.notes.filter(({ code }) => !SAID.has(code));
  const words = [
    t('layout.sheet', { name: (item.sheet ?? '').trim() }),
    header_row === null ? t('layout.noHeader') : t('layout.header', { row: formatNumber(header_row) }),
    skip_rows.length === 0 ? t('layout.noSkip') : t('layout.skip', { count: skip_rows.length, rows: shortRows(skip_rows) }),
  ];
  return (
    <section className={classes.layout} aria-label={t('layout.title')}>
      <div className={classes.layoutLine}>
        <span>{words.join(' · ')}</span>
        <span className="grow" />
        {editable && (
          <Button size="sm" variant="link" icon={<IconPencil size={14} aria-hidden />} aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? t('layout.close') : t('layout.change')}
          </Button>
        )}
      </div>
      {open && editable && <LayoutForm item={item} columns={columns} />}
      {notes.length > 0 && (
        <ul className={classes.notes} aria-label={t('layout.notes')}>
          {notes.map((note, index) => (
            <li key={`${note.code}-${index}`}>
              <IconInfoCircle size={14} aria-hidden />
              {note.message}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Notes that the line above says already. */
const SAID = new Set(['header_found', 'no_header']);
const MOST_NAMED = 6;
const shortRows = (rows: number[]) => rows.slice(0, MOST_NAMED).map(formatNumber).join(', ') + (rows.length > MOST_NAMED ? '…' : '');

function LayoutForm({ item, columns }: Omit<LayoutPanelProps, 'editable'>) {
  const { t } = useTranslation('asset-import');
  const limit = item.sheets.find(({ name }) => name === item.sheet)?.rows ?? 1;
  const [row, setRow] = useState(String(item.header_row ?? 1));
  const [skip, setSkip] = useState('');
  const wanted = Number(row);
  const badRow = !/^\d{1,7}$/.test(row) || wanted < 1 || wanted > limit;
  const parsed = skip.trim() === '' ? [] : parseRows(skip, limit);
  const addSkip = (event: FormEvent) => {
    event.preventDefault();
    if (!parsed?.length) return;
    columns.setSkipRows([...new Set([...columns.draft.skip_rows, ...parsed])].sort((a, b) => a - b));
    setSkip('');
  };
  const reread = (event: FormEvent) => {
    event.preventDefault();
    if (!badRow) void columns.reread({ sheet: item.sheet, header_row: wanted });
  };
  return (
    <div className={classes.layoutForm} aria-busy={columns.busy === 'read'}>
      {item.sheets.length > 1 && (
        <label className={controls.field}>
          {t('layout.sheetField')}
          <select className={controls.select} value={item.sheet ?? ''} disabled={columns.busy !== null} onChange={(event) => void columns.reread({ sheet: event.currentTarget.value, header_row: null })}>
            {item.sheets.map((sheet) => (
              <option key={sheet.name} value={sheet.name}>
                {t('file.sheet', { name: sheet.name.trim(), rows: formatNumber(sheet.rows), columns: formatNumber(sheet.columns) })}
              </option>
            ))}
          </select>
        </label>
      )}
      <form className={controls.inline} onSubmit={reread}>
        <label className={controls.field}>
          {t('layout.headerField')}
          <input className={controls.input} inputMode="numeric" value={row} onChange={(event) => setRow(event.currentTarget.value)} aria-invalid={badRow || undefined} />
        </label>
        <Button type="submit" disabled={badRow} loading={columns.busy === 'read'}>
          {t('layout.reread')}
        </Button>
        <label className={controls.free}>
          <Checkbox label={t('layout.noHeaderField')} checked={columns.draft.header_row === null} onChange={(on) => columns.setHeaderRow(on ? null : item.header_row)} disabled={item.header_row === null} />
          <span aria-hidden>{t('layout.noHeaderField')}</span>
        </label>
      </form>
      <p className="cap">{t('layout.rereadHint')}</p>
      <form className={controls.inline} onSubmit={addSkip}>
        <label className={controls.field}>
          {t('layout.skipField')}
          <input className={controls.input} value={skip} onChange={(event) => setSkip(event.currentTarget.value)} placeholder={t('layout.skipExample')} aria-invalid={parsed === null || undefined} />
        </label>
        <Button type="submit" disabled={!parsed?.length}>
          {t('layout.skipAdd')}
        </Button>
      </form>
      {columns.draft.skip_rows.length > 0 && (
        <ul className={classes.skipped} aria-label={t('layout.skipped')}>
          {columns.draft.skip_rows.map((number) => (
            <li key={number}>
              {formatNumber(number)}
              <button type="button" aria-label={t('layout.unskip', { row: formatNumber(number) })} title={t('layout.unskip', { row: formatNumber(number) })} onClick={() => columns.setSkipRows(columns.draft.skip_rows.filter((item) => item !== number))}>
                <IconX size={14} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
