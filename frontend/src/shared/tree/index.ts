export { Tree } from './Tree';
export { TreePage } from './TreePage';
export { useTreeLines } from './useTreeLines';
export type { TreeDefinition, TreeLevel, TreeLine, TreeNode, TreeSource } from './types';
export { DeleteNodeDialog } from './DeleteNodeDialog';
export { MoveNodeDialog } from './MoveNodeDialog';
