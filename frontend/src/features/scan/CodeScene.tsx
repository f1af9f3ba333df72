import { IconPackageOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { lookUp } from '@/entities/asset';
import { usePageTitle } from '@/shared/hooks';
import { codeOf } from '@/shared/scanner';
import { EmptyState, ErrorState, LinkButton, SkeletonRows } from '@/shared/ui';
import { MatchChoice } from './MatchChoice';
import classes from './scan.module.css';

/** Where a printed QR code leads: to its asset, to the choice when several carry the code, or to a word about why not. */
export function CodeScene({ code: raw }: { code: string }) {
  const { t } = useTranslation('scan');
  const code = codeOf(raw);
  usePageTitle(t('title'));
  const query = useQuery({ queryKey: ['assets', 'code', code], queryFn: ({ signal }) => lookUp(code, signal), enabled: code !== '' });
  if (query.isPending && code !== '') return <SkeletonRows rows={6} label={t('open.looking')} />;
  if (query.isError && !query.data) return <ErrorState page error={query.error} title={t('open.failed')} kept={t('open.kept')} onRetry={() => void query.refetch()} retrying={query.isFetching} />;
  const matches = query.data ?? [];
  if (matches.length === 1) return <Navigate to={`/ativos/${matches[0]!.id}`} replace />;
  if (matches.length === 0) {
    return (
      <EmptyState
        page
        icon={<IconPackageOff size={28} stroke={1.5} />}
        title={t('open.unknown')}
        text={t('open.unknownText', { code })}
        actions={
          <LinkButton to="/ler" variant="primary">
            {t('open.another')}
          </LinkButton>
        }
      />
    );
  }
  const title = t('open.several', { count: matches.length, code });
  return (
    <div className={classes.scene}>
      <h1 tabIndex={-1}>{title}</h1>
      <MatchChoice matches={matches} label={title} />
    </div>
  );
}
