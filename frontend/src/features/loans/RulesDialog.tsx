import { NumberInput, Switch } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LoanRulesOut } from '@/api/generated/model';
import { loanRulesApi } from '@/api/loans';
import { ActDialog, RulesButton, type RulesEditorProps } from '@/shared/dialog';
import { toast } from '@/shared/toast/toast';
import { DeskCalendar } from './DeskCalendar';
import classes from './loans.module.css';
import { useLoanRules } from './queries';

/** "Regras": for how long things are lent, and to whom not. */
export function LoanRulesButton() {
  const { t } = useTranslation('loans');
  const words = { button: t('rules.button'), title: t('rules.title'), failed: t('rules.failed') };
  return <RulesButton permission="loans.configure" words={words} useRules={useLoanRules} Editor={Editor} />;
}

/** Never more days than the field takes; empty while it is being typed over. */
type Days = number | null;

function Editor({ rules, onClose }: RulesEditorProps<LoanRulesOut>) {
  const { t } = useTranslation('loans');
  const client = useQueryClient();
  const [version, setVersion] = useState(rules.version);
  const [most, setMost] = useState<Days>(rules.most_days);
  const [buffer, setBuffer] = useState<Days>(rules.buffer_days);
  const [blocks, setBlocks] = useState(rules.block_after_days !== null);
  const [after, setAfter] = useState<Days>(rules.block_after_days ?? 1);
  const [calendar, setCalendar] = useState(rules.calendar_id);
  const [ownMost, setOwnMost] = useState<Days>(rules.self_most_days);
  const [ownAhead, setOwnAhead] = useState<Days>(rules.self_days_ahead);
  const [ownCount, setOwnCount] = useState<Days>(rules.self_at_once);
  const [strict, setStrict] = useState(false);
  const submit = async () => {
    setStrict(true);
    if (most === null || buffer === null || (blocks && after === null) || ownMost === null || ownAhead === null || ownCount === null) return;
    const own = { self_most_days: ownMost, self_days_ahead: ownAhead, self_at_once: ownCount };
    const saved = await loanRulesApi.set({ most_days: most, buffer_days: buffer, block_after_days: blocks ? after : null, calendar_id: calendar, ...own }, version);
    void client.invalidateQueries({ queryKey: ['loan-rules', 'desk'] });
    client.setQueryData(['loan-rules'], saved);
    toast({ tone: 'success', title: t('rules.saved') });
    onClose();
  };
  const missing = (value: Days) => (strict && value === null ? t('rules.missing') : null);
  const days = (set: (value: Days) => void) => ({ allowDecimal: false, allowNegative: false, required: true, onChange: (value: number | string) => set(typeof value === 'number' ? value : null) });
  return (
    <ActDialog title={t('rules.title')} submitLabel={t('rules.save')} onClose={onClose} onSubmit={submit} onStale={(current) => setVersion((current as LoanRulesOut).version)}>
      {(errors) => (
        <>
          <p className="t2">{t('rules.about')}</p>
          <NumberInput {...days(setMost)} label={t('rules.most')} min={1} max={3660} value={most ?? ''} error={errors.most_days ?? missing(most)} />
          <NumberInput {...days(setBuffer)} label={t('rules.buffer')} description={t('rules.bufferHint')} min={0} max={60} value={buffer ?? ''} error={errors.buffer_days ?? missing(buffer)} />
          <Switch label={t('rules.blocks')} checked={blocks} onChange={(event) => setBlocks(event.currentTarget.checked)} />
          {blocks && <NumberInput {...days(setAfter)} label={t('rules.after')} min={0} max={3660} value={after ?? ''} error={errors.block_after_days ?? missing(after)} />}
          <DeskCalendar value={calendar} onChange={setCalendar} error={errors.calendar_id} />
          <fieldset className={classes.own}>
            <legend>{t('rules.own')}</legend>
            <NumberInput {...days(setOwnMost)} label={t('rules.ownMost')} min={1} max={3660} value={ownMost ?? ''} error={errors.self_most_days ?? missing(ownMost)} />
            <NumberInput {...days(setOwnAhead)} label={t('rules.ownAhead')} min={0} max={3660} value={ownAhead ?? ''} error={errors.self_days_ahead ?? missing(ownAhead)} />
            <NumberInput {...days(setOwnCount)} label={t('rules.ownCount')} min={1} max={500} value={ownCount ?? ''} error={errors.self_at_once ?? missing(ownCount)} />
          </fieldset>
        </>
      )}
    </ActDialog>
  );
}
