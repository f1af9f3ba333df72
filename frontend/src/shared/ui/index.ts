export { Button, IconButton, LinkButton } from './Button';
export { Checkbox } from './Checkbox';
export { CopyButton } from './CopyButton';
export { Badge, Code, CountBadge, PagePath, Plate, StateMark, type BadgeProps, type Look, type PathStep, type Tone } from './codes';
export { EmptyState, ErrorState, Notice, Skeleton, SkeletonRows, useProblemText } from './states';
export { Avatar, Card, DateText, KeyValue, Money, PersonText, PlaceText, ProgressBar, Text, type KeyValueItem } from './values';
export { BootScreen, BrandMark } from './Brand';
export { PageFrame } from './PageFrame';
export { PublicPage } from './PublicPage';
