import { useTranslation } from 'react-i18next';
import type { ApprovalRow } from '@/api/transfers';
import { DateText } from '@/shared/ui';
import classes from './approval.module.css';
import { ApprovalBadge } from './badge';
import { useApproval } from './queries';

/** Who is asked and what was decided. */
export function ApprovalPart({ id }: { id: number }) {
  const { t } = useTranslation('approval');
  const { data } = useApproval(id);
  if (!data) return null;
  return (
    <section className={classes.part}>
      <h3>{t('one')}</h3>
      <div className={classes.approval}>
        <ApprovalBadge state={data.state} />
        {data.rule && <p className="t2">{t('rule', { name: data.rule })}</p>}
        {data.levels.map((level) => (
          <Level key={level.position} approval={data} level={level} />
        ))}
      </div>
    </section>
  );
}

function Level({ approval, level }: { approval: ApprovalRow; level: ApprovalRow['levels'][number] }) {
  const { t } = useTranslation('approval');
  const decided = approval.decisions.find((decision) => decision.position === level.position);
  const place = level.location?.name ?? t('elsewhere');
  if (!decided) {
    const named = level.approvers.length > 0 && !level.escalated_at;
    return (
      <p className="t2">
        {named ? t('named', { names: level.approvers.map((one) => one.name).join(', ') }) : t('asked', { place })}{' '}
        {level.escalated_at ? (
          t('escalated')
        ) : (
          level.due_at && (
            <>
              {t('due')} <DateText value={level.due_at} time />
            </>
          )
        )}
      </p>
    );
  }
  return (
    <p>
      {t(`decided.${decided.decision}`, { name: decided.by.name })} <DateText value={decided.at} time />
      {decided.on_behalf_of && <span className="t2"> {t('onBehalf', { name: decided.on_behalf_of.name })}</span>}
      {decided.note && <span className="t2"> · {decided.note}</span>}
    </p>
  );
}
