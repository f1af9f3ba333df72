import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Matches } from '@/entities/asset';
import { Plate } from '@/shared/ui';
import classes from './scan.module.css';

/** Several assets carry the code: which one is meant? */
export function MatchChoice({ matches, label }: { matches: Matches; label: string }) {
  const { t } = useTranslation('scan');
  return (
    <ul className={classes.choices} aria-label={label}>
      {matches.map((match) => (
        <li key={match.id}>
          <Link to={`/ativos/${match.id}`}>
            <Plate code={match.tag} />
            <span className="grow ell">{match.name}</span>
            <span className="cap">{t(`matchedBy.${match.matched_by}`, { defaultValue: match.matched_by })}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
