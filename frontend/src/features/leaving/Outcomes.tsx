import { IconCheck, IconClock, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { HandedAsset } from '@/api/generated/model';
import type { Ref } from '@/api/types';
import { Badge, Plate, type Tone } from '@/shared/ui';
import classes from './leaving.module.css';

const LOOK: Record<HandedAsset['outcome'], { tone: Tone; Icon: typeof IconCheck }> = {
  done: { tone: 'success', Icon: IconCheck },
  waiting: { tone: 'warning', Icon: IconClock },
  refused: { tone: 'danger', Icon: IconX },
};

/** What became of each thing that was handed over, one by one. */
export function Outcomes({ items, document }: { items: HandedAsset[]; document: Ref | null }) {
  const { t } = useTranslation('leaving');
  return (
    <div role="status">
      {items.length > 0 && (
        <section className={classes.list}>
          <h3>{t('outcome.title')}</h3>
          {document && (
            <p>
              {t('outcome.document')} <Link to={`/transferencias/${document.id}`} className="mono">{document.name}</Link>
            </p>
          )}
          <ul className={classes.items}>
            {items.map((item) => {
              const { tone, Icon } = LOOK[item.outcome];
              return (
                <li key={item.asset_id}>
                  <Plate code={item.tag} />
                  <Badge tone={tone} icon={<Icon size={13} stroke={2} />}>
                    {t(`outcome.${item.outcome}`)}
                  </Badge>
                  {item.message && <span className="grow t2">{item.message}</span>}
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </div>
  );
}
