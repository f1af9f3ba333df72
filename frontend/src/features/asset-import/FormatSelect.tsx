import { IconAlertTriangle } from '@tabler/icons-react';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ImportField } from '@/api/imports';
import { cx } from '@/shared/lib/cx';
import { formatMoney } from '@/shared/lib/format';
import { Checkbox } from '@/shared/ui';
import classes from './columns.module.css';
import controls from './controls.module.css';
import { readSample, type Reading } from './reading';

interface FormatSelectProps {
  label: string;
  field: ImportField;
  value: string | null;
  samples: string[];
  disabled: boolean;
  onChange: (format: string | null) => void;
}

/** How the values of a column are written, with an example of what they become. */
export function FormatSelect({ label, field, value, samples, disabled, onChange }: FormatSelectProps) {
  const { t } = useTranslation('asset-import');
  const reading = readSample(samples, field.kind, value);
  const free = freeFormat(value);
  if (field.formats.length === 0 && !free) return null;
  return (
    <>
      {field.formats.length > 0 ? (
        <select className={controls.select} aria-label={label} value={value ?? ''} disabled={disabled} onChange={(event) => onChange(event.currentTarget.value || null)}>
          {value === null && <option value="">{t('format.none')}</option>}
          {field.formats.map((format) => (
            <option key={format} value={format}>
              {t(`format.name.${format}`, { defaultValue: format })}
            </option>
          ))}
        </select>
      ) : (
        free && (
          <label className={controls.free}>
            <Checkbox label={`${label}: ${t(`format.free.${free.kind}`, { value: free.value })}`} checked disabled={disabled} onChange={() => onChange(null)} />
            <span aria-hidden>{t(`format.free.${free.kind}`, { value: free.value })}</span>
          </label>
        )
      )}
      {reading && <Example reading={reading} />}
    </>
  );
}

/** "25/11/2005 → 25 de novembro de 2005". */
function Example({ reading }: { reading: Reading }) {
  const { t } = useTranslation('asset-import');
  if (reading.value === null) {
    return (
      <span className={cx('warning', controls.hint)}>
        <IconAlertTriangle size={14} aria-hidden /> {t('format.unread', { sample: reading.sample })}
      </span>
    );
  }
  const value = reading.kind === 'money' ? formatMoney(reading.value) : longDate(reading.value);
  return (
    <span className={cx('cap', classes.example)}>
      <span className="mono">{reading.sample}</span> → <b>{value}</b>
    </span>
  );
}

/** The day in words, so that nobody has to wonder which number is the month. */
function longDate(day: string): string {
  return new Intl.DateTimeFormat(i18next.language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}

/** `digits:5`, `list:|`, `path: - `: found by the server, can only be taken away. */
function freeFormat(value: string | null): { kind: 'digits' | 'list' | 'path'; value: string } | null {
  const match = /^(digits|list|path):(.+)$/s.exec(value ?? '');
  return match ? { kind: match[1] as 'digits' | 'list' | 'path', value: match[2]!.trim() } : null;
}
