import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { LoanOut } from '@/api/generated/model';
import { loansApi } from '@/api/loans';
import type { Id } from '@/api/types';
import { documentHref } from '@/entities/document';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog } from '@/shared/dialog';
import { TextAreaField } from '@/shared/form';
import { toast } from '@/shared/toast/toast';
import { Checkbox, Plate } from '@/shared/ui';
import { All, Typed } from './choosing';
import classes from './loans.module.css';
import { useMovedOn } from './queries';

/** What the borrower has lost, and how: it is missing from now on, and a draft of its disposal is opened. */
export function LoseDialog({ item, onClose }: DetailActionProps<LoanOut>) {
  const { t } = useTranslation('loans');
  const movedOn = useMovedOn();
  const navigate = useNavigate();
  const [loan, setLoan] = useState(item);
  const [lost, setLost] = useState<ReadonlySet<Id>>(new Set());
  const [description, setDescription] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const lines = loan.lines.filter((line) => line.status === 'active');
  const chosen = lines.filter((line) => lost.has(line.asset_id)).map((line) => line.asset_id);
  const told = description?.trim() || null;
  const choose = (ids: Id[], on: boolean) => setLost((before) => new Set([...[...before].filter((id) => !ids.includes(id)), ...(on ? ids : [])]));
  const submit = async (keyFor: (body: unknown) => string) => {
    setTried(true);
    if (chosen.length === 0 || told === null) return;
    const body = { asset_ids: chosen, description: told };
    const after = await loansApi.lose(loan.id, body, loan.version, { idempotencyKey: keyFor([body, loan.version]) });
    movedOn(after);
    toast({ tone: 'success', title: t('done.lose', { number: loan.number }) });
    onClose();
    const opened = after.disposals.filter((one) => !loan.disposals.some((before) => before.id === one.id)).at(-1);
    if (opened) void navigate(documentHref('disposal', opened.id)!);
  };
  return (
    <ActDialog title={t('act.loseTitle', { number: loan.number })} submitLabel={t('act.loseSubmit')} danger size={640} onClose={onClose} onSubmit={submit} onStale={(current) => setLoan(current as LoanOut)}>
      {(errors) => (
        <>
          <p className="t2">{t('act.loseText')}</p>
          <Typed lines={lines} onFound={(line) => choose([line.asset_id], true)} />
          <All lines={lines} chosen={chosen.length} onTell={(all) => choose(lines.map((line) => line.asset_id), all)} />
          <ul className={classes.hand}>
            {lines.map((line) => (
              <li key={line.asset_id} data-chosen={lost.has(line.asset_id) || undefined}>
                <Checkbox label={t('hand.choose', { tag: line.tag })} checked={lost.has(line.asset_id)} onChange={(on) => choose([line.asset_id], on)} />
                <Plate code={line.tag} />
                <span className={classes.name}>{line.name}</span>
              </li>
            ))}
          </ul>
          {tried && chosen.length === 0 && (
            <p className={classes.wrong} role="alert">
              {t('hand.nothing')}
            </p>
          )}
          <TextAreaField label={t('lose.description')} required maxLength={400} value={description} onChange={setDescription} error={errors.description ?? (tried && told === null ? t('lose.descriptionMissing') : null)} />
        </>
      )}
    </ActDialog>
  );
}
