import { useTranslation } from 'react-i18next';
import type { LoanOut } from '@/api/generated/model';
import { ApprovalPart } from '@/entities/approval';
import { DateText } from '@/shared/ui';
import { ExtensionBadge } from './badges';
import classes from './loans.module.css';

/** Every other due date that was wanted, by whom, why, and what came of it; nothing while none was. */
export function Extensions({ loan }: { loan: LoanOut }) {
  const { t } = useTranslation('loans');
  if (loan.extensions.length === 0) return null;
  return (
    <>
      <section className={classes.part}>
        <h3>{t('extension.title')}</h3>
        <ul>
          {loan.extensions.map((one) => (
            <li key={one.id}>
              <ExtensionBadge state={one.state} />
              <span>
                {t('extension.until')} <DateText value={one.due_date} />
              </span>
              <span className={classes.told}>
                {t('extension.asked', { name: one.requester.name })} <DateText value={one.created_at} time />: {one.reason}
              </span>
              {one.decided_by && one.decided_by.id !== one.requester.id && (
                <span className={classes.told}>
                  {t('extension.decided', { name: one.decided_by.name })} <DateText value={one.decided_at} time />
                  {one.note && `: ${one.note}`}
                </span>
              )}
              {!one.decided_by && one.note && <span className={classes.told}>{one.note}</span>}
            </li>
          ))}
        </ul>
      </section>
      {loan.extension_approval_id !== null && <ApprovalPart id={loan.extension_approval_id} />}
    </>
  );
}
