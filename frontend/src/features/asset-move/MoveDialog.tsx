import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assetsApi } from '@/api/assets';
import type { AssetOut } from '@/api/types';
import { assetKeys } from '@/entities/asset';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog } from '@/shared/dialog';
import { toast } from '@/shared/toast/toast';
import { Plate } from '@/shared/ui';
import { missingIn, moveRequest, type Missing, type MoveChoices } from './choice';
import { MoveFields } from './MoveFields';
import classes from './asset-move.module.css';

/** Move one asset: to a place, to a responsible person, or both. */
export default function MoveDialog({ item, onClose }: DetailActionProps<AssetOut>) {
  const { t } = useTranslation('asset-move');
  const client = useQueryClient();
  const [asset, setAsset] = useState(item);
  const [value, setValue] = useState<MoveChoices>({ location: { mode: 'set', id: null }, responsible: { mode: 'keep' }, reason: null });
  const [missing, setMissing] = useState<Missing>({});

  const submit = async (keyFor: (body: unknown) => string) => {
    const found = missingIn(value);
    setMissing(found);
    if (Object.keys(found).length > 0) return;
    const body = moveRequest(value);
    const moved = await assetsApi.move(asset.id, body, asset.version, { idempotencyKey: keyFor([body, asset.version]) });
    client.setQueryData(assetKeys.detail(moved.id), moved);
    for (const key of ['assets', 'locations']) void client.invalidateQueries({ queryKey: [key] });
    toast({ tone: 'success', title: t('done', { tag: moved.tag }), text: [moved.location?.name, moved.responsible?.name].filter(Boolean).join(' · ') || undefined });
    onClose();
  };
  return (
    <ActDialog title={t('title')} submitLabel={t('submit')} size={560} onClose={onClose} onSubmit={submit} onStale={(current) => setAsset(current as AssetOut)}>
      {(errors) => (
        <>
          <p className={classes.subject}>
            <Plate code={asset.tag} /> <b className="ell">{asset.name}</b>
          </p>
          <MoveFields value={value} onChange={(next) => (setValue(next), setMissing({}))} current={{ location: asset.location?.full_name ?? null, responsible: asset.responsible?.name ?? null }} errors={errors} missing={missing} />
        </>
      )}
    </ActDialog>
  );
}
