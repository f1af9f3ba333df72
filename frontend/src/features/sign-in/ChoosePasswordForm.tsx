import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { doorApi } from '@/api/account';
import { toProblem, type ApiProblem } from '@/api/problem';
import { endSession } from '@/api/refresh';
import { PasswordField } from '@/shared/form/PasswordField';
import { usePageTitle } from '@/shared/hooks';
import { useStore } from '@/shared/store/store';
import { Button, Notice, SkeletonRows } from '@/shared/ui';
import { Failure } from './Failure';
import classes from './sign-in.module.css';

/** A first or a new password, by the token of a one-time link. */
export function ChoosePasswordForm({ token }: { token: string }) {
  const { t } = useTranslation('sign-in');
  const link = useQuery({ queryKey: ['password-link', token], queryFn: () => doorApi.lookAt(token), enabled: token !== '', retry: false, staleTime: Infinity });
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const navigate = useNavigate();
  usePageTitle(t('choose.title'));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      const used = await doorApi.choose(token, password);
      if (useStore.getState().status === 'signed-in') endSession();
      useStore.setState({ expired: false });
      await navigate('/entrar', { replace: true, state: { chosen: used.username } });
    } catch (error) {
      setProblem(await toProblem(error));
      setBusy(false);
    }
  };
  if (token === '' || link.isError) return <Worthless problem={link.error ? (link.error as unknown as ApiProblem) : null} />;
  if (!link.data) return <SkeletonRows rows={4} />;
  const fieldError = Object.values(problem?.fieldErrors() ?? {})[0];
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
      <h1 tabIndex={-1}>{t(link.data.purpose === 'invitation' ? 'choose.first' : 'choose.title')}</h1>
      {problem && !fieldError && <Failure problem={problem} />}
      <p className="t2">{t('choose.whose', { username: link.data.username })}</p>
      <input type="text" name="username" autoComplete="username" value={link.data.username} readOnly hidden />
      <PasswordField kind="new" name="password" label={t('choose.password')} description={t('choose.rule')} value={password} onChange={setPassword} error={fieldError} autoFocus required />
      <Button type="submit" variant="primary" size="touch" full loading={busy}>
        {t('choose.submit')}
      </Button>
    </form>
  );
}

function Worthless({ problem }: { problem: ApiProblem | null }) {
  const { t } = useTranslation('sign-in');
  const over = problem === null || problem.status === 410 || problem.status === 422;
  return (
    <div className={classes.form}>
      <h1 tabIndex={-1}>{t('choose.title')}</h1>
      {over ? (
        <Notice tone="warning" title={t('choose.over')}>
          <span>{t('choose.overText')}</span>
        </Notice>
      ) : (
        <Failure problem={problem} />
      )}
      <Link to="/esqueci-senha">{t('forgot.title')}</Link>
      <Link to="/entrar">{t('back')}</Link>
    </div>
  );
}
