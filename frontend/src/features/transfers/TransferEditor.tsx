import { IconSend } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { newIdempotencyKey } from '@/api/http';
import { toProblem, type ApiProblem } from '@/api/problem';
import { transfersApi, type Transfer } from '@/api/transfers';
import type { Id } from '@/api/types';
import { ChosenList, ChosenRow, type ChosenAsset } from '@/entities/asset';
import { AssetReader } from '@/entities/asset/AssetReader'; // not with the rest: it brings the scanner
import { EditorFields, EditorFoot, EditorPage } from '@/shared/detail';
import { focusFirstWrong } from '@/shared/form';
import { usePageTitle } from '@/shared/hooks';
import { toast } from '@/shared/toast/toast';
import { Button, Card, ErrorState, LinkButton, Notice, SkeletonRows, useProblemText } from '@/shared/ui';
import { transferHref } from './definition';
import { toldOf, useMovedOn, useTransfer } from './queries';
import { bodyOf, isComplete, NOTHING, TransferFields, type Wanted } from './TransferFields';

/** A new transfer: read or type its assets one by one, say where to, and ask for it or keep it as a draft. */
export const NewTransfer = () => <Editor draft={null} />;

/** A draft that is not asked for yet. */
export function EditTransfer({ id }: { id: Id }) {
  const { t } = useTranslation('transfers');
  const { data, error, isError, refetch, isFetching } = useTransfer(id);
  if (isError && !data) return <ErrorState page error={error} title={t('failed')} onRetry={() => void refetch()} retrying={isFetching} />;
  if (!data) return <SkeletonRows rows={10} />;
  if (!data.allowed_actions.includes('edit')) return <ErrorState page error={null} title={t('editor.notDraft')} onRetry={() => void refetch()} retrying={isFetching} />;
  return <Editor key={data.id} draft={data} />;
}

function Editor({ draft }: { draft: Transfer | null }) {
  const { t } = useTranslation('transfers');
  const title = draft ? t('editor.editTitle', { number: draft.number }) : t('editor.title');
  usePageTitle(title);
  const [picked, setPicked] = useState<ChosenAsset[]>(() => draft?.lines.map((line) => ({ id: line.asset_id, tag: line.tag, name: line.name })) ?? []);
  const [wanted, setWanted] = useState<Wanted>(draft ? { place: draft.to_location?.id ?? null, person: draft.to_responsible?.id ?? null, reason: draft.reason } : NOTHING);
  const remove = (ids: Id[]) => setPicked((before) => before.filter(({ id }) => !ids.includes(id)));
  const save = useSaving(draft, picked, wanted);
  const errors = save.problem?.fieldErrors() ?? {};
  const wrong = (id: Id) => errors[`/asset_ids/${save.sent.ids.indexOf(id)}`];
  return (
    <EditorPage title={title}>
      <Card title={t('editor.assets', { count: picked.length })}>
        <EditorFields>
          <AssetReader picked={picked} onPick={(asset) => setPicked((before) => [asset, ...before])} error={save.strict && picked.length === 0 ? t('editor.assetsMissing') : null} />
          <ChosenList stopping={picked.filter(({ id }) => wrong(id)).map(({ id }) => id)} onRemove={remove}>
            {picked.map((asset) => (
              <ChosenRow key={asset.id} asset={asset} wrong={wrong(asset.id)} onRemove={(id) => remove([id])} />
            ))}
          </ChosenList>
        </EditorFields>
      </Card>
      <Card title={t('editor.where')}>
        <EditorFields>
          <TransferFields value={wanted} onChange={setWanted} errors={Object.fromEntries(Object.entries(errors).map(([pointer, text]) => [pointer.slice(1), text]))} strict={save.strict} />
          {save.problem && save.sent.picked === picked && save.sent.wanted === wanted && <Failure problem={save.problem} />}
          <EditorFoot>
            <LinkButton to={draft ? transferHref(draft.id) : '/transferencias'}>{t('editor.leave')}</LinkButton>
            <Button loading={save.busy === 'draft'} onClick={() => void save.run(false)}>
              {t('editor.keep')}
            </Button>
            <Button variant="primary" icon={<IconSend size={16} aria-hidden />} loading={save.busy === 'ask'} onClick={() => void save.run(true)}>
              {t('create.submit')}
            </Button>
          </EditorFoot>
        </EditorFields>
      </Card>
    </EditorPage>
  );
}

function Failure({ problem }: { problem: ApiProblem }) {
  const { title, text } = useProblemText(problem);
  return (
    <Notice tone="danger" title={title}>
      {text}
    </Notice>
  );
}

/** Keeps a draft, or asks; a draft that is there is changed first, with the version that was read. */
function useSaving(draft: Transfer | null, picked: ChosenAsset[], wanted: Wanted) {
  const { t } = useTranslation('transfers');
  const movedOn = useMovedOn();
  const navigate = useNavigate();
  const [strict, setStrict] = useState(false);
  const [busy, setBusy] = useState<'draft' | 'ask' | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const key = useRef(newIdempotencyKey());
  const saved = useRef(draft);
  const [sent, setSent] = useState({ ids: [] as Id[], picked, wanted });
  const save = async (submit: boolean): Promise<Transfer> => {
    const ids = picked.map((asset) => asset.id).sort((a, b) => a - b); // as a draft has them, of which one asks without naming them
    setSent({ ids, picked, wanted });
    const body = bodyOf(wanted, ids);
    if (!saved.current) return transfersApi.create({ ...body, submit }, { idempotencyKey: key.current });
    saved.current = await transfersApi.edit(saved.current.id, body, saved.current.version);
    return submit ? transfersApi.step(saved.current.id, 'submit', saved.current.version, { idempotencyKey: key.current }) : saved.current;
  };
  const run = async (submit: boolean) => {
    setStrict(true);
    if (busy) return;
    if (picked.length === 0 || !isComplete(wanted)) return focusFirstWrong();
    setBusy(submit ? 'ask' : 'draft');
    setProblem(null);
    try {
      const made = await save(submit);
      movedOn(made);
      toast({ tone: 'success', title: t(`done.${toldOf(made)}`, { number: made.number }) });
      void navigate(transferHref(made.id));
    } catch (error) {
      key.current = newIdempotencyKey();
      setProblem(await toProblem(error));
      setBusy(null);
    }
  };
  return { run, strict, busy, problem, sent };
}
