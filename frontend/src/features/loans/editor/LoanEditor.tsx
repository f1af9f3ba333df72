import { IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AssetPicker } from '@/entities/asset';
import { AssetReader } from '@/entities/asset/AssetReader'; // not with the rest: it brings the scanner
import { EditorFields, EditorFoot, EditorPage } from '@/shared/detail';
import { DraftNotice, GeneralProblem } from '@/shared/form';
import { usePageTitle } from '@/shared/hooks';
import { Button, Card, LinkButton } from '@/shared/ui';
import { LentAssets } from '../LentAssets';
import { LoanFields } from '../LoanFields';
import { useLoanEditor, type LoanEditor as Editor } from './useLoanEditor';

/** A new loan at the desk: read or choose its assets one by one, say to whom and until when. */
export function LoanEditor() {
  const { t } = useTranslation('loans');
  usePageTitle(t('editor.title'));
  const editor = useLoanEditor();
  const { form, draft, strict } = editor;
  return (
    <EditorPage title={t('editor.title')}>
      <Card title={t('editor.assets', { count: draft.assets.length })}>
        <Assets editor={editor} />
      </Card>
      <Card title={t('editor.borrower')}>
        <EditorFields>
          <LoanFields value={draft.wanted} onChange={editor.change} errors={form.errors} strict={strict} />
          <DraftNotice form={form} />
          {form.general && <GeneralProblem error={form.general} />}
          <p className="t2">{t('editor.next')}</p>
          <EditorFoot>
            <LinkButton to="/emprestimos">{t('editor.leave')}</LinkButton>
            <Button variant="primary" icon={<IconSend size={16} aria-hidden />} loading={form.busy} onClick={() => void editor.save()}>
              {t('create.submit')}
            </Button>
          </EditorFoot>
        </EditorFields>
      </Card>
    </EditorPage>
  );
}

function Assets({ editor }: { editor: Editor }) {
  const { t } = useTranslation('loans');
  const { assets, accessories } = editor.draft;
  const none = editor.strict && assets.length === 0 ? t('reservation.assetsMissing') : null;
  return (
    <EditorFields>
      <AssetReader picked={assets} onPick={editor.add} error={none} />
      <AssetPicker label={t('reservation.addAsset')} value={null} exclude={assets.map(({ id }) => id)} onChange={(id, option) => id !== null && option && editor.add({ id, tag: option.name, name: option.hint ?? '' })} />
      <LentAssets assets={assets} accessories={accessories} onAccessories={editor.describe} wrong={editor.wrong} onRemove={editor.remove} />
    </EditorFields>
  );
}
