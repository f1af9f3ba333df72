export { AttachmentsButton } from './AttachmentsButton';
export { AttachmentsPanel } from './AttachmentsPanel';
export { MainPicture } from './MainPicture';
export { useAttachments } from './queries';
