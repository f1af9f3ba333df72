import { IconArrowRight, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { importsApi } from '@/api/imports';
import { ActDialog } from '@/shared/dialog';
import { formatDateTime, formatNumber } from '@/shared/lib/format';
import { toast } from '@/shared/toast/toast';
import { Button, Card, KeyValue, LinkButton } from '@/shared/ui';
import { Wizard } from '@/shared/wizard';
import classes from './step.module.css';
import type { StepProps } from './ImportWizard';
import { importKeys } from './queries';
import { isEditable, stepsOf } from './steps';
import { StateBadge } from './StateBadge';

/** The file of this import. Another file is another import; one that was not applied can be forgotten. */
export function FileStep({ item, frame }: StepProps) {
  const { t } = useTranslation('asset-import');
  const [forgetting, setForgetting] = useState(false);
  const removable = isEditable(item.state) || item.state === 'cancelled';
  return (
    <Wizard
      {...frame}
      back={
        removable ? (
          <Button icon={<IconTrash size={16} aria-hidden />} onClick={() => setForgetting(true)}>
            {t('forget.action')}
          </Button>
        ) : undefined
      }
      next={
        <Button variant="primary" rightIcon={<IconArrowRight size={16} aria-hidden />} onClick={() => frame.onStep(stepsOf(item).stands)}>
          {t('file.next')}
        </Button>
      }
    >
      <div className={classes.narrow}>
        <Card title={item.filename}>
          <KeyValue
            items={[
              { label: t('file.state'), value: <StateBadge state={item.state} /> },
              { label: t('file.sent'), value: item.created_by ? t('earlier.by', { name: item.created_by, when: formatDateTime(item.created_at) }) : formatDateTime(item.created_at) },
              { label: t('file.sheets'), value: item.sheets.map((sheet) => t('file.sheet', { name: sheet.name.trim(), rows: formatNumber(sheet.rows), columns: formatNumber(sheet.columns) })).join('; ') },
            ]}
          />
        </Card>
        <LinkButton to="/ativos/importacoes">{t('file.another')}</LinkButton>
      </div>
      {forgetting && <Forget item={item} onClose={() => setForgetting(false)} />}
    </Wizard>
  );
}

function Forget({ item, onClose }: Pick<StepProps, 'item'> & { onClose: () => void }) {
  const { t } = useTranslation('asset-import');
  const navigate = useNavigate();
  const client = useQueryClient();
  const forget = async () => {
    await importsApi.remove(item.id);
    client.removeQueries({ queryKey: importKeys.detail(item.id) });
    void client.invalidateQueries({ queryKey: ['imports', 'list'] });
    toast({ tone: 'success', title: t('forget.done') });
    void navigate('/ativos/importacoes');
  };
  return (
    <ActDialog title={t('forget.title')} submitLabel={t('forget.action')} danger onClose={onClose} onSubmit={forget}>
      <p>{t('forget.text', { name: item.filename })}</p>
    </ActDialog>
  );
}
