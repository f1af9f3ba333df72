import { useTranslation } from 'react-i18next';
import { PersonPicker } from '@/entities/person';
import { ManyPicker } from '@/shared/pickers';
import { TextAreaField, TextField } from '@/shared/form';
import classes from './disposals.module.css';
import type { Member } from './draft';
import { wantedOf } from './missing';
import type { Editor } from './useEditor';

/** Who examined the lot and says that it may go, with the acts of it. */
export function CommissionFields({ editor }: { editor: Editor }) {
  const { t } = useTranslation('disposals');
  const { draft, set, wrong } = editor;
  const { report_required, commission_members } = wantedOf(draft.destination, editor.rules);
  const lead = (id: number) => set('members', draft.members.map((member) => ({ ...member, role: member.id === id ? 'chair' : 'member' })));
  return (
    <>
      <TextAreaField label={t('report')} description={t('editor.reportHint')} required={report_required} maxLength={10_000} value={draft.report} onChange={(value) => set('report', value)} error={wrong('report')} />
      <ManyPicker<Member>
        Picker={PersonPicker}
        label={t('commission.title')}
        description={commission_members > 0 ? t('commission.hintWanted', { count: commission_members }) : t('commission.hint')}
        value={draft.members}
        make={(one) => ({ ...one, role: draft.members.some((member) => member.role === 'chair') ? 'member' : 'chair' })}
        onChange={(members) => set('members', members)}
        error={wrong('members')}
        errorOf={(index) => wrong(`members/${index}/person_id`) ?? undefined}
        extra={(member) => <Chair member={member} onLead={() => lead(member.id)} />}
      />
      <TextField label={t('commission.act')} placeholder={t('commission.actHint')} maxLength={200} value={draft.commission_act} onChange={(value) => set('commission_act', value)} error={wrong('commission_act')} />
      <TextField label={t('column.process')} mono maxLength={60} value={draft.process_number} onChange={(value) => set('process_number', value)} error={wrong('process_number')} />
    </>
  );
}

/** One of them leads. */
function Chair({ member, onLead }: { member: Member; onLead: () => void }) {
  const { t } = useTranslation('disposals');
  return (
    <label className={classes.chair}>
      <input type="radio" name="chair" aria-label={t('commission.chairOf', { name: member.name })} checked={member.role === 'chair'} onChange={onLead} />
      <span aria-hidden>{t('commission.chair')}</span>
    </label>
  );
}
