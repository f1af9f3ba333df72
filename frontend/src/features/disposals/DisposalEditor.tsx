import { IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { DisposalOut } from '@/api/generated/model';
import type { Id } from '@/api/types';
import { EditorFields, EditorFoot, EditorPage } from '@/shared/detail';
import { ConflictDialog, DraftNotice, GeneralProblem } from '@/shared/form';
import { usePageTitle } from '@/shared/hooks';
import { Button, Card, ErrorState, LinkButton, SkeletonRows } from '@/shared/ui';
import { CommissionFields } from './CommissionFields';
import { disposalHref } from './definition';
import { DestinationFields } from './DestinationFields';
import classes from './disposals.module.css';
import { beginningOf, type Beginning } from './draft';
import { ItemsPart } from './ItemsPart';
import { useDisposal, useOccurrence } from './queries';
import { useEditor } from './useEditor';

/** A new disposal: put the lot together, say where it goes and who says so, and ask for it or keep it as a draft. */
export function NewDisposal() {
  const [params] = useSearchParams();
  const occurrence = Number(params.get('ocorrencia'));
  return Number.isInteger(occurrence) && occurrence > 0 ? <FromOccurrence key={occurrence} id={occurrence} /> : <Editor disposal={null} />;
}

/** A new disposal of the asset that something happened to, with what happened as its reason. */
function FromOccurrence({ id }: { id: Id }) {
  const { t } = useTranslation('disposals');
  const { data, error, isError, refetch, isFetching } = useOccurrence(id);
  if (isError && !data) return <ErrorState page error={error} title={t('fromOccurrence.failed')} onRetry={() => void refetch()} retrying={isFetching} />;
  if (!data) return <SkeletonRows rows={10} />;
  const reason = t('fromOccurrence.reason', { id, description: data.description, interpolation: { escapeValue: false } });
  return <Editor disposal={null} beginning={beginningOf(data, reason)} />;
}

/** A draft that is not asked for yet. */
export function EditDisposal({ id }: { id: Id }) {
  const { t } = useTranslation('disposals');
  const { data, error, isError, refetch, isFetching } = useDisposal(id);
  if (isError && !data) return <ErrorState page error={error} title={t('failed')} onRetry={() => void refetch()} retrying={isFetching} />;
  return data ? <Opened disposal={data} /> : <SkeletonRows rows={10} />;
}

/** Whether it is still a draft counts when it is opened: what was typed is not taken away when somebody asks for it meanwhile. */
function Opened({ disposal }: { disposal: DisposalOut }) {
  const { t } = useTranslation('disposals');
  const [may] = useState(disposal.allowed_actions.includes('edit'));
  if (may) return <Editor disposal={disposal} />;
  return <ErrorState page error={null} title={t('editor.notDraft')} elsewhere={<LinkButton to={disposalHref(disposal.id)}>{disposal.number}</LinkButton>} />;
}

function Editor({ disposal, beginning }: { disposal: DisposalOut | null; beginning?: Beginning }) {
  const { t } = useTranslation('disposals');
  const title = disposal ? t('editor.editTitle', { number: disposal.number }) : t('new');
  usePageTitle(title);
  const editor = useEditor(disposal, beginning);
  const before = disposal ? disposalHref(disposal.id) : (beginning?.from ?? '/baixas');
  return (
    <EditorPage title={title}>
      <Card title={t('editor.assets', { count: editor.draft.items.length })}>
        <ItemsPart editor={editor} />
      </Card>
      <div className={classes.columns}>
        <Card title={t('editor.where')}>
          <EditorFields>
            <DestinationFields editor={editor} />
          </EditorFields>
        </Card>
        <Card title={t('editor.who')}>
          <EditorFields>
            <CommissionFields editor={editor} />
          </EditorFields>
        </Card>
        <DraftNotice form={editor.form} />
        {editor.general && <GeneralProblem error={editor.general} />}
        <EditorFoot>
          <LinkButton to={before}>{t('editor.leave')}</LinkButton>
          <Button loading={editor.busy === 'keep'} disabled={editor.busy === 'ask'} onClick={() => void editor.save(false)}>
            {t('editor.keep')}
          </Button>
          <Button variant="primary" icon={<IconSend size={16} aria-hidden />} loading={editor.busy === 'ask'} disabled={editor.busy === 'keep'} onClick={() => void editor.save(true)}>
            {t('act.ask')}
          </Button>
        </EditorFoot>
      </div>
      <ConflictDialog form={editor.form} />
    </EditorPage>
  );
}
