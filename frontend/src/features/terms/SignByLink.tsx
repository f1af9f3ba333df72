import { useQuery } from '@tanstack/react-query';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkedTermOut } from '@/api/generated/model';
import { toProblem, type ApiProblem } from '@/api/problem';
import { termLinksApi, type Strokes } from '@/api/terms';
import { TextAreaField, TextField } from '@/shared/form';
import { usePageTitle } from '@/shared/hooks';
import { Button, ErrorState, Notice, PublicPage, SkeletonRows, useProblemText } from '@/shared/ui';
import { SignaturePad } from './SignaturePad';
import classes from './terms.module.css';
import { TermText } from './TermText';

/** Read a term and sign or refuse it, by the token of a one-time link and a code from the signer's mailbox. */
export function SignByLink({ token }: { token: string }) {
  const { t } = useTranslation('terms');
  const link = useQuery({ queryKey: ['term-link', token], queryFn: () => termLinksApi.open(token), enabled: token !== '', retry: false, staleTime: Infinity });
  const [done, setDone] = useState<LinkedTermOut | null>(null);
  usePageTitle(t('byLink.title'));
  if (token === '' || link.isError) {
    const over = token === '' || [410, 422].includes((link.error as unknown as ApiProblem).status);
    return (
      <PublicPage>
        {over ? (
          <Notice tone="warning" title={t('byLink.over')}>
            {t('byLink.overText')}
          </Notice>
        ) : (
          <ErrorState error={link.error} title={t('failed')} onRetry={() => void link.refetch()} retrying={link.isFetching} />
        )}
      </PublicPage>
    );
  }
  if (!link.data) return <PublicPage><SkeletonRows rows={8} /></PublicPage>;
  const term = done ?? link.data;
  return (
    <PublicPage organisation={term.organisation}>
      <h1 tabIndex={-1}>{term.title}</h1>
      <p className="t2 mono">{term.number}</p>
      {done && (
        <Notice tone={done.state === 'signed' ? 'success' : 'info'} title={t(`byLink.done.${done.state}`)}>
          {t(`byLink.doneText.${done.state}`)}
        </Notice>
      )}
      <TermText paragraphs={term.paragraphs} lines={term.lines} total={term.total} />
      {!done && <Deciding token={token} term={term} onDone={setDone} />}
    </PublicPage>
  );
}

interface DecidingProps {
  token: string;
  term: LinkedTermOut;
  onDone: (term: LinkedTermOut) => void;
}

function Deciding({ token, term, onDone }: DecidingProps) {
  const { t } = useTranslation('terms');
  const [sent, setSent] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(await toProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const sendCode = () => attempt(async () => (await termLinksApi.sendCode(token), setSent(true)));
  return (
    <section className={classes.deciding}>
      <div className={classes.row}>
        <Button icon={<IconDownload size={16} aria-hidden />} onClick={() => void attempt(() => termLinksApi.save(token))}>
          {t('pdf')}
        </Button>
        <Button variant={sent ? undefined : 'primary'} size="touch" loading={busy && !sent} onClick={() => void sendCode()}>
          {t(sent ? 'byLink.again' : 'byLink.sendCode')}
        </Button>
      </div>
      <p className="t2">{t(sent ? 'byLink.codeSent' : 'byLink.how', { email: term.email_hint })}</p>
      {problem && <Failure problem={problem} />}
      {sent && <Answer busy={busy} onAnswer={(code, said) => void attempt(async () => onDone(await termLinksApi.decide(token, code, said)))} />}
    </section>
  );
}

function Failure({ problem }: { problem: ApiProblem }) {
  const { title, text } = useProblemText(problem);
  return (
    <Notice tone="danger" title={title}>
      {text}
    </Notice>
  );
}

interface AnswerProps {
  busy: boolean;
  onAnswer: (code: string, said: { decision: 'sign' | 'refuse'; strokes: Strokes; note?: string | null }) => void;
}

function Answer({ busy, onAnswer }: AnswerProps) {
  const { t } = useTranslation('terms');
  const [code, setCode] = useState<string | null>(null);
  const [strokes, setStrokes] = useState<Strokes>([]);
  const [note, setNote] = useState<string | null>(null);
  const [refusing, setRefusing] = useState(false);
  const [strict, setStrict] = useState(false);
  const digits = (code ?? '').replace(/\D/g, '');
  const codeMissing = digits.length !== 6;
  const submit = () => {
    setStrict(true);
    if (codeMissing || (refusing ? !note?.trim() : strokes.length === 0)) return;
    onAnswer(digits, refusing ? { decision: 'refuse', strokes: [], note: note!.trim() } : { decision: 'sign', strokes });
  };
  return (
    <form
      className={classes.deciding}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextField label={t('byLink.code')} required mono maxLength={10} autoComplete="one-time-code" value={code} error={strict && codeMissing ? t('byLink.codeMissing') : null} onChange={setCode} />
      {refusing ? (
        <TextAreaField label={t('note')} required maxLength={500} value={note} error={strict && !note?.trim() ? t('noteMissing') : null} onChange={setNote} />
      ) : (
        <SignaturePad value={strokes} onChange={setStrokes} error={strict && strokes.length === 0 ? t('pad.missing') : null} />
      )}
      <div className={classes.row}>
        <Button onClick={() => (setRefusing(!refusing), setStrict(false))}>{t(refusing ? 'byLink.signInstead' : 'byLink.refuseInstead')}</Button>
        <Button type="submit" variant={refusing ? 'danger' : 'primary'} size="touch" loading={busy}>
          {t(refusing ? 'act.refuse' : 'act.sign')}
        </Button>
      </div>
    </form>
  );
}
