import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportOut } from '@/api/imports';
import { EntityTimeline } from '@/entities/trail';
import { ActDialog } from '@/shared/dialog';
import { usePermissionEverywhere } from '@/shared/store/store';
import { Button } from '@/shared/ui';

/** Who did what with this import. An import has no place: its trail is for who reads that of the whole organisation. */
export function History({ item }: { item: ImportOut }) {
  const { t } = useTranslation('asset-import');
  const sees = usePermissionEverywhere('history.read');
  const [open, setOpen] = useState(false);
  if (!sees) return null;
  return (
    <>
      <Button variant="quiet" icon={<IconHistory size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {t('history')}
      </Button>
      {open && (
        <ActDialog title={t('historyOf', { name: item.filename })} size={640} onClose={() => setOpen(false)}>
          <EntityTimeline entity="asset_import" id={item.id} />
        </ActDialog>
      )}
    </>
  );
}
