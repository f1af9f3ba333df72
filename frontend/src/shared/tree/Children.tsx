import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatNumber } from '../lib/format';
import classes from './children.module.css';
import type { TreeDefinition, TreeNode } from './types';

interface ChildrenProps<N extends TreeNode> {
  definition: TreeDefinition<N>;
  nodes: N[];
  label: string;
  truncated?: boolean;
}

const number = (value: number | null) => (value === null ? '' : formatNumber(value));

/** What lies below a node, with what each holds; the way down by mouse. */
export function ChildrenTable<N extends TreeNode>({ definition, nodes, label, truncated }: ChildrenProps<N>) {
  const { t } = useTranslation('tree');
  const { Icon, Remark, basePath, texts } = definition;
  return (
    <>
      <table className={classes.table}>
        <caption className="sr">{label}</caption>
        <thead>
          <tr>
            <th scope="col">{t(texts.column)}</th>
            <th scope="col" className={classes.num}>
              {t('inside')}
            </th>
            <th scope="col" className={classes.num}>
              {t('assetsOwn')}
            </th>
            <th scope="col" className={classes.num}>
              {t('assetsTotal')}
            </th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((node) => (
            <tr key={node.id}>
              <th scope="row">
                <span className={classes.cell}>
                  <Icon node={node} size={16} />
                  <Link to={`${basePath}/${node.id}`} preventScrollReset>
                    {node.name}
                  </Link>
                  {Remark && (
                    <span className={classes.remark}>
                      <Remark node={node} />
                    </span>
                  )}
                </span>
              </th>
              <td className={classes.num}>{number(node.child_count)}</td>
              <td className={classes.num}>{number(node.asset_count)}</td>
              <td className={classes.num}>{number(node.asset_count_total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {truncated && <p className={classes.note}>{t('truncated')}</p>}
    </>
  );
}

/** The same on a phone: one link per node, two lines each. */
export function DrillList<N extends TreeNode>({ definition, nodes, label, withPath, truncated }: ChildrenProps<N> & { withPath?: boolean }) {
  const { t } = useTranslation('tree');
  const { Icon, Remark, basePath } = definition;
  return (
    <>
      <ul className={classes.drill} aria-label={label}>
        {nodes.map((node) => {
          const above = node.path
            .slice(0, -1)
            .map((step) => step.name)
            .join(' › ');
          return (
            <li key={node.id}>
              <Link to={`${basePath}/${node.id}`}>
                <Icon node={node} size={20} />
                <span className={classes.drillText}>
                  <b className="ell">{node.name}</b>
                  <span className={classes.remark}>{withPath && above ? above : Remark ? <Remark node={node} /> : node.child_count > 0 && t('insideCount', { count: node.child_count, formatted: formatNumber(node.child_count) })}</span>
                </span>
                {node.asset_count_total !== null && (
                  <span className={classes.drillCount} title={t('sumHint')}>
                    {formatNumber(node.asset_count_total)}
                  </span>
                )}
                <IconChevronRight size={16} aria-hidden />
              </Link>
            </li>
          );
        })}
      </ul>
      {truncated && <p className={classes.note}>{t('truncated')}</p>}
    </>
  );
}
