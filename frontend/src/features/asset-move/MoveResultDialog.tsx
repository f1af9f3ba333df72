import { IconAlertOctagon, IconCircleCheck, IconEqual } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { MoveResult } from '@/api/types';
import { ActDialog } from '@/shared/dialog';
import { cx } from '@/shared/lib/cx';
import { formatNumber } from '@/shared/lib/format';
import { Plate } from '@/shared/ui';
import classes from './asset-move.module.css';

/** What became of each selected asset: moved, there already, refused and why. */
export function MoveResultDialog({ result, onClose }: { result: MoveResult; onClose: () => void }) {
  const { t } = useTranslation('asset-move');
  const { moved, unchanged, failed } = result;
  return (
    <ActDialog title={t('result.title')} size={560} onClose={onClose}>
      <ul className={classes.figures} role="status">
        <Figure Icon={IconCircleCheck} tone="success" count={moved} text={t('result.moved', { count: moved })} />
        <Figure Icon={IconEqual} tone="neutral" count={unchanged} text={t('result.unchanged', { count: unchanged })} />
        <Figure Icon={IconAlertOctagon} tone="danger" count={failed.length} text={t('result.failed', { count: failed.length })} />
      </ul>
      {failed.length > 0 && (
        <div className={classes.failures} tabIndex={0} role="region" aria-label={t('result.failures')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('result.asset')}</th>
                <th scope="col">{t('result.why')}</th>
              </tr>
            </thead>
            <tbody>
              {failed.map((item) => (
                <tr key={item.id}>
                  <td>
                    <Link to={`/ativos/${item.id}`} onClick={onClose}>
                      <Plate code={item.tag} />
                    </Link>
                  </td>
                  <td>{item.message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </ActDialog>
  );
}

function Figure({ Icon, tone, count, text }: { Icon: ComponentType<{ size?: number }>; tone: string; count: number; text: string }) {
  return (
    <li className={cx(classes.figure, tone, count === 0 && classes.zero)}>
      <Icon size={20} />
      <b>{formatNumber(count)}</b> {text}
    </li>
  );
}
