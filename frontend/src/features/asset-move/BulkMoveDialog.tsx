import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assetsApi } from '@/api/assets';
import type { MoveResult } from '@/api/types';
import { ActDialog } from '@/shared/dialog';
import { formatNumber } from '@/shared/lib/format';
import type { BulkDialogProps } from '@/shared/list';
import { missingIn, moveRequest, type Missing, type MoveChoices } from './choice';
import { MoveFields } from './MoveFields';
import { MoveResultDialog } from './MoveResultDialog';

interface BulkMoveDialogProps extends BulkDialogProps {
  /** What is asked first: where to, or whose. */
  first?: 'location' | 'responsible';
}

/** Move what is selected, also "all that match"; then say what became of each. */
export default function BulkMoveDialog({ selection, count, first = 'location', onClose, onDone }: BulkMoveDialogProps) {
  const { t } = useTranslation('asset-move');
  const client = useQueryClient();
  const [value, setValue] = useState<MoveChoices>({
    location: first === 'location' ? { mode: 'set', id: null } : { mode: 'keep' },
    responsible: first === 'responsible' ? { mode: 'set', id: null } : { mode: 'keep' },
    reason: null,
  });
  const [missing, setMissing] = useState<Missing>({});
  const [result, setResult] = useState<MoveResult | null>(null);

  const submit = async (keyFor: (body: unknown) => string) => {
    const found = missingIn(value);
    setMissing(found);
    if (Object.keys(found).length > 0) return;
    const body = { selection, ...moveRequest(value) };
    setResult(await assetsApi.moveMany(body, { idempotencyKey: keyFor(body) }));
    for (const key of ['assets', 'locations']) void client.invalidateQueries({ queryKey: [key] });
  };
  if (result) return <MoveResultDialog result={result} onClose={onDone} />;
  return (
    <ActDialog title={t('bulkTitle', { count, formatted: formatNumber(count) })} submitLabel={t('bulkSubmit', { count, formatted: formatNumber(count) })} size={560} onClose={onClose} onSubmit={submit}>
      {(errors) => <MoveFields value={value} onChange={(next) => (setValue(next), setMissing({}))} errors={errors} missing={missing} />}
    </ActDialog>
  );
}
