import { PasswordInput, TextInput } from '@mantine/core';
import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { signIn } from '@/api/auth';
import type { ApiProblem} from '@/api/problem';
import { toProblem } from '@/api/problem';
import { useStore } from '@/shared/store/store';
import { Button, Notice, useProblemText } from '@/shared/ui';
import classes from './sign-in.module.css';

/** Name and password. The store takes up the session; the page then leads back to where one was. */
export function SignInForm() {
  const { t } = useTranslation('sign-in');
  const expired = useStore((state) => state.expired);
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
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
      await signIn(username.trim(), password);
    } catch (error) {
      setProblem(await toProblem(error));
      setBusy(false);
    }
  };
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <h1 tabIndex={-1}>{t('title')}</h1>
      {!secure && <Insecure />}
      {secure && expired && !problem && <Notice tone="info">{t('expired')}</Notice>}
      {problem && <Failure problem={problem} wait={wait} />}
      <TextInput label={t('username')} name="username" value={username} onChange={(event) => setUsername(event.currentTarget.value)} autoComplete="username" autoCapitalize="none" autoCorrect="off" spellCheck={false} autoFocus disabled={!secure} />
      <PasswordInput
        label={t('password')}
        name="password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        autoComplete="current-password"
        disabled={!secure}
        visibilityToggleButtonProps={{ 'aria-label': t('showPassword'), tabIndex: 0 }}
      />
      <Button type="submit" variant="primary" size="touch" full loading={busy} disabled={!secure || wait > 0}>
        {wait > 0 ? t('wait', { count: wait }) : t('submit')}
      </Button>
    </form>
  );
}

function Failure({ problem, wait }: { problem: ApiProblem; wait: number }) {
  const { t } = useTranslation('sign-in');
  const text = useProblemText(problem);
  if (problem.status === 429) {
    return (
      <Notice tone="warning" title={t('tooMany.title')}>
        <span>{wait > 0 ? t('tooMany.text', { count: wait }) : t('tooMany.again')}</span>
      </Notice>
    );
  }
  return (
    <Notice tone="danger" title={text.title}>
      {text.text && <span>{text.text}</span>}
    </Notice>
  );
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

/** Seconds left of a 429's Retry-After. */
function useCountdown(problem: ApiProblem | null): number {
  const [passed, setPassed] = useState<{ of: ApiProblem | null; seconds: number }>({ of: null, seconds: 0 });
  const retryAfter = problem?.retryAfter ?? 0;
  useEffect(() => {
    if (retryAfter === 0) return;
    const start = Date.now();
    const timer = setInterval(() => setPassed({ of: problem, seconds: Math.floor((Date.now() - start) / 1000) }), 500);
    return () => clearInterval(timer);
  }, [problem, retryAfter]);
  return Math.max(0, retryAfter - (passed.of === problem ? passed.seconds : 0));
}
