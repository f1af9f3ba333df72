import { SegmentedControl, Select } from '@mantine/core';
import { useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabelPage, LabelSheet } from '@/api/labels';
import { formatNumber } from '@/shared/lib/format';
import { Button, Checkbox } from '@/shared/ui';
import { batchCount, batchRange } from './batches';
import classes from './labels.module.css';
import { FIELDS, ORDERS, type Labels } from './useLabels';

const PAGES: LabelPage[] = ['A4', 'LETTER', 'ROLL'];

interface LabelOptionsProps {
  sheets: LabelSheet[];
  labels: Labels;
  count: number;
}

/** Which sheet, from which label on, what stands on a label, in which order. */
export function LabelOptions({ sheets, labels, count }: LabelOptionsProps) {
  const { t } = useTranslation('labels');
  const id = useId();
  const { sheet } = labels;
  const batches = batchCount(count);
  return (
    <div className={classes.options}>
      <SheetSelect sheets={sheets} labels={labels} />
      {sheet && sheet.per_sheet > 1 && (
        <div className={classes.field}>
          <label htmlFor={`${id}-start`}>{t('start.label')}</label>
          <div className={classes.inline}>
            <input
              id={`${id}-start`}
              type="number"
              className={classes.number}
              min={1}
              max={sheet.per_sheet}
              value={labels.start}
              onChange={(event) => labels.setStart(Number(event.currentTarget.value) || 1)}
              aria-describedby={`${id}-start-hint`}
            />
            {labels.suggestion !== null && (
              <Button size="sm" variant="link" onClick={() => labels.setStart(labels.suggestion!)}>
                {t('start.suggestion', { position: formatNumber(labels.suggestion) })}
              </Button>
            )}
          </div>
          <span className="cap" id={`${id}-start-hint`}>
            {t('start.hint', { total: formatNumber(sheet.per_sheet) })}
          </span>
        </div>
      )}
      <fieldset className={classes.fields}>
        <legend>{t('fields.label')}</legend>
        {FIELDS.map((field) => (
          <label key={field}>
            <Checkbox label={t(`fields.${field}`)} checked={field === 'tag' || labels.fields.includes(field)} disabled={field === 'tag'} onChange={(on) => labels.toggleField(field, on)} />
            <span aria-hidden>{t(`fields.${field}`)}</span>
          </label>
        ))}
      </fieldset>
      {count !== 1 && (
        <div className={classes.field}>
          <span id={`${id}-order`}>{t('order.label')}</span>
          <SegmentedControl size="xs" aria-labelledby={`${id}-order`} value={labels.order} onChange={labels.setOrder} data={ORDERS.map((value) => ({ value, label: t(`order.${value}`) }))} />
        </div>
      )}
      {batches > 1 && (
        <label className={classes.field}>
          {t('batch.label')}
          <select className={classes.select} value={labels.batch} onChange={(event) => labels.setBatch(Number(event.currentTarget.value))}>
            {Array.from({ length: batches }, (_, index) => {
              const { from, to } = batchRange(index + 1, count);
              return (
                <option key={index} value={index + 1}>
                  {t('batch.option', { number: index + 1, of: batches, from: formatNumber(from), to: formatNumber(to) })}
                </option>
              );
            })}
          </select>
          <span className="cap">{t('batch.hint')}</span>
        </label>
      )}
    </div>
  );
}

/** All sheets by paper, found by code, measure or number of labels. */
function SheetSelect({ sheets, labels }: Omit<LabelOptionsProps, 'count'>) {
  const { t } = useTranslation('labels');
  const data = useMemo(() => {
    const describe = (sheet: LabelSheet) =>
      sheet.page === 'ROLL'
        ? t('sheet.roll', { width: formatNumber(sheet.width_mm), height: formatNumber(sheet.height_mm) })
        : t('sheet.option', { name: sheet.name, width: formatNumber(sheet.width_mm), height: formatNumber(sheet.height_mm), count: sheet.per_sheet });
    return PAGES.map((page) => ({ group: t(`sheet.page.${page}`), items: sheets.filter((sheet) => sheet.page === page).map((sheet) => ({ value: sheet.code, label: describe(sheet) })) })).filter(({ items }) => items.length > 0);
  }, [sheets, t]);
  return (
    <Select
      label={t('sheet.label')}
      data={data}
      value={labels.sheet?.code ?? null}
      onChange={(code) => code && labels.setSheet(code)}
      allowDeselect={false}
      searchable
      selectFirstOptionOnChange
      nothingFoundMessage={t('sheet.nothing')}
      maxDropdownHeight={320}
      comboboxProps={{ withinPortal: true }}
    />
  );
}
