import { IconArrowLeft, IconArrowRight, IconRefresh } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { importsApi, type ImportOut, type ImportSummary } from '@/api/imports';
import { toProblem, type ApiProblem } from '@/api/problem';
import { JobProgress, useJob } from '@/shared/jobs';
import { formatNumber } from '@/shared/lib/format';
import { Button, Checkbox, ErrorState, Notice, useProblemText } from '@/shared/ui';
import { Wizard } from '@/shared/wizard';
import { Figures } from './Figures';
import { FormatAside } from './FormatAside';
import classes from './step.module.css';
import type { StepProps } from './ImportWizard';
import { IssueTable } from './IssueTable';
import { importKeys } from './queries';
import { failedWhileApplying } from './steps';

/** What would enter, what would not, and why. Nothing is in the inventory yet. */
export function CheckStep({ item, frame }: StepProps) {
  const { t } = useTranslation('asset-import');
  const back = (
    <Button icon={<IconArrowLeft size={16} aria-hidden />} onClick={() => frame.onStep('colunas')}>
      {t('step.colunas')}
    </Button>
  );
  if (item.state === 'checking') {
    return (
      <Wizard {...frame} note={t('check.nothingYet')}>
        <Checking item={item} />
      </Wizard>
    );
  }
  if (item.state === 'failed') {
    return (
      <Wizard {...frame} back={back} note={t('check.nothingYet')}>
        <Failed item={item} onStep={frame.onStep} />
      </Wizard>
    );
  }
  if (!item.summary) {
    return (
      <Wizard {...frame} back={back} note={t('check.nothingYet')}>
        <Notice tone="info">{t('check.notYet')}</Notice>
      </Wizard>
    );
  }
  return <Checked item={item} summary={item.summary} frame={frame} back={back} />;
}

function Checking({ item }: { item: ImportOut }) {
  const { t } = useTranslation('asset-import');
  const job = useJob(item.job?.id).data ?? item.job;
  return (
    <div className={classes.center}>
      <JobProgress job={job} title={t('check.running')} counted={(numbers) => t('check.rows', numbers)} leave={t('check.leave')} />
    </div>
  );
}

function Failed({ item, onStep }: { item: ImportOut; onStep: StepProps['frame']['onStep'] }) {
  const { t } = useTranslation('asset-import');
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const again = async () => {
    setBusy(true);
    try {
      client.setQueryData(importKeys.detail(item.id), await importsApi.check(item.id));
    } catch (error) {
      setProblem(await toProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const { title, detail } = item.problem ?? {};
  return (
    <div className={classes.center}>
      <Notice tone="danger" title={title ?? t('check.failed')}>
        {[detail, t(failedWhileApplying(item) ? 'apply.failedKept' : 'check.failedKept')].filter(Boolean).join(' ')}
      </Notice>
      {problem && <ErrorState error={problem} />}
      <div className={classes.actions}>
        <Button variant="primary" icon={<IconRefresh size={16} aria-hidden />} loading={busy} onClick={() => void again()}>
          {t('check.again')}
        </Button>
        <Button onClick={() => onStep('colunas')}>{t('check.changeColumns')}</Button>
      </div>
    </div>
  );
}

function Checked({ item, summary, frame, back }: StepProps & { summary: ImportSummary; back: ReactNode }) {
  const { t } = useTranslation('asset-import');
  const client = useQueryClient();
  const [onlyValid, setOnlyValid] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const failure = useProblemText(problem);
  const open = item.state === 'checked';
  const { valid_rows, invalid_rows, new_rows } = summary;
  const unsaid = valid_rows > 0 && invalid_rows > 0 && !onlyValid;
  const apply = async () => {
    setBusy(true);
    setProblem(null);
    try {
      client.setQueryData(importKeys.detail(item.id), await importsApi.apply(item.id, onlyValid));
      frame.onStep('importacao');
    } catch (error) {
      setProblem(await toProblem(error));
      void client.invalidateQueries({ queryKey: importKeys.detail(item.id) });
    } finally {
      setBusy(false);
    }
  };
  const next = open ? (
    <Button
      variant="primary"
      rightIcon={<IconArrowRight size={16} aria-hidden />}
      loading={busy}
      disabled={valid_rows === 0 || unsaid}
      onClick={() => void apply()}
    >
      {new_rows > 0 ? t('apply.action', { count: new_rows, formatted: formatNumber(new_rows) }) : t('apply.nothing')}
    </Button>
  ) : (
    <Button variant="primary" rightIcon={<IconArrowRight size={16} aria-hidden />} onClick={() => frame.onStep('importacao')}>
      {t('step.importacao')}
    </Button>
  );
  return (
    <Wizard {...frame} back={back} note={open ? t(unsaid ? 'apply.blocked' : 'check.nothingYet') : undefined} next={next} aside={<FormatAside item={item} onChange={open ? () => frame.onStep('colunas') : undefined} />}>
      {problem && (
        <Notice tone="danger" title={failure.title}>
          {failure.text}
        </Notice>
      )}
      <Figures summary={summary} />
      <Verdict summary={summary} />
      {open && invalid_rows > 0 && valid_rows > 0 && (
        <label className={classes.consent}>
          <Checkbox label={t('apply.onlyValid', { count: invalid_rows, formatted: formatNumber(invalid_rows) })} checked={onlyValid} onChange={setOnlyValid} />
          <span aria-hidden>{t('apply.onlyValid', { count: invalid_rows, formatted: formatNumber(invalid_rows) })}</span>
        </label>
      )}
      <IssueTable item={item} summary={summary} />
    </Wizard>
  );
}

/** The sentence that says what importing would do. */
function Verdict({ summary }: { summary: ImportSummary }) {
  const { t } = useTranslation('asset-import');
  const { valid_rows, new_rows, existing_rows } = summary;
  if (valid_rows === 0) return <Notice tone="danger" title={t('check.noneValid')}>{t('check.noneValidText')}</Notice>;
  if (new_rows === 0) return <Notice tone="info" title={t('check.allKnown', { count: existing_rows, formatted: formatNumber(existing_rows) })}>{t('check.allKnownText')}</Notice>;
  if (existing_rows > 0) return <Notice tone="info">{t('check.someKnown', { count: existing_rows, formatted: formatNumber(existing_rows) })}</Notice>;
  return <Notice tone="info">{t('check.repeatSafe')}</Notice>;
}
