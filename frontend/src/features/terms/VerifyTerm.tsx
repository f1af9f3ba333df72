import { FileInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VerifiedTermOut } from '@/api/generated/model';
import type { ApiProblem } from '@/api/problem';
import { termLinksApi } from '@/api/terms';
import { TermBadge } from '@/entities/term';
import { usePageTitle } from '@/shared/hooks';
import { DateText, ErrorState, KeyValue, Notice, PublicPage, SkeletonRows, type KeyValueItem } from '@/shared/ui';
import classes from './terms.module.css';

type Verdict = 'issued' | 'signed' | 'other' | 'unread';

/** What anybody who holds the paper may know of it, and whether a file is the one that we issued. */
export function VerifyTerm({ code }: { code: string }) {
  const { t } = useTranslation('terms');
  const found = useQuery({ queryKey: ['term-verified', code], queryFn: () => termLinksApi.verify(code), retry: false, staleTime: Infinity });
  usePageTitle(t('verify.title'));
  if (found.isError) {
    const unknown = [404, 422].includes((found.error as unknown as ApiProblem).status);
    return (
      <PublicPage>
        {unknown ? (
          <Notice tone="danger" title={t('verify.unknown')}>
            {t('verify.unknownText')}
          </Notice>
        ) : (
          <ErrorState error={found.error} title={t('failed')} onRetry={() => void found.refetch()} retrying={found.isFetching} />
        )}
      </PublicPage>
    );
  }
  if (!found.data) return <PublicPage><SkeletonRows rows={6} /></PublicPage>;
  return <Found term={found.data} />;
}

function Found({ term }: { term: VerifiedTermOut }) {
  const { t } = useTranslation('terms');
  const items: KeyValueItem[] = [
    { label: t('column.number'), value: <b className="mono">{term.number}</b> },
    { label: t('verify.kind'), value: t(`verify.kinds.${term.kind}`) },
    { label: t('column.state'), value: <TermBadge state={term.state} /> },
    { label: t(term.kind === 'clearance' ? 'verify.person' : 'verify.signer'), value: term.signer_initials },
    { label: t('column.created'), value: <DateText value={term.issued_at} time /> },
    { label: t('column.settled'), value: <DateText value={term.settled_at} time /> },
  ];
  return (
    <PublicPage organisation={term.organisation}>
      <h1 tabIndex={-1}>{t('verify.title')}</h1>
      <p className="t2">{t('verify.text')}</p>
      <KeyValue items={items} />
      <Comparison term={term} />
    </PublicPage>
  );
}

/** The hash is computed in the browser: the file is sent nowhere. */
function Comparison({ term }: { term: VerifiedTermOut }) {
  const { t } = useTranslation('terms');
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const compare = async (file: File | null) => {
    if (file === null) return setVerdict(null);
    try {
      const hash = await sha256(file);
      setVerdict(hash === term.signed_pdf_sha256 ? 'signed' : hash === term.pdf_sha256 ? 'issued' : 'other');
    } catch {
      setVerdict('unread');
    }
  };
  const tone = verdict === 'other' ? 'danger' : verdict === 'unread' ? 'warning' : 'success';
  return (
    <section className={classes.deciding}>
      <FileInput label={t('verify.file')} description={t('verify.fileHint')} placeholder={t('filePlaceholder')} accept="application/pdf" clearable clearButtonProps={{ 'aria-label': t('fileClear') }} onChange={(file) => void compare(file)} />
      <div role="status">{verdict && <Notice tone={tone} title={t(`verify.verdict.${verdict}`)} />}</div>
    </section>
  );
}

async function sha256(file: File): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
