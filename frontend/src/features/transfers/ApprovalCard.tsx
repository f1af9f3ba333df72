import { IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApprovalRow, DecisionIn } from '@/api/transfers';
import { Button, Card, DateText } from '@/shared/ui';
import { ApprovalBadge } from './badges';
import { DecisionDialog } from './DecisionDialog';
import { useApproval } from './queries';
import classes from './transfers.module.css';

/** Who is asked, what was decided, and the two buttons of whoever is asked now. */
export function ApprovalCard({ id }: { id: number }) {
  const { t } = useTranslation('transfers');
  const { data } = useApproval(id);
  const [deciding, setDeciding] = useState<DecisionIn['decision'] | null>(null);
  if (!data) return null;
  return (
    <Card title={t('approval.one')}>
      <div className={classes.approval}>
        <ApprovalBadge state={data.state} />
        {data.levels.map((level) => (
          <Level key={level.position} approval={data} level={level} />
        ))}
        {data.allowed_actions.includes('decide') && (
          <div className={classes.buttons}>
            <Button variant="primary" icon={<IconCheck size={16} />} onClick={() => setDeciding('approve')}>
              {t('approval.approve')}
            </Button>
            <Button icon={<IconX size={16} />} onClick={() => setDeciding('reject')}>
              {t('approval.reject')}
            </Button>
          </div>
        )}
      </div>
      {deciding && <DecisionDialog approval={data} decision={deciding} onClose={() => setDeciding(null)} />}
    </Card>
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
