import { TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { doorApi } from '@/api/account';
import { toProblem, type ApiProblem } from '@/api/problem';
import { Button } from '@/shared/ui';
import { Failure, useCountdown } from './Failure';
import classes from './sign-in.module.css';

/** The code of the second step; the store takes up the session. `onOver`: begin again with the password. */
export function SecondStepForm({ challenge, onOver }: { challenge: string; onOver: (problem: ApiProblem | null) => void }) {
  const { t } = useTranslation('sign-in');
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const wait = useCountdown(problem);
  const wrong = Object.values(problem?.fieldErrors() ?? {})[0];
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    if (busy || code.trim() === '') return;
    setBusy(true);
    setProblem(null);
    try {
      await doorApi.secondStep(challenge, code);
    } catch (error) {
      const failed = await toProblem(error);
      if (failed.status === 410) return onOver(failed);
      setProblem(failed);
      setBusy(false);
      requestAnimationFrame(() => form.querySelector<HTMLInputElement>('[name=code]')?.select());
    }
  };
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
      <h1 tabIndex={-1}>{t('second.title')}</h1>
      {problem && !wrong && <Failure problem={problem} wait={wait} />}
      <TextInput
        label={t('second.code')}
        description={t('second.hint')}
        name="code"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        error={wrong}
        autoComplete="one-time-code"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        maxLength={40}
        autoFocus
        classNames={{ input: 'mono' }}
      />
      <Button type="submit" variant="primary" size="touch" full loading={busy} disabled={wait > 0}>
        {wait > 0 ? t('wait', { count: wait }) : t('second.submit')}
      </Button>
      <Button variant="link" onClick={() => onOver(null)}>
        {t('second.again')}
      </Button>
    </form>
  );
}
