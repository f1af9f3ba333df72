import { useTranslation } from 'react-i18next';
import classes from './terms.module.css';

interface TermTextProps {
  paragraphs: string[];
  lines: string[][];
  total: string;
}

const HEADS = ['tag', 'patrimonio', 'name', 'serial', 'condition', 'value'] as const;

/** What a term says, as it was frozen: its paragraphs and its assets. */
export function TermText({ paragraphs, lines, total }: TermTextProps) {
  const { t } = useTranslation('terms');
  return (
    <div className={classes.text}>
      {paragraphs.map((paragraph, index) => (
        <p key={index}>{paragraph}</p>
      ))}
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('assets')}>
        <table>
          <thead>
            <tr>
              {HEADS.map((head) => (
                <th key={head} scope="col">
                  {t(`line.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line, row) => (
              <tr key={row}>
                {line.map((cell, index) => (
                  <td key={HEADS[index]} className={index < 2 || index === 3 ? 'mono' : undefined}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {total && (
            <tfoot>
              <tr>
                <th scope="row" colSpan={5}>
                  {t('total')}
                </th>
                <td>{total}</td>
              </tr>
            </tfoot>
          )}
        </table>
      </div>
    </div>
  );
}
