import { IconCalendarEvent, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useIsPhone } from '@/shared/hooks';
import { usePermission } from '@/shared/store/store';
import { Button, IconButton, LinkButton } from '@/shared/ui';
import { today } from './days';
import { ReserveDialog } from './reserve/ReserveDialog';
import { LoanRulesButton } from './RulesDialog';

/** Beside the list of loans: their calendar, reserving for oneself, the rules. */
export function LoanActions() {
  const { t } = useTranslation('loans');
  const phone = useIsPhone();
  const navigate = useNavigate();
  const serves = usePermission('loans.self_service');
  const [open, setOpen] = useState(false);
  const calendar = <IconCalendarEvent size={16} aria-hidden />;
  const own = <IconUserPlus size={16} aria-hidden />;
  return (
    <>
      {phone ? (
        <IconButton label={t('calendar.title')} onClick={() => void navigate('/emprestimos/calendario')}>
          {calendar}
        </IconButton>
      ) : (
        <LinkButton to="/emprestimos/calendario" icon={calendar}>
          {t('calendar.button')}
        </LinkButton>
      )}
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
