import { useQuery } from '@tanstack/react-query';
import { IconMail, IconMapPin, IconPhone } from '@tabler/icons-react';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PublicFoundPage } from '@/api/generated/model';
import { foundApi } from '@/api/occurrences';
import { toProblem, type ApiProblem } from '@/api/problem';
import { TextAreaField, TextField } from '@/shared/form';
import { usePageTitle } from '@/shared/hooks';
import { Button, ErrorState, Notice, PublicPage, Skeleton, useProblemText } from '@/shared/ui';
import classes from './occurrences.module.css';

interface FoundProps {
  code: string;
  /** Where one signs in, to come back here. */
  signIn: string;
  /** What is shown where the organisation has no such page. */
  off: ReactNode;
}

/** Somebody found a thing and read its label: whose it is, and a form to tell them. Nothing about the thing itself. */
export function Found({ code, signIn, off }: FoundProps) {
  const { t } = useTranslation('occurrences');
  const { data, error, isError, isFetching, refetch } = useQuery({ queryKey: ['found-page'], queryFn: ({ signal }) => foundApi.page(signal), retry: false, staleTime: 60_000 });
  const [sent, setSent] = useState(false);
  usePageTitle(t('found.title'));
  if (isError) {
    return (
      <PublicPage>
        <ErrorState page error={error} title={t('found.failed')} onRetry={() => void refetch()} retrying={isFetching} />
        <p>
          <Link to={signIn}>{t('found.signIn')}</Link>
        </p>
      </PublicPage>
    );
  }
  if (data?.enabled === false) return off;
  if (!data) return <Loading />;
  return (
    <PublicPage organisation={data.organisation ?? undefined}>
      {sent ? (
        <Sent />
      ) : (
        <>
          <h1 tabIndex={-1}>{t('found.title')}</h1>
          <p>{t('found.text', { organisation: data.organisation })}</p>
        </>
      )}
      <Contact page={data} />
      {!sent && <FoundForm code={code} days={data.kept_days} most={data.kept_at_most_days} onSent={() => setSent(true)} />}
      <p>
        <Link to={signIn}>{t('found.signIn')}</Link>
      </p>
    </PublicPage>
  );
}

const FIELDS = [36, 72, 36, 36, 36];

/** The measures of the form that will stand here. */
function Loading() {
  const { t } = useTranslation('occurrences');
  return (
    <PublicPage>
      <h1 tabIndex={-1}>{t('found.title')}</h1>
      <div className={classes.found} role="status" aria-busy aria-label={t('found.title')}>
        {FIELDS.map((height, index) => (
          <Skeleton key={index} height={height} />
        ))}
      </div>
    </PublicPage>
  );
}

/** The form is gone: whoever sent it is led to what took its place. */
function Sent() {
  const { t } = useTranslation('occurrences');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <h1 tabIndex={-1} ref={heading}>
        {t('found.sent')}
      </h1>
      <Notice tone="success">{t('found.sentText')}</Notice>
    </>
  );
}

function Contact({ page }: { page: PublicFoundPage }) {
  const { t } = useTranslation('occurrences');
  return (
    <ul className={classes.contact} aria-label={t('found.contact')}>
      {page.contact && (
        <li>
          <IconMapPin size={18} aria-hidden />
          <span>{page.contact}</span>
        </li>
      )}
      {page.phone && (
        <li>
          <IconPhone size={18} aria-hidden />
          <a href={`tel:${page.phone.replace(/[^\d+]/g, '')}`}>{page.phone}</a>
        </li>
      )}
      {page.email && (
        <li>
          <IconMail size={18} aria-hidden />
          <a href={`mailto:${page.email}`}>{page.email}</a>
        </li>
      )}
    </ul>
  );
}

type Told = Record<'place' | 'message' | 'name' | 'phone' | 'email', string | null>;
const NOTHING: Told = { place: null, message: null, name: null, phone: null, email: null };

function FoundForm({ code, days, most, onSent }: { code: string; days: number; most: number; onSent: () => void }) {
  const { t } = useTranslation('occurrences');
  const [told, setTold] = useState<Told>(NOTHING);
  const [strict, setStrict] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const errors = problem?.fieldErrors() ?? {};
  const tell = (name: keyof Told) => (value: string | null) => setTold((before) => ({ ...before, [name]: value }));
  const missing = (name: 'place' | 'message') => errors[`/${name}`] ?? (strict && !told[name]?.trim() ? t(`found.missing.${name}`) : null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setStrict(true);
    if (!told.place?.trim() || !told.message?.trim() || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await foundApi.report({ code, place: told.place.trim(), message: told.message.trim(), name: told.name?.trim() || null, phone: told.phone?.trim() || null, email: told.email?.trim() || null });
      onSent();
    } catch (thrown) {
      setProblem(await toProblem(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={classes.found} onSubmit={(event) => void submit(event)} noValidate>
      <TextField label={t('found.place')} required maxLength={200} value={told.place} onChange={tell('place')} error={missing('place')} />
      <TextAreaField label={t('found.message')} required maxLength={1000} value={told.message} onChange={tell('message')} error={missing('message')} />
      <TextField label={t('found.name')} maxLength={160} autoComplete="name" value={told.name} onChange={tell('name')} error={errors['/name']} />
      <TextField label={t('found.phone')} maxLength={40} autoComplete="tel" value={told.phone} onChange={tell('phone')} error={errors['/phone']} />
      <TextField label={t('found.email')} maxLength={254} autoComplete="email" value={told.email} onChange={tell('email')} error={errors['/email'] && t('found.wrongEmail')} />
      <p className="t2">{t('found.privacy', { days, most })}</p>
      {problem && <Refused problem={problem} />}
      <Button type="submit" variant="primary" loading={busy}>
        {t('found.send')}
      </Button>
    </form>
  );
}

function Refused({ problem }: { problem: ApiProblem }) {
  const { title, text } = useProblemText(problem);
  return (
    <Notice tone="danger" title={title}>
      {text}
    </Notice>
  );
}
