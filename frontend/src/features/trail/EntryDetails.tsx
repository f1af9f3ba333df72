import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TrailEntry } from '@/api/types';
import { useTrailWords } from '@/entities/trail';
import { changeText } from '@/shared/detail';
import { asText } from '@/shared/lib/text';
import { DateText } from '@/shared/ui';
import classes from './trail.module.css';

const PLACES: Record<string, string> = { asset: '/ativos', location: '/localizacoes', person: '/pessoas', supplier: '/fornecedores', asset_category: '/categorias' };

/** What an entry is about, as a link to it where it has a page. */
export function Subject({ entry }: { entry: TrailEntry }) {
  const { entityName } = useTrailWords();
  if (entry.entity === 'session') return null; // the verb says it
  const own = entry.action === 'delete' ? undefined : PLACES[entry.entity];
  const name = entry.changes.find((change) => (change.field === 'tag' || change.field === 'name') && typeof change.after === 'string' && !change.after.startsWith('hmac:'));
  const text = `${entityName(entry.entity).toLowerCase()} ${name ? asText(name.after) : entry.entity_id ? `#${entry.entity_id}` : ''}`.trim();
  return own && entry.entity_id ? <Link to={`${own}/${entry.entity_id}`}>{text}</Link> : <>{text}</>;
}

/** Everything that is kept of an entry: each field before and after, and where it came from. */
export function EntryDetails({ entry }: { entry: TrailEntry }) {
  const { t } = useTranslation('trail');
  return (
    <details className={classes.details}>
      <summary>
        <IconChevronRight size={14} aria-hidden />
        {entry.changes.length > 0 ? t('details.fields', { count: entry.changes.length }) : t('details.open')}
      </summary>
      {entry.changes.length > 0 && <Diff entry={entry} />}
      <dl className={classes.origin}>
        <dt>{t('details.when')}</dt>
        <dd>
          <DateText value={entry.created_at} time />
        </dd>
        <dt>{t('details.source')}</dt>
        <dd>{t(`source.${entry.source}`, { defaultValue: entry.source })}</dd>
        {Object.entries(entry.details ?? {}).map(([key, value]) => (
          <Extra key={key} name={key} value={value} />
        ))}
        {entry.request_id && (
          <>
            <dt>{t('details.request')}</dt>
            <dd>
              <Link to={`/trilha?request_id=${encodeURIComponent(entry.request_id)}`} className="mono" title={t('details.sameRequest')}>
                {entry.request_id}
              </Link>
            </dd>
          </>
        )}
        {entry.entity_id !== null && (
          <>
            <dt>{t('details.record')}</dt>
            <dd>
              <Link to={`/trilha?entity=${entry.entity}&entity_id=${entry.entity_id}`}>{t('details.sameRecord')}</Link>
            </dd>
          </>
        )}
      </dl>
    </details>
  );
}

function Extra({ name, value }: { name: string; value: unknown }) {
  const { t } = useTranslation('trail');
  return (
    <>
      <dt>{t(`detail.${name}`, { defaultValue: name })}</dt>
      <dd>{asText(value)}</dd>
    </>
  );
}

function Diff({ entry }: { entry: TrailEntry }) {
  const { t } = useTranslation('trail');
  const { t: shared } = useTranslation('shared');
  const { fieldName, showValue } = useTrailWords();
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('details.diff')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('details.field')}</th>
            <th scope="col">{t('details.before')}</th>
            <th scope="col">{t('details.after')}</th>
          </tr>
        </thead>
        <tbody>
          {entry.changes.map((change) => (
            <tr key={change.field}>
              <th scope="row">{fieldName(entry, change)}</th>
              <td className={classes.before}>{changeText(shared, entry, change, 'before', showValue)}</td>
              <td className={classes.after}>{changeText(shared, entry, change, 'after', showValue)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
