import { TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { signIn } from '@/api/auth';
import type { ApiProblem} from '@/api/problem';
import { toProblem } from '@/api/problem';
import { PasswordField } from '@/shared/form/PasswordField';
import { useStore } from '@/shared/store/store';
import { Button, Notice } from '@/shared/ui';
import { Failure, useCountdown } from './Failure';
import { LeftOpen } from './LeftOpen';
import { SecondStepForm } from './SecondStepForm';
import classes from './sign-in.module.css';

/** Name and password. The store takes up the session; the page then leads back to where one was. */
export function SignInForm() {
  const { t } = useTranslation('sign-in');
  const expired = useStore((state) => state.expired);
  const chosen = chosenName(useLocation().state);
  const [username, setUsername] = useState(chosen ?? '');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const [challenge, setChallenge] = useState<string | null>(null);
  const wait = useCountdown(problem);
  const secure = window.isSecureContext;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const missing = username.trim() === '' ? 'username' : password === '' ? 'password' : null;
    if (missing) {
      (event.currentTarget as HTMLFormElement).querySelector<HTMLInputElement>(`[name=${missing}]`)?.focus();
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      const answer = await signIn(username.trim(), password);
      if ('challenge' in answer) {
        setChallenge(answer.challenge);
        setPassword('');
        setBusy(false);
      }
    } catch (error) {
      setProblem(await toProblem(error));
      setBusy(false);
    }
  };
  const beginAgain = (over: ApiProblem | null) => {
    setChallenge(null);
    setProblem(over);
  };
  if (challenge) return <SecondStepForm challenge={challenge} onOver={beginAgain} />;
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <h1 tabIndex={-1}>{t('title')}</h1>
      {!secure && <Insecure />}
      {chosen && !problem && <Notice tone="success" title={t('choose.done')}><span>{t('choose.doneText')}</span></Notice>}
      {secure && expired && !problem && <Notice tone="info">{t('expired')}</Notice>}
      <LeftOpen />
      {problem && <Failure problem={problem} wait={wait} />}
      <TextInput label={t('username')} name="username" value={username} onChange={(event) => setUsername(event.currentTarget.value)} autoComplete="username" autoCapitalize="none" autoCorrect="off" spellCheck={false} autoFocus disabled={!secure} />
      <PasswordField kind="current" name="password" label={t('password')} value={password} onChange={setPassword} disabled={!secure} />
      <Button type="submit" variant="primary" size="touch" full loading={busy} disabled={!secure || wait > 0}>
        {wait > 0 ? t('wait', { count: wait }) : t('submit')}
      </Button>
      <Link to="/esqueci-senha">{t('forgot.link')}</Link>
    </form>
  );
}

/** The user name of whoever has just chosen a password, from the page before. */
function chosenName(state: unknown): string | null {
  const chosen = state && typeof state === 'object' && 'chosen' in state ? state.chosen : null;
  return typeof chosen === 'string' ? chosen : null;
}

/** Plain http at an address other than localhost: the browser keeps no secure cookie there, so nobody can stay signed in. */
function Insecure() {
  const { t } = useTranslation('sign-in');
  return (
    <Notice tone="warning" title={t('insecure.title')}>
      <span>{t('insecure.why', { address: window.location.origin })}</span>
      <span>{t('insecure.here')}</span>
      <span>
        {t('insecure.lan')} <code className="mono">make demo LAN=1</code>
      </span>
    </Notice>
  );
}
