import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BrandMark } from '@/shared/ui';
import { useStore } from '@/shared/store/store';
import classes from './sign-in.module.css';

const PLATES = ['004217', '003960', '002781', '000317', '003315', '001846', '002104', '004102', '003961'];

/** The desk with the register's cover and its plates at the left, the sheet with the form at the right. */
export function SignInScene({ children }: { children: ReactNode }) {
  const { t } = useTranslation('sign-in');
  const language = useStore((state) => state.preferences.language);
  const setPreferences = useStore((state) => state.setPreferences);
  return (
    <div className={classes.scene}>
      <section className={classes.cover} aria-label={t('about')}>
        <div className={classes.brand}>
          <BrandMark size={32} />
          <span>{t('brand')}</span>
        </div>
        <div className={classes.plates} aria-hidden>
          {PLATES.map((code) => (
            <span key={code}>{code}</span>
          ))}
        </div>
        <p className={classes.motto}>{t('motto')}</p>
        <p className={classes.sub}>{t('sub')}</p>
      </section>
      <main className={classes.sheet}>
        <div className={classes.smallBrand}>
          <BrandMark size={40} />
          <span>{t('brand')}</span>
        </div>
        {children}
        <div className={classes.language} role="group" aria-label={t('language')}>
          {(['pt-BR', 'en'] as const).map((code) => (
            <button key={code} type="button" aria-pressed={language === code} onClick={() => setPreferences({ language: code })} lang={code}>
              {t(`languages.${code}`)}
            </button>
          ))}
        </div>
      </main>
    </div>
  );
}
