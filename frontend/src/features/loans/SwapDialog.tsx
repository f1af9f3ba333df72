import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LoanOut } from '@/api/generated/model';
import { reservationsApi } from '@/api/reservations';
import { AssetPicker } from '@/entities/asset';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog } from '@/shared/dialog';
import { toast } from '@/shared/toast/toast';
import { useMovedOn } from './queries';

/** Another asset of the same category instead of a reserved one: a chosen one, or any that is free. */
export function SwapDialog({ item, onClose }: DetailActionProps<LoanOut>) {
  const { t } = useTranslation('loans');
  const movedOn = useMovedOn();
  const [loan, setLoan] = useState(item);
  const lines = loan.lines.filter((line) => line.status === 'reserved');
  const [leaving, setLeaving] = useState<string | null>(lines[0] ? String(lines[0].asset_id) : null);
  const [coming, setComing] = useState<number | null>(null);
  const submit = async (keyFor: (body: unknown) => string) => {
    if (leaving === null) return;
    const body = { asset_id: Number(leaving), replacement_id: coming };
    movedOn(await reservationsApi.swap(loan.id, body, loan.version, { idempotencyKey: keyFor([body, loan.version]) }));
    toast({ tone: 'success', title: t('reservation.swapped', { number: loan.number }) });
    onClose();
  };
  return (
    <ActDialog title={t('reservation.swapTitle', { number: loan.number })} submitLabel={t('reservation.swap')} onClose={onClose} onSubmit={submit} onStale={(current) => setLoan(current as LoanOut)}>
      {(errors) => (
        <>
          <p className="t2">{t('reservation.swapText')}</p>
          <Select label={t('reservation.leaving')} allowDeselect={false} value={leaving} onChange={setLeaving} error={errors.asset_id} data={lines.map((line) => ({ value: String(line.asset_id), label: `${line.tag} ${line.name}` }))} />
          <AssetPicker label={t('reservation.coming')} description={t('reservation.comingHint')} value={coming} onChange={setComing} error={errors.replacement_id} />
        </>
      )}
    </ActDialog>
  );
}
