import { NumberInput, Switch } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { disposalRulesApi } from '@/api/disposals';
import type { DisposalRulesOut } from '@/api/generated/model';
import { ActDialog, RulesButton, type RulesEditorProps } from '@/shared/dialog';
import { toast } from '@/shared/toast/toast';
import { useDisposalRules } from './queries';

const MOST_MEMBERS = 10;

/** "Regras": what has to be said before a disposal is asked for. */
export function DisposalRulesButton() {
  const { t } = useTranslation('disposals');
  const words = { button: t('rules.button'), title: t('rules.title'), failed: t('rules.failed') };
  return <RulesButton permission="disposals.configure" words={words} useRules={useDisposalRules} Editor={Editor} />;
}

function Editor({ rules, onClose }: RulesEditorProps<DisposalRulesOut>) {
  const { t } = useTranslation('disposals');
  const client = useQueryClient();
  const [version, setVersion] = useState(rules.version);
  const [report, setReport] = useState(rules.report_required);
  const [members, setMembers] = useState<number | null>(rules.commission_members);
  const [photos, setPhotos] = useState(rules.photos_required);
  const [strict, setStrict] = useState(false);
  const submit = async () => {
    setStrict(true);
    if (members === null) return;
    const saved = await disposalRulesApi.set({ report_required: report, commission_members: members, photos_required: photos }, version);
    client.setQueryData(['disposal-rules'], saved);
    toast({ tone: 'success', title: t('rules.saved') });
    onClose();
  };
  return (
    <ActDialog title={t('rules.title')} submitLabel={t('rules.save')} onClose={onClose} onSubmit={submit} onStale={(current) => setVersion((current as DisposalRulesOut).version)}>
      {(errors) => (
        <>
          <p className="t2">{t('rules.about')}</p>
          <Switch label={t('rules.report')} checked={report} onChange={(event) => setReport(event.currentTarget.checked)} />
          <Switch label={t('rules.photos')} checked={photos} onChange={(event) => setPhotos(event.currentTarget.checked)} />
          <NumberInput label={t('rules.members')} description={t('rules.membersHint')} allowDecimal={false} allowNegative={false} required min={0} max={MOST_MEMBERS} value={members ?? ''} onChange={(value) => setMembers(typeof value === 'number' ? value : null)} error={errors.commission_members ?? (strict && members === null ? t('rules.missing') : null)} />
        </>
      )}
    </ActDialog>
  );
}
