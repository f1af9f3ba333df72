import { TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { doorApi } from '@/api/account';
import { toProblem, type ApiProblem } from '@/api/problem';
import { usePageTitle } from '@/shared/hooks';
import { Button, Notice } from '@/shared/ui';
import { Failure } from './Failure';
import classes from './sign-in.module.css';

/** Who forgot the password; the answer is the same whether there is such an account or not. */
export function ForgotPasswordForm() {
  const { t } = useTranslation('sign-in');
  const [name, setName] = useState('');
  const [sent, setSent] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  usePageTitle(t('forgot.title'));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '' || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await doorApi.askForReset(name.trim());
      setSent(true);
    } catch (error) {
      setProblem(await toProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <h1 tabIndex={-1}>{t('forgot.title')}</h1>
      {problem && <Failure problem={problem} />}
      {sent ? (
        <Notice tone="success" title={t('forgot.sent')}>
          <span>{t('forgot.sentText')}</span>
        </Notice>
      ) : (
        <>
          <p className="t2">{t('forgot.text')}</p>
          <TextInput label={t('username')} name="username" value={name} onChange={(event) => setName(event.currentTarget.value)} autoComplete="username" autoCapitalize="none" autoCorrect="off" spellCheck={false} autoFocus required />
          <Button type="submit" variant="primary" size="touch" full loading={busy}>
            {t('forgot.submit')}
          </Button>
        </>
      )}
      <Link to="/entrar">{t('back')}</Link>
    </form>
  );
}
