import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportColumn } from '@/api/imports';
import { cx } from '@/shared/lib/cx';
import { formatNumber } from '@/shared/lib/format';
import { Button, CountBadge, Notice, useProblemText } from '@/shared/ui';
import { Wizard } from '@/shared/wizard';
import { ColumnRow } from './ColumnRow';
import classes from './columns.module.css';
import controls from './controls.module.css';
import type { StepProps } from './ImportWizard';
import { LayoutPanel } from './LayoutPanel';
import { filledShare, groupOf, type ColumnGroup } from './mapping';
import { isEditable } from './steps';
import { useFieldLabel } from './useFieldLabel';
import { useColumns, type Columns } from './useColumns';

type Shown = 'all' | Exclude<ColumnGroup, 'mapped'>;
const SHOWN: Shown[] = ['all', 'check', 'extra', 'ignored', 'empty'];

/** What each column becomes and how its values are read, proposed by the server, changed by people. */
export function ColumnsStep({ item, frame }: StepProps) {
  const { t } = useTranslation('asset-import');
  const columns = useColumns(item);
  const [shown, setShown] = useState<Shown>('all');
  const editable = isEditable(item.state);
  const groups = new Map(item.columns.map((column) => [column.index, groupOf(column, columns.draft.columns[column.index])]));
  const inGroup = (column: ImportColumn, group: Shown) => (group === 'all' ? groups.get(column.index) !== 'empty' : groups.get(column.index) === group);
  const visible = item.columns.filter((column) => inGroup(column, shown));
  const checked = item.state === 'checked' && !columns.dirty;
  const next = () => {
    if (checked || !editable) frame.onStep('conferencia');
    else void columns.check().then((done) => done && frame.onStep('conferencia'));
  };
  return (
    <Wizard
      {...frame}
      back={
        <Button icon={<IconArrowLeft size={16} aria-hidden />} onClick={() => frame.onStep('arquivo')}>
          {t('step.arquivo')}
        </Button>
      }
      note={editable && columns.dirty ? <Unsaved columns={columns} /> : undefined}
      next={
        <Button variant="primary" rightIcon={<IconArrowRight size={16} aria-hidden />} disabled={editable && columns.missing.length > 0} loading={columns.busy === 'check'} onClick={next}>
          {checked || !editable ? t('columns.seeCheck') : t('columns.check')}
        </Button>
      }
    >
      <LayoutPanel item={item} columns={columns} editable={editable} />
      <Remarks columns={columns} />
      <div className={controls.chips} role="group" aria-label={t('columns.show')}>
        {SHOWN.map((group) => {
          const count = item.columns.filter((column) => inGroup(column, group)).length;
          if (count === 0 && group !== 'all') return null;
          return (
            <button key={group} type="button" className={controls.chip} aria-pressed={shown === group} onClick={() => setShown(group)}>
              {t(`columns.group.${group}`)}
              <CountBadge value={formatNumber(count)} />
            </button>
          );
        })}
      </div>
      <ul className={cx(classes.columns)} aria-label={t('columns.title')}>
        {visible.map((column) => (
          <ColumnRow
            key={column.index}
            column={column}
            choice={columns.draft.columns[column.index] ?? { field: null, format: null }}
            fields={item.fields}
            share={filledShare(item, column)}
            error={columns.errors[column.index]}
            editable={editable}
            unsure={groups.get(column.index) === 'check'}
            onField={(field) => columns.setField(column, field)}
            onFormat={(format) => columns.setFormat(column, format)}
          />
        ))}
      </ul>
      {visible.length === 0 && <p className="t2">{t('columns.none')}</p>}
    </Wizard>
  );
}

function Unsaved({ columns }: { columns: Columns }) {
  const { t } = useTranslation('asset-import');
  return (
    <>
      {t('columns.unsaved')}{' '}
      <Button variant="link" size="sm" onClick={columns.reset}>
        {t('columns.reset')}
      </Button>
    </>
  );
}

/** What is missing, what went wrong, and which column gave its field away. */
function Remarks({ columns }: { columns: Columns }) {
  const { t } = useTranslation('asset-import');
  const labelOf = useFieldLabel();
  const { title, text } = useProblemText(columns.problem);
  const { displaced, missing, problem } = columns;
  return (
    <>
      {problem && (
        <Notice tone="danger" title={title}>
          {[text, ...problem.errors.filter(({ pointer }) => !/^\/columns\/\d/.test(pointer)).map(({ message }) => message)].filter(Boolean).join(' ')}
        </Notice>
      )}
      {missing.length > 0 && (
        <Notice tone="danger" title={t('columns.missing', { fields: missing.map(labelOf).join(', ') })}>
          {t('columns.missingText')}
        </Notice>
      )}
      <div role="status">
        {displaced && (
          <Notice tone="info">
            {t('columns.displaced', { field: labelOf(displaced.field), column: displaced.column.header ?? displaced.column.letter })}
          </Notice>
        )}
      </div>
    </>
  );
}
