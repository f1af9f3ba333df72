import { IconChevronRight, IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TrailChange, TrailEntry } from '@/api/types';
import { useTrailWords } from '@/entities/trail';
import { changeText } from '@/shared/detail';
import { formatNumber } from '@/shared/lib/format';
import { asText } from '@/shared/lib/text';
import { DateText, Plate } from '@/shared/ui';
import { differences } from './differences';
import classes from './trail.module.css';

const PLACES: Record<string, string> = { asset: '/ativos', location: '/localizacoes', person: '/pessoas', supplier: '/fornecedores', asset_category: '/categorias', asset_import: '/ativos/importacoes', loan_agreement: '/emprestimos' };

/** What an entry is about, as a link to it where it has a page. */
export function Subject({ entry }: { entry: TrailEntry }) {
  const { entityName, many } = useTrailWords();
  if ((entry.count ?? 1) > 1) return <b>{many(entry)}</b>;
  if (entry.entity === 'session' || (entry.entity === 'user' && entry.entity_id === null)) return null; // the verb says it
  const own = entry.action === 'delete' ? undefined : PLACES[entry.entity];
  const name = entry.entity_label ?? writtenName(entry);
  const label = entry.entity === 'asset' && name ? <Plate code={name} /> : (name ?? (entry.entity_id ? `#${entry.entity_id}` : ''));
  return (
    <>
      {entityName(entry.entity).toLowerCase()} {own && entry.entity_id ? <Link to={`${own}/${entry.entity_id}`}>{label}</Link> : label}
    </>
  );
}

/** The name that the entry itself holds, for what is gone. */
function writtenName({ changes }: TrailEntry): string | undefined {
  const named = changes.find(({ field }) => field === 'tag') ?? changes.find(({ field }) => field === 'name');
  const value = named?.after ?? named?.before;
  return typeof value === 'string' && !isHidden(value) ? value : undefined;
}

const isHidden = (value: unknown) => typeof value === 'string' && value.startsWith('hmac:');

/** All entries of a group, each for itself. */
function membersOf(entry: TrailEntry): string {
  const wanted = new URLSearchParams({ entity: entry.entity, action: entry.action });
  if (entry.request_id) wanted.set('request_id', entry.request_id);
  return `/trilha?${wanted.toString()}`;
}

/** Everything that is kept of an entry: each field before and after, and where it came from. */
export function EntryDetails({ entry }: { entry: TrailEntry }) {
  const { t } = useTranslation('trail');
  const count = entry.count ?? 1;
  if (count > 1) {
    return (
      <Link to={membersOf(entry)} className={classes.members}>
        {t('details.all', { count, formatted: formatNumber(count) })}
      </Link>
    );
  }
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

/** Field by field; what was made has no before, what was deleted no after. */
function Diff({ entry }: { entry: TrailEntry }) {
  const { t } = useTranslation('trail');
  const { fieldName } = useTrailWords();
  const made = entry.changes.every(({ before }) => before === null);
  const gone = entry.changes.every(({ after }) => after === null);
  const sides = made ? (['after'] as const) : gone ? (['before'] as const) : (['before', 'after'] as const);
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('details.diff')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('details.field')}</th>
            {sides.map((side) => (
              <th scope="col" key={side}>
                {t(sides.length === 1 ? 'details.value' : `details.${side}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entry.changes.flatMap((change) =>
            differences(change).map((line) => (
              <tr key={`${change.field}-${line.key}`}>
                <th scope="row">
                  {fieldName(entry, change)}
                  {line.key && <span className="t3"> · {line.key}</span>}
                </th>
                {sides.map((side) => (
                  <td key={side} className={sides.length === 1 ? undefined : classes[side]}>
                    <Value entry={entry} change={line.change} side={side} />
                  </td>
                ))}
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  );
}

function Value({ entry, change, side }: { entry: TrailEntry; change: TrailChange; side: 'before' | 'after' }) {
  const { t } = useTranslation('trail');
  const { t: shared } = useTranslation('shared');
  const { showValue } = useTrailWords();
  if (isHidden(change[side])) {
    return (
      <span className={classes.hidden}>
        <IconLock size={13} aria-hidden /> {t('details.hidden')}
      </span>
    );
  }
  return <>{changeText(shared, entry, change, side, showValue)}</>;
}
