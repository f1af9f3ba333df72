import { IconChevronRight } from '@tabler/icons-react';
import { useRef, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id } from '@/api/types';
import { cx } from '../lib/cx';
import { formatNumber } from '../lib/format';
import { Skeleton } from '../ui/states';
import classes from './tree.module.css';
import type { TreeLine, TreeNode } from './types';
import { useTreeKeys } from './useTreeKeys';

interface TreeProps<N extends TreeNode> {
  lines: TreeLine<N>[];
  label: string;
  chosenId: Id | null;
  Icon: ComponentType<{ node: N; size?: number }>;
  onToggle: (id: Id, open: boolean) => void;
  onChoose: (node: N) => void;
  onRetry: (parentId: Id | null) => void;
  /** Text that was searched: nodes that only lead to a match are dimmed. */
  searching?: boolean;
}

/** The open part of a tree, one line per node, with the counts of what is in it. */
export function Tree<N extends TreeNode>({ lines, label, chosenId, Icon, onToggle, onChoose, onRetry, searching = false }: TreeProps<N>) {
  const tree = useRef<HTMLUListElement>(null);
  const keys = useTreeKeys({ lines, chosenId, tree, toggle: onToggle, onChoose });
  return (
    <ul className={classes.tree} role="tree" aria-label={label} ref={tree} onKeyDown={keys.onKeyDown}>
      {lines.map((line) =>
        line.kind === 'node' ? (
          <NodeLine
            key={line.node.id}
            line={line}
            Icon={Icon}
            chosen={line.node.id === chosenId}
            tabStop={line.node.id === keys.tabStop}
            dimmed={searching && line.node.matched === false}
            onFocus={() => keys.setFocusId(line.node.id)}
            onToggle={() => onToggle(line.node.id, !line.open)}
            onChoose={() => onChoose(line.node)}
          />
        ) : (
          <OtherLine key={`${line.kind}-${line.parentId}`} kind={line.kind} level={line.level} onRetry={() => onRetry(line.parentId)} />
        ),
      )}
    </ul>
  );
}

/** What the two figures at the end of each line are. */
export function TreeColumns() {
  const { t } = useTranslation('tree');
  return (
    <div className={classes.columns} aria-hidden>
      <span className="grow" />
      <span title={t('ownHint')}>{t('own')}</span>
      <span title={t('sumHint')}>{t('sum')}</span>
    </div>
  );
}

interface NodeLineProps<N extends TreeNode> {
  line: Extract<TreeLine<N>, { kind: 'node' }>;
  Icon: ComponentType<{ node: N; size?: number }>;
  chosen: boolean;
  tabStop: boolean;
  dimmed: boolean;
  onFocus: () => void;
  onToggle: () => void;
  onChoose: () => void;
}

const indent = (level: number) => ({ paddingLeft: 8 + (level - 1) * 18 });

function NodeLine<N extends TreeNode>({ line, Icon, chosen, tabStop, dimmed, onFocus, onToggle, onChoose }: NodeLineProps<N>) {
  const { t } = useTranslation('tree');
  const { node, level, position, size, open, expandable } = line;
  const counted = node.asset_count_total !== null && node.asset_count !== null;
  const counts = counted ? t('counts', { own: formatNumber(node.asset_count!), total: formatNumber(node.asset_count_total!) }) : '';
  return (
    <li
      role="treeitem"
      data-node={node.id}
      className={cx(classes.line, dimmed && classes.dimmed)}
      style={indent(level)}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={size}
      aria-expanded={expandable ? open : undefined}
      aria-selected={chosen}
      aria-label={counted ? `${node.name}, ${counts}` : node.name}
      tabIndex={tabStop ? 0 : -1}
      title={node.path.map((step) => step.name).join(' › ')}
      onFocus={onFocus}
      onClick={onChoose}
    >
      <span
        className={cx(classes.twist, open && classes.open)}
        aria-hidden
        onClick={(event) => {
          if (!expandable) return;
          event.stopPropagation();
          onToggle();
        }}
      >
        {expandable && <IconChevronRight size={14} />}
      </span>
      <Icon node={node} size={16} />
      <span className={classes.name}>{node.name}</span>
      {counted && (
        <>
          <span className={classes.own}>{formatNumber(node.asset_count!)}</span>
          <span className={classes.sum}>{formatNumber(node.asset_count_total!)}</span>
        </>
      )}
    </li>
  );
}

/** What stands where nodes are on their way, did not come, or are too many. */
function OtherLine({ kind, level, onRetry }: { kind: 'loading' | 'failed' | 'truncated'; level: number; onRetry: () => void }) {
  const { t } = useTranslation('tree');
  return (
    <li role="treeitem" aria-selected={false} aria-disabled aria-level={level} aria-label={t(kind)} className={cx(classes.line, classes.other)} style={indent(level)} onClick={kind === 'failed' ? onRetry : undefined}>
      <span className={classes.twist} aria-hidden />
      {kind === 'loading' ? <Skeleton width={`${64 - level * 6}%`} /> : <span>{t(kind)}</span>}
    </li>
  );
}
