export { LiveClient, mapLiveObject, useLiveState } from './liveClient';
export { LiveIndicator } from './LiveIndicator';
