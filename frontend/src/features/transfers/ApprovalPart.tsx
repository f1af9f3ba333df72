import { useTranslation } from 'react-i18next';
import type { ApprovalRow } from '@/api/transfers';
import { DateText } from '@/shared/ui';
import { ApprovalBadge } from './badges';
import { useApproval } from './queries';
import classes from './transfers.module.css';

/** Who is asked and what was decided. */
export function ApprovalPart({ id }: { id: number }) {
  const { t } = useTranslation('transfers');
  const { data } = useApproval(id);
  if (!data) return null;
  return (
    <section className={classes.part}>
      <h3>{t('approval.one')}</h3>
      <div className={classes.approval}>
        <ApprovalBadge state={data.state} />
        {data.levels.map((level) => (
          <Level key={level.position} approval={data} level={level} />
        ))}
      </div>
    </section>
  );
}

function Level({ approval, level }: { approval: ApprovalRow; level: ApprovalRow['levels'][number] }) {
  const { t } = useTranslation('transfers');
  const decided = approval.decisions.find((decision) => decision.position === level.position);
  const place = level.location?.name ?? t('approval.elsewhere');
  if (!decided) return <p className="t2">{t('approval.asked', { place })}</p>;
  return (
    <p>
      {t(`approval.decided.${decided.decision}`, { name: decided.by.name })} <DateText value={decided.at} time />
      {decided.note && <span className="t2"> · {decided.note}</span>}
    </p>
  );
}
