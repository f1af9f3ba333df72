import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assetsApi } from '@/api/assets';
import type { AssetOut } from '@/api/types';
import { assetKeys } from '@/entities/asset';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog } from '@/shared/dialog';
import { TextAreaField } from '@/shared/form';
import { toast } from '@/shared/toast/toast';
import { Plate } from '@/shared/ui';
import classes from './asset-move.module.css';

/** Take an asset out of the lists; why is kept in the trail. */
export default function ArchiveDialog({ item, onClose }: DetailActionProps<AssetOut>) {
  const { t } = useTranslation('asset-move');
  const client = useQueryClient();
  const [asset, setAsset] = useState(item);
  const [reason, setReason] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);

  const submit = async () => {
    if (!reason?.trim()) return setMissing(true);
    const archived = await assetsApi.archive(asset.id, reason.trim(), asset.version);
    client.setQueryData(assetKeys.detail(archived.id), archived);
    for (const key of ['assets', 'locations', 'categories']) void client.invalidateQueries({ queryKey: [key] });
    toast({ tone: 'success', title: t('archive.done', { tag: archived.tag }) });
    onClose();
  };
  return (
    <ActDialog title={t('archive.title')} submitLabel={t('archive.submit')} onClose={onClose} onSubmit={submit} onStale={(current) => setAsset(current as AssetOut)}>
      {(errors) => (
        <>
          <p className={classes.subject}>
            <Plate code={asset.tag} /> <b className="ell">{asset.name}</b>
          </p>
          <p className="t2">{t('archive.text')}</p>
          <TextAreaField
            label={t('archive.reason')}
            required
            maxLength={500}
            value={reason}
            error={errors.reason ?? (missing ? t('archive.missing') : null)}
            onChange={(next) => (setReason(next), setMissing(false))}
          />
        </>
      )}
    </ActDialog>
  );
}
