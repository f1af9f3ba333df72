import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signOutAgain } from '@/api/auth';
import { useStore } from '@/shared/store/store';
import { toast } from '@/shared/toast/toast';
import { Button, Notice } from '@/shared/ui';

/** A sign-out that did not get through: whoever opens this browser next would be in. */
export function LeftOpen() {
  const { t } = useTranslation('sign-in');
  const leftOpen = useStore((state) => state.leftOpen);
  const [busy, setBusy] = useState(false);
  if (!leftOpen) return null;
  const again = async () => {
    setBusy(true);
    try {
      await signOutAgain();
      useStore.setState({ leftOpen: false });
      toast({ tone: 'success', title: t('leftOpen.done') });
    } catch {
      // the notice stays, and says it still
    } finally {
      setBusy(false);
    }
  };
  return (
    <Notice tone="danger" title={t('leftOpen.title')}>
      <span>{t('leftOpen.text')}</span>
      <Button size="sm" loading={busy} onClick={() => void again()}>
        {t('leftOpen.again')}
      </Button>
    </Notice>
  );
}
