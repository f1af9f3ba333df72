import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { BoundOut } from '@/api/generated/model';
import type { Id } from '@/api/types';
import { formatNumber } from '@/shared/lib/format';
import { Button, Checkbox, Plate } from '@/shared/ui';
import classes from './leaving.module.css';

interface HandedListProps {
  title: string;
  items: BoundOut[];
  /** How many there are; they are not all told. */
  total: number;
  ticked: ReadonlySet<Id>;
  onTick: (assets: Id[], on: boolean) => void;
  /** All of them are chosen, told or not. */
  all: boolean;
  onAll: () => void;
  /** They are on loan: what is only reserved is cancelled on the page of its loan. */
  loans?: boolean;
}

/** What the person has of one kind, to be ticked off. */
export function HandedList({ title, items, total, ticked, onTick, all, onAll, loans }: HandedListProps) {
  const { t } = useTranslation('leaving');
  if (items.length === 0) return null;
  const able = items.filter((item) => !loans || item.state === 'active').map((item) => item.asset_id!);
  const possible = new Set(able);
  const chosen = able.filter((id) => ticked.has(id)).length;
  const [count, shown] = [formatNumber(total), formatNumber(items.length)];
  return (
    <section className={classes.list}>
      <h3>
        {title} ({count})
      </h3>
      {able.length > 1 && (
        <p className={classes.buttons}>
          <span className={classes.all}>
            <Checkbox label={t('hand.allOf', { kind: title })} checked={chosen === able.length} indeterminate={chosen > 0 && chosen < able.length} onChange={(on) => onTick(able, on)} />
            <span aria-live="polite">{all ? t('hand.allChosen', { count: total, formatted: count }) : t('hand.chosen', { chosen, count: able.length })}</span>
          </span>
          {total > items.length && chosen === able.length && !all && <Button onClick={onAll}>{t('hand.everyOne', { count: total, formatted: count })}</Button>}
        </p>
      )}
      {total > items.length && !all && <p className="t2">{t('hand.shown', { shown, total: count })}</p>}
      <ul className={classes.items} data-many={items.length > 10 || undefined}>
        {items.map((item) => (
          <li key={item.id} data-ticked={ticked.has(item.asset_id!) || undefined}>
            {possible.has(item.asset_id!) && <Checkbox label={t('hand.tick', { tag: item.code })} checked={ticked.has(item.asset_id!)} onChange={(on) => onTick([item.asset_id!], on)} />}
            <Plate code={item.code} />
            <span className="grow ell">{item.name}</span>
            {loans && (
              <Link to={`/emprestimos/${item.target_id}`} className="mono">
                {item.document}
              </Link>
            )}
            {loans && item.state === 'reserved' && <span className="cap">{t('reserved')}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
