export { ActionBar, type DetailAction, type DetailActionProps } from './ActionBar';
export { Aside, CardGrid, DetailPage, FullWidth, Sheet, Tabs, type DetailTab } from './DetailPage';
export { changeText, Timeline } from './Timeline';
