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
import classes from './asset-move.module.css';

/** Bring an archived asset back. */
export default function UnarchiveDialog({ item, onClose }: DetailActionProps<AssetOut>) {
  const { t } = useTranslation('asset-move');
  const client = useQueryClient();
  const [asset, setAsset] = useState(item);

  const submit = async () => {
    const back = await assetsApi.unarchive(asset.id, asset.version);
    client.setQueryData(assetKeys.detail(back.id), back);
    for (const key of ['assets', 'locations', 'categories']) void client.invalidateQueries({ queryKey: [key] });
    toast({ tone: 'success', title: t('unarchive.done', { tag: back.tag }) });
    onClose();
  };
  return (
    <ActDialog title={t('unarchive.title')} submitLabel={t('unarchive.submit')} onClose={onClose} onSubmit={submit} onStale={(current) => setAsset(current as AssetOut)}>
      <p className={classes.subject}>
        <Plate code={asset.tag} /> <b className="ell">{asset.name}</b>
      </p>
      <p className="t2">{t('unarchive.text')}</p>
    </ActDialog>
  );
}
