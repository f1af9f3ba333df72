export { ActionBar, type DetailAction, type DetailActionProps } from './ActionBar';
export { Aside, CardGrid, DetailPage, FullWidth, Overview, Sheet, Tabs, type DetailTab } from './DetailPage';
export { EditorFields, EditorFoot, EditorPage } from './EditorPage';
export { changeText, Timeline } from './Timeline';
