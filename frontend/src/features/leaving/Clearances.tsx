import { IconBan, IconCertificate, IconCheck, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClearanceOut, LeavingOut } from '@/api/generated/model';
import { leavingApi } from '@/api/leaving';
import { ActDialog } from '@/shared/dialog';
import { DateField, TextAreaField } from '@/shared/form';
import { formatDate, formatNumber } from '@/shared/lib/format';
import { toast } from '@/shared/toast/toast';
import { Badge, Button, Card, DateText, Notice } from '@/shared/ui';
import classes from './leaving.module.css';
import { useMovedOn } from './queries';

/** Whether a clearance can be issued, and those that were. */
export function Clearances({ leaving }: { leaving: LeavingOut }) {
  const { t } = useTranslation('leaving');
  const [open, setOpen] = useState<'issue' | 'withdraw' | null>(null);
  const issues = leaving.allowed_actions.includes('issue');
  const withdraws = leaving.allowed_actions.includes('withdraw');
  if (!issues && leaving.clearances.length === 0) return null;
  const inForce = leaving.clearances.find((one) => one.state === 'valid');
  return (
    <Card title={t('clearance.title')}>
      <div className={classes.clearances}>
        {issues && <p className="t2">{leaving.left > 0 ? t('clearance.left', { count: leaving.left, formatted: formatNumber(leaving.left) }) : t('clearance.ready')}</p>}
        {issues && (
          <Button variant={leaving.left === 0 ? 'primary' : 'default'} icon={<IconCertificate size={16} />} onClick={() => setOpen('issue')}>
            {t('clearance.issue')}
          </Button>
        )}
        {leaving.clearances.map((one) => (
          <Issued key={one.id} person={leaving.person.id} clearance={one} onWithdraw={withdraws && one.state === 'valid' ? () => setOpen('withdraw') : undefined} />
        ))}
      </div>
      {open === 'issue' && <IssueDialog leaving={leaving} onClose={() => setOpen(null)} />}
      {open === 'withdraw' && inForce && <WithdrawDialog leaving={leaving} clearance={inForce} onClose={() => setOpen(null)} />}
    </Card>
  );
}

function Issued({ person, clearance, onWithdraw }: { person: number; clearance: ClearanceOut; onWithdraw?: () => void }) {
  const { t } = useTranslation('leaving');
  const valid = clearance.state === 'valid';
  return (
    <section className={classes.issued}>
      <p>
        <b className="mono">{clearance.number}</b> <Badge tone={valid ? 'success' : 'neutral'} icon={valid ? <IconCheck size={13} stroke={2} /> : <IconBan size={13} stroke={2} />}>{t(`clearance.state.${clearance.state}`)}</Badge>
      </p>
      <p className="t2">
        {t('clearance.leftOn', { date: formatDate(clearance.left_on) })} · {t('clearance.issuedOn')} <DateText value={clearance.created_at} time /> {clearance.issued_by && t('clearance.issuedBy', { name: clearance.issued_by.name })}
      </p>
      {clearance.withdrawal_reason && <p className="t2">{t('clearance.withdrawnFor', { reason: clearance.withdrawal_reason })}</p>}
      <div className={classes.buttons}>
        <Button icon={<IconDownload size={16} />} onClick={() => void leavingApi.save(person, clearance)}>
          {t('clearance.pdf')}
        </Button>
        {onWithdraw && (
          <Button icon={<IconBan size={16} />} onClick={onWithdraw}>
            {t('clearance.withdraw')}
          </Button>
        )}
      </div>
    </section>
  );
}

const here = () => new Date().toLocaleDateString('sv-SE');

function IssueDialog({ leaving, onClose }: { leaving: LeavingOut; onClose: () => void }) {
  const { t } = useTranslation('leaving');
  const movedOn = useMovedOn(leaving.person.id);
  const [day, setDay] = useState<string | null>(here);
  const submit = async (keyFor: (body: unknown) => string) => {
    if (day === null) return;
    const body = { left_on: day };
    const answer = await leavingApi.issue(leaving.person.id, body, { idempotencyKey: keyFor([body, leaving.left]) });
    movedOn(answer);
    toast({ tone: 'success', title: t('clearance.issued', { number: answer.clearances[0]!.number }) });
    onClose();
  };
  return (
    <ActDialog title={t('clearance.issueTitle', { name: leaving.person.name })} submitLabel={t('clearance.issue')} onClose={onClose} onSubmit={submit}>
      {(errors) => (
        <>
          {leaving.left > 0 && <Notice tone="warning">{t('clearance.left', { count: leaving.left, formatted: formatNumber(leaving.left) })}</Notice>}
          <p className="t2">{t('clearance.issueText')}</p>
          <DateField label={t('clearance.day')} required value={day} onChange={setDay} error={errors.left_on ?? (day === null ? t('clearance.dayMissing') : null)} />
        </>
      )}
    </ActDialog>
  );
}

function WithdrawDialog({ leaving, clearance, onClose }: { leaving: LeavingOut; clearance: ClearanceOut; onClose: () => void }) {
  const { t } = useTranslation('leaving');
  const movedOn = useMovedOn(leaving.person.id);
  const [reason, setReason] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const submit = async (keyFor: (body: unknown) => string) => {
    const told = reason?.trim();
    if (!told) return setMissing(true);
    movedOn(await leavingApi.withdraw(leaving.person.id, clearance.id, told, clearance.version, { idempotencyKey: keyFor([told, clearance.version]) }));
    toast({ tone: 'success', title: t('clearance.withdrawn', { number: clearance.number }) });
    onClose();
  };
  return (
    <ActDialog title={t('clearance.withdrawTitle', { number: clearance.number })} submitLabel={t('clearance.withdraw')} danger onClose={onClose} onSubmit={submit}>
      {(errors) => (
        <>
          <p className="t2">{t('clearance.withdrawText')}</p>
          <TextAreaField label={t('hand.reason')} required maxLength={500} value={reason} error={errors.reason ?? (missing ? t('hand.reasonMissing') : null)} onChange={(next) => (setReason(next), setMissing(false))} />
        </>
      )}
    </ActDialog>
  );
}
