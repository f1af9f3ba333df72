import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { BoundGroup, BoundOut } from '@/api/generated/model';
import { documentHref } from '@/entities/document';
import { formatNumber } from '@/shared/lib/format';
import { usePermission } from '@/shared/store/store';
import { Card, LinkButton } from '@/shared/ui';
import classes from './leaving.module.css';

/** What kind of document those of a group are. */
const DOCUMENTS: Partial<Record<BoundGroup['kind'], string>> = { transfers: 'transfer', loans: 'loan', disposals: 'disposal' };

/** Where one of them is dealt with; null: nowhere in particular. */
function hrefOf(kind: BoundGroup['kind'], item: BoundOut): string | null {
  const document = kind === 'approvals' ? item.state : DOCUMENTS[kind];
  if (document) return documentHref(document, item.target_id) ?? null;
  if (kind === 'terms') return `/termos/${item.target_id}`;
  if (kind === 'account') return `/usuarios/${item.target_id}`;
  if (kind === 'approval_rules') return '/regras-de-aprovacao';
  if (kind === 'delegations') return '/aprovacoes';
  return null;
}

/** What binds the person and is dealt with elsewhere: a list of ways there. */
export function Group({ group }: { group: BoundGroup }) {
  const { t } = useTranslation('leaving');
  return (
    <Card title={`${t(`kind.${group.kind}`)} (${formatNumber(group.total)})`}>
      <p className="t2">{t(`about.${group.kind}`)}</p>
      <Told group={group} />
      <ul className={classes.items} data-many={group.items.length > 10 || undefined}>
        {group.items.map((item) => (
          <Item key={item.id} kind={group.kind} item={item} />
        ))}
      </ul>
    </Card>
  );
}

/** Of how many there are the list tells. */
function Told({ group: { total, hidden, items } }: { group: BoundGroup }) {
  const { t } = useTranslation('leaving');
  if (items.length === 0 && hidden > 0) return <p className="t2">{t('hiddenAll')}</p>;
  if (items.length >= total - hidden) return null;
  return <p className="t2">{t('told', { shown: formatNumber(items.length), total: formatNumber(total - hidden) })}</p>;
}

function Item({ kind, item }: { kind: BoundGroup['kind']; item: BoundOut }) {
  const { t } = useTranslation('leaving');
  const href = hrefOf(kind, item);
  const ends = usePermission('users.manage');
  const named = kind === 'account' || kind === 'delegations' || kind === 'approval_rules';
  const code = <b className={named ? undefined : 'mono'}>{item.code}</b>;
  return (
    <li>
      {href ? <Link to={href}>{code}</Link> : code}
      <span className="grow ell t2">{kind === 'delegations' ? t('standsIn', { name: item.name }) : [item.name, item.document].filter(Boolean).join(' · ')}</span>
      {kind === 'account' && ends && <LinkButton to={`/usuarios/${item.target_id}`}>{t('endAccount')}</LinkButton>}
      {item.state === 'unsigned' && <span className="cap">{t('unsigned')}</span>}
    </li>
  );
}
