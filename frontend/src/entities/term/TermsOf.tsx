import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { termsApi } from '@/api/terms';
import { TermBadge } from './badges';
import classes from './term.module.css';

/** The terms that a document has brought with it; nothing while it has none. */
export function TermsOf({ kind, id }: { kind: string; id: number }) {
  const { t } = useTranslation('entities');
  const { data } = useQuery({ queryKey: ['terms', 'of', kind, id], queryFn: ({ signal }) => termsApi.list({ subject_kind: kind, subject_id: id, page_size: 20 }, signal) });
  if (!data || data.items.length === 0) return null;
  return (
    <section className={classes.part}>
      <h3>{t('term.many')}</h3>
      <ul>
        {data.items.map((term) => (
          <li key={term.id}>
            <Link to={`/termos/${term.id}`} className="mono">
              {term.number}
            </Link>
            <TermBadge state={term.state} />
            <span className="t2">{term.signer.name}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
