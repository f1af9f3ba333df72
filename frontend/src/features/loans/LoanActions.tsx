import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsPhone } from '@/shared/hooks';
import { usePermission } from '@/shared/store/store';
import { Button, IconButton } from '@/shared/ui';
import { today } from './days';
import { ReserveDialog } from './reserve/ReserveDialog';
import { LoanRulesButton } from './RulesDialog';

/** Beside the list of loans: reserving for oneself, the rules. */
export function LoanActions() {
  const { t } = useTranslation('loans');
  const phone = useIsPhone();
  const serves = usePermission('loans.self_service');
  const [open, setOpen] = useState(false);
  const own = <IconUserPlus size={16} aria-hidden />;
  return (
    <>
      {serves &&
        (phone ? (
          <IconButton label={t('reservation.forMe')} onClick={() => setOpen(true)}>
            {own}
          </IconButton>
        ) : (
          <Button icon={own} onClick={() => setOpen(true)}>
            {t('reservation.forMe')}
          </Button>
        ))}
      <LoanRulesButton />
      {open && <ReserveDialog start={{ own: true, start: today() }} onClose={() => setOpen(false)} />}
    </>
  );
}
