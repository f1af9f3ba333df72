import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PagePath, type PathStep } from '@/shared/ui';
import classes from './asset-form.module.css';

/** Page around the form: where one is, what is being done, the form. */
export function FormScene({ steps, title, aside, children }: { steps: PathStep[]; title: string; aside?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation('shared');
  return (
    <div className={classes.page}>
      <div className={classes.inner}>
        <PagePath steps={steps} label={t('detail.path')} />
        <header className={classes.head}>
          <h1 tabIndex={-1}>{title}</h1>
          {aside}
        </header>
        {children}
      </div>
    </div>
  );
}
