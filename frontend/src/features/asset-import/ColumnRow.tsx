import { IconAlertTriangle, IconArrowRight } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportColumn, ImportField } from '@/api/imports';
import { cx } from '@/shared/lib/cx';
import { formatNumber } from '@/shared/lib/format';
import { FieldSelect } from './FieldSelect';
import { FormatSelect } from './FormatSelect';
import classes from './columns.module.css';
import controls from './controls.module.css';
import type { Choice } from './mapping';

interface ColumnRowProps {
  column: ImportColumn;
  choice: Choice;
  fields: ImportField[];
  /** How much of the rows it fills, in per cent. */
  share: string;
  error: string | undefined;
  editable: boolean;
  unsure: boolean;
  onField: (field: string | null) => void;
  onFormat: (format: string | null) => void;
}

const SHOWN_SAMPLES = 3;

/** One column of the file: what it is called, what stands in it, what it becomes. */
export function ColumnRow({ column, choice, fields, share, error, editable, unsure, onField, onFormat }: ColumnRowProps) {
  const { t } = useTranslation('asset-import');
  const id = useId();
  const name = column.header ?? t('columns.unnamed', { letter: column.letter });
  const field = fields.find((candidate) => candidate.field === choice.field);
  return (
    <li className={cx(classes.column, unsure && classes.unsure)} aria-labelledby={`${id}-name`}>
      <span className={cx('mono', classes.letter)} aria-hidden>
        {column.letter}
      </span>
      <div className={classes.source}>
        <b id={`${id}-name`}>{name}</b>
        <span className="cap">{column.filled === 0 ? t('columns.empty') : t('columns.filled', { formatted: formatNumber(column.filled), count: column.filled, share })}</span>
        {column.samples.length > 0 && (
          <ul className={classes.samples} aria-label={t('columns.samples', { name })}>
            {column.samples.slice(0, SHOWN_SAMPLES).map((sample, index) => (
              <li key={`${index}-${sample}`} className="mono ell" title={sample}>
                {sample}
              </li>
            ))}
          </ul>
        )}
      </div>
      <IconArrowRight size={16} className={classes.becomes} aria-hidden />
      <div className={classes.target}>
        <FieldSelect label={t('columns.becomes', { name })} value={choice.field} fields={fields} disabled={!editable} onChange={onField} error={error ? `${id}-error` : undefined} />
        {unsure && (
          <span className={cx('warning', controls.hint)}>
            <IconAlertTriangle size={14} aria-hidden /> {t('columns.unsure', { share: Math.round(column.confidence * 100) })}
          </span>
        )}
        {error && (
          <span className={cx('danger', controls.hint)} id={`${id}-error`} role="alert">
            {error}
          </span>
        )}
      </div>
      <div className={classes.format}>{field && <FormatSelect label={t('columns.format', { name })} field={field} value={choice.format} samples={column.samples} disabled={!editable} onChange={onFormat} />}</div>
    </li>
  );
}
