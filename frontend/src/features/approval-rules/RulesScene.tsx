import { useQuery } from '@tanstack/react-query';
import { IconHistory, IconListCheck, IconPencil, IconPlayerPause, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rulesApi } from '@/api/approvals';
import type { RuleOut } from '@/api/generated/model';
import { usePageTitle } from '@/shared/hooks';
import { usePermission } from '@/shared/store/store';
import { Badge, Button, Card, EmptyState, ErrorState, IconButton, PageFrame, SkeletonRows } from '@/shared/ui';
import { DeleteDialog, HistoryDialog, RuleDialog } from './dialogs';
import classes from './rules.module.css';
import { useSentence } from './sentence';

/** Which documents ask for approval, and of whom: each rule as a sentence. */
export function RulesScene() {
  const { t } = useTranslation('approval-rules');
  const [open, setOpen] = useState<'new' | { edit: RuleOut } | { remove: RuleOut } | { told: RuleOut } | null>(null);
  const { data, error, refetch, isFetching, isPending } = useQuery({ queryKey: ['approval-rules'], queryFn: ({ signal }) => rulesApi.list(signal) });
  usePageTitle(t('title'));
  const close = () => setOpen(null);
  const create = (
    <Button variant="primary" icon={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
      {t('new')}
    </Button>
  );
  return (
    <PageFrame
      title={t('title')}
      headClass={classes.head}
      beside={
        <>
          <span className="grow" />
          {data && data.items.length > 0 && create}
        </>
      }
    >
      <p className={classes.about}>{t('about')}</p>
      {isPending ? (
        <SkeletonRows rows={6} />
      ) : !data ? (
        <ErrorState page error={error} title={t('failed')} onRetry={() => void refetch()} retrying={isFetching} />
      ) : data.items.length === 0 ? (
        <EmptyState page icon={<IconListCheck size={28} stroke={1.5} />} title={t('empty.title')} text={t('empty.text')} actions={create} />
      ) : (
        <div className={classes.rules}>
          {data.items.map((rule) => (
            <Rule key={rule.id} rule={rule} onEdit={() => setOpen({ edit: rule })} onRemove={() => setOpen({ remove: rule })} onHistory={() => setOpen({ told: rule })} />
          ))}
        </div>
      )}
      {open === 'new' && <RuleDialog rule={null} onClose={close} />}
      {open !== null && open !== 'new' && 'edit' in open && <RuleDialog rule={open.edit} onClose={close} />}
      {open !== null && open !== 'new' && 'remove' in open && <DeleteDialog rule={open.remove} onClose={close} />}
      {open !== null && open !== 'new' && 'told' in open && <HistoryDialog rule={open.told} onClose={close} />}
    </PageFrame>
  );
}

interface RuleProps {
  rule: RuleOut;
  onEdit: () => void;
  onRemove: () => void;
  onHistory: () => void;
}

function Rule({ rule, onEdit, onRemove, onHistory }: RuleProps) {
  const { t } = useTranslation('approval-rules');
  const seesHistory = usePermission('history.read');
  const sentence = useSentence(rule);
  return (
    <Card title={rule.name}>
      <div className={classes.rule}>
        {!rule.is_active && <Badge tone="neutral" icon={<IconPlayerPause size={13} stroke={2} />}>
            {t('inactive')}
          </Badge>}
        <p>{sentence.when}</p>
        {sentence.levels.length === 0 ? (
          <p className="t2">{t('nobody')}</p>
        ) : (
          <ol>
            {sentence.levels.map((level, index) => (
              <li key={index}>{level}</li>
            ))}
          </ol>
        )}
        <span className={classes.tools}>
          <IconButton label={t('edit', { name: rule.name })} onClick={onEdit}>
            <IconPencil size={16} />
          </IconButton>
          {seesHistory && (
            <IconButton label={t('history', { name: rule.name })} onClick={onHistory}>
              <IconHistory size={16} />
            </IconButton>
          )}
          <IconButton label={t('remove', { name: rule.name })} onClick={onRemove}>
            <IconTrash size={16} />
          </IconButton>
        </span>
      </div>
    </Card>
  );
}
