import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleApi } from '@/api/catalogue';
import { toProblem } from '@/api/problem';
import type { PersonOut } from '@/api/types';
import { toast } from '@/shared/toast/toast';
import { Button, Text } from '@/shared/ui';
import classes from './people.module.css';

/** The CPF, of which the middle is shown; who may sees all of it, which the trail remembers. */
export function CpfText({ person }: { person: PersonOut }) {
  const { t } = useTranslation('people');
  const client = useQueryClient();
  const [whole, setWhole] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  if (!person.allowed_actions.includes('read_document')) return <Text value={person.cpf_masked} mono />;
  const show = async () => {
    setBusy(true);
    try {
      setWhole((await peopleApi.readCpf(person.id)).cpf);
      void client.invalidateQueries({ queryKey: ['trail'] });
    } catch (thrown) {
      const problem = await toProblem(thrown);
      toast({ tone: 'danger', title: problem.title ?? t('cpf.failed'), text: problem.detail ?? undefined });
    } finally {
      setBusy(false);
    }
  };
  return (
    <span className={classes.cpf}>
      <span className="mono" aria-live="polite">
        {whole ?? person.cpf_masked}
      </span>
      <Button variant="link" size="sm" loading={busy} title={whole ? undefined : t('cpf.showHint')} onClick={() => (whole ? setWhole(null) : void show())}>
        {t(whole ? 'cpf.hide' : 'cpf.show')}
      </Button>
    </span>
  );
}
