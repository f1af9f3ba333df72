import { IconRefresh, IconWifiOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { cx } from '../lib/cx';
import classes from './live.module.css';
import { useLiveState } from './liveClient';

const LOOK = { on: 'success', connecting: 'neutral', reconnecting: 'warning', off: 'danger' } as const;

/** State of the live connection: colour, sign and word. */
export function LiveIndicator({ compact }: { compact?: boolean }) {
  const { t } = useTranslation('shared');
  const state = useLiveState((store) => store.state);
  const hint = state === 'off' ? t('live.offHint') : t('live.onHint');
  return (
    <span className={cx(classes.live, LOOK[state])} role="status" title={hint} data-state={state}>
      {state === 'off' ? <IconWifiOff size={14} aria-hidden /> : state === 'reconnecting' ? <IconRefresh size={14} aria-hidden /> : <i className={classes.dot} />}
      <span className={compact ? 'sr' : undefined}>{t(`live.${state}`)}</span>
    </span>
  );
}
