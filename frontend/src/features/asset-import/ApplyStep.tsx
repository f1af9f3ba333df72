import { IconCircleCheck, IconInfoCircle, IconTag } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type AppliedSummary, type ImportOut } from '@/api/imports';
import { JobProgress, useJob } from '@/shared/jobs';
import { formatDateTime, formatMoney, formatNumber } from '@/shared/lib/format';
import { usePermission } from '@/shared/store/store';
import { LinkButton } from '@/shared/ui';
import { Wizard } from '@/shared/wizard';
import { Figure } from './Figures';
import classes from './step.module.css';
import drops from './drop.module.css';
import type { StepProps } from './ImportWizard';

/** The rows enter the inventory, all or none; then what was made of them. */
export function ApplyStep({ item, frame }: StepProps) {
  const { t } = useTranslation('asset-import');
  const applied = item.summary?.applied;
  if (item.state === 'applied' && applied) {
    return (
      <Wizard {...frame}>
        <Done item={item} applied={applied} />
      </Wizard>
    );
  }
  return (
    <Wizard {...frame} note={t('apply.allOrNothing')}>
      <Applying item={item} />
    </Wizard>
  );
}

function Applying({ item }: { item: ImportOut }) {
  const { t } = useTranslation('asset-import');
  const job = useJob(item.job?.id).data ?? item.job;
  return (
    <div className={classes.center}>
      <JobProgress job={job} title={t('apply.running')} counted={(numbers) => t('check.rows', numbers)} leave={t('apply.leave')} />
    </div>
  );
}

function Done({ item, applied }: { item: ImportOut; applied: AppliedSummary }) {
  const { t } = useTranslation('asset-import');
  const labels = usePermission('assets.labels');
  const nothing = applied.created === 0;
  const counted = (count: number) => formatNumber(count);
  const Icon = nothing ? IconInfoCircle : IconCircleCheck;
  return (
    <div className={classes.done}>
      <span className={drops.disc} aria-hidden>
        <Icon size={28} stroke={1.5} />
      </span>
      <h2>{nothing ? t('done.nothing') : t('done.title', { count: applied.created, formatted: counted(applied.created) })}</h2>
      <p className="t2">{nothing ? t('done.nothingText', { count: applied.existing, formatted: counted(applied.existing) }) : t('done.when', { when: formatDateTime(item.applied_at) })}</p>
      {!nothing && (
        <dl className={classes.figures}>
          <Figure label={t('figure.sum')} value={formatMoney(applied.total_purchase_value)} />
          <Figure label={t('done.places')} value={counted(applied.new_locations)} />
          <Figure label={t('done.people')} value={counted(applied.new_people)} />
          {applied.new_categories > 0 && <Figure label={t('done.categories')} value={counted(applied.new_categories)} />}
          {applied.new_suppliers > 0 && <Figure label={t('done.suppliers')} value={counted(applied.new_suppliers)} />}
          {applied.existing > 0 && <Figure label={t('done.existing')} value={counted(applied.existing)} />}
          {applied.invalid > 0 && <Figure label={t('figure.out')} value={counted(applied.invalid)} />}
        </dl>
      )}
      <div className={classes.actions}>
        {nothing ? (
          <LinkButton to="/ativos" variant="primary">
            {t('done.list')}
          </LinkButton>
        ) : (
          <>
            <LinkButton to={`/ativos?import_id=${item.id}`} variant="primary">
              {t('done.see', { count: applied.created, formatted: counted(applied.created) })}
            </LinkButton>
            {labels && (
              <LinkButton to={`/etiquetas?import_id=${item.id}`} icon={<IconTag size={16} aria-hidden />}>
                {t('done.labels')}
              </LinkButton>
            )}
          </>
        )}
        <LinkButton to="/ativos/importacoes" variant="link">
          {t('file.another')}
        </LinkButton>
      </div>
    </div>
  );
}

