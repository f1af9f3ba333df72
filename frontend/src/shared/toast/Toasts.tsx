import { IconAlertOctagon, IconCircleCheck, IconRefresh, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { cx } from '../lib/cx';
import { Button, IconButton } from '../ui/Button';
import { closeToast, useToasts } from './toast';
import classes from './Toasts.module.css';

const ICONS = { success: IconCircleCheck, info: IconRefresh, danger: IconAlertOctagon };

/** Where `toast()` appears; mounted once by the app. */
export function Toasts() {
  const { t } = useTranslation('shared');
  const toasts = useToasts((state) => state.toasts);
  return (
    <div className={classes.region} role="region" aria-label={t('toast.region')} aria-live="polite">
      {toasts.map((item) => {
        const Icon = ICONS[item.tone];
        return (
          <div key={item.id} className={cx(classes.toast, item.tone)} role={item.tone === 'danger' ? 'alert' : 'status'}>
            <Icon size={20} aria-hidden />
            <span className="grow">
              <b>{item.title}</b>
              {item.text && <div className="t2">{item.text}</div>}
            </span>
            {item.action && (
              <Button
                variant="link"
                size="sm"
                onClick={() => {
                  item.action?.run();
                  closeToast(item.id);
                }}
              >
                {item.action.label}
              </Button>
            )}
            <IconButton label={t('toast.close')} size="sm" onClick={() => closeToast(item.id)}>
              <IconX size={16} />
            </IconButton>
          </div>
        );
      })}
    </div>
  );
}
