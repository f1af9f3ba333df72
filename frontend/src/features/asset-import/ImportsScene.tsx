import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ImportOut } from '@/api/imports';
import { usePageTitle } from '@/shared/hooks';
import { Wizard } from '@/shared/wizard';
import { FileDrop } from './FileDrop';
import { ImportList } from './ImportList';
import { importKeys } from './queries';
import { STEPS } from './steps';
import { useUpload } from './useUpload';

/** The first step of a new import, with the earlier ones below it. */
export function ImportsScene() {
  const { t } = useTranslation('asset-import');
  const navigate = useNavigate();
  const client = useQueryClient();
  usePageTitle(t('title'));
  const onDone = useCallback(
    (item: ImportOut) => {
      client.setQueryData(importKeys.detail(item.id), item);
      void client.invalidateQueries({ queryKey: ['imports', 'list'] });
      void navigate(`/ativos/importacoes/${item.id}`);
    },
    [client, navigate],
  );
  const upload = useUpload(onDone);
  return (
    <Wizard
      crumbs={[{ label: t('assets'), to: '/ativos' }, { label: t('crumb') }]}
      title={t('title')}
      steps={STEPS.map((id) => ({ id, label: t(`step.${id}`), done: false }))}
      current="arquivo"
      reachable={[]}
      onStep={() => undefined}
    >
      <FileDrop state={upload.state} onFiles={upload.send} onCancel={upload.cancel} />
      <ImportList />
    </Wizard>
  );
}
