import { IconClock, IconFileOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportOut } from '@/api/imports';
import { ApiProblem } from '@/api/problem';
import type { Id } from '@/api/types';
import { usePageTitle } from '@/shared/hooks';
import { useJob } from '@/shared/jobs';
import { formatNumber } from '@/shared/lib/format';
import { EmptyState, ErrorState, LinkButton, SkeletonRows } from '@/shared/ui';
import { useWizardStep, type WizardStep } from '@/shared/wizard';
import { ApplyStep } from './ApplyStep';
import { CheckStep } from './CheckStep';
import { ColumnsStep } from './ColumnsStep';
import { FileStep } from './FileStep';
import { History } from './History';
import { useImport } from './queries';
import { isBusy, STEPS, stepsOf, type StepId } from './steps';
import { FieldsContext } from './useFieldLabel';

/** What the frame of the wizard needs in every step. */
export interface Frame {
  crumbs: { label: string; to?: string }[];
  title: string;
  meta: ReactNode;
  steps: WizardStep<StepId>[];
  current: StepId;
  reachable: readonly StepId[];
  onStep: (step: StepId) => void;
}

export interface StepProps {
  item: ImportOut;
  frame: Frame;
}

const AFTER_JOB = ['imports', 'assets', 'locations', 'people', 'categories', 'suppliers'];

/** One import, from its columns to the assets made of it. Its number is in the address: a reload comes back here. */
export function ImportWizard({ id }: { id: Id }) {
  const { t } = useTranslation('asset-import');
  const query = useImport(id);
  usePageTitle(query.data?.filename ?? t('title'));
  if (query.isPending) return <SkeletonRows rows={10} />;
  if (!query.data) {
    const missing = query.error instanceof ApiProblem && query.error.status === 404;
    if (!missing) return <ErrorState error={query.error} title={t('failed')} onRetry={() => void query.refetch()} retrying={query.isFetching} />;
    return (
      <EmptyState
        icon={<IconFileOff size={28} stroke={1.5} />}
        title={t('missing.title')}
        text={t('missing.text')}
        actions={
          <LinkButton to="/ativos/importacoes" variant="primary">
            {t('missing.action')}
          </LinkButton>
        }
      />
    );
  }
  return <Steps item={query.data} />;
}

function Steps({ item }: { item: ImportOut }) {
  const { t } = useTranslation('asset-import');
  const { reachable, stands } = stepsOf(item);
  const [current, go] = useWizardStep<StepId>(reachable, stands);
  useJob(isBusy(item.state) ? item.job?.id : null, AFTER_JOB);
  const standsAt = STEPS.indexOf(stands);
  const sheet = item.sheets.find(({ name }) => name === item.sheet);
  const frame: Frame = {
    crumbs: [{ label: t('assets'), to: '/ativos' }, { label: t('crumb'), to: '/ativos/importacoes' }, { label: item.filename }],
    title: item.filename,
    meta: (
      <>
        {sheet && <span>{t('meta', { sheet: sheet.name.trim(), count: sheet.rows, formatted: formatNumber(sheet.rows) })}</span>}
        {item.state !== 'applied' && (
          <LinkButton to="/ativos/importacoes" variant="quiet" icon={<IconClock size={16} aria-hidden />}>
            {t('later')}
          </LinkButton>
        )}
        <History item={item} />
      </>
    ),
    steps: STEPS.map((id, index) => ({ id, label: t(`step.${id}`), done: index < standsAt || (id === 'importacao' && item.state === 'applied') })),
    current,
    reachable,
    onStep: go,
  };
  return (
    <FieldsContext value={item.fields}>
      {current === 'arquivo' && <FileStep item={item} frame={frame} />}
      {current === 'colunas' && <ColumnsStep key={`${item.id}:${item.version}`} item={item} frame={frame} />}
      {current === 'conferencia' && <CheckStep item={item} frame={frame} />}
      {current === 'importacao' && <ApplyStep item={item} frame={frame} />}
    </FieldsContext>
  );
}
