/**
 * The API document against the shapes that the screens were written with: `tsc` fails here when they differ.
 * What the server says must fit what a screen reads; what a screen sends must fit what the server takes.
 */
import type * as Said from './generated/model';
import type * as Account from './account';
import type * as Assets from './assets';
import type * as Attachments from './attachments';
import type * as Catalogue from './catalogue';
import type * as Imports from './imports';
import type * as Labels from './labels';
import type * as Locations from './locations';
import type * as Positions from './positions';
import type * as Roles from './roles';
import type * as Transfers from './transfers';
import type * as Types from './types';
import type * as Users from './users';

type Fits<Given extends Wanted, Wanted> = [Given, Wanted];

export type Answers = [
  Fits<Said.AssetOut, Types.AssetOut>,
  Fits<Said.AssetRow, Types.AssetRow>,
  Fits<Said.AssetSummary, Types.AssetSummary>,
  Fits<Said.CategoryOut, Types.CategoryOut>,
  Fits<Said.CodeMatches, Types.CodeMatches>,
  Fits<Omit<Said.ImportOut, 'summary'>, Omit<Imports.ImportOut, 'summary'>>,
  Fits<Omit<Said.ImportRow, 'summary'>, Omit<Imports.ImportRow, 'summary'>>,
  Fits<Said.JobOut, Types.JobOut>,
  Fits<Said.LocationNode, Types.LocationNode>,
  Fits<Said.LocationOut, Types.LocationOut>,
  Fits<Said.Me, Types.Me>,
  Fits<Said.MovementOut, Types.MovementOut>,
  Fits<Said.PersonOut, Types.PersonOut>,
  Fits<Said.MergePreview, Catalogue.MergePreview>,
  Fits<Said.SearchResult, Types.SearchResult>,
  Fits<Said.SupplierOut, Types.SupplierOut>,
  Fits<Said.TrailEntry, Types.TrailEntry>,
  Fits<Said.UserRow, Types.UserRow>,
  Fits<Said.ChallengeOut, Types.Challenge>,
  Fits<Said.Enrolment, Account.Enrolment>,
  Fits<Said.LinkOut, Account.PasswordLink>,
  Fits<Said.OwnSession, Account.OwnSession>,
  Fits<Said.PasswordLinkOut, Users.PasswordLinkOut>,
  Fits<Said.AttachmentList, Attachments.AttachmentList>,
  Fits<Said.UploadOut, Attachments.PartialUpload>,
  Fits<Said.PositionPage, Positions.PositionPage>,
  Fits<Said.AssetPosition, Positions.AssetPosition>,
  Fits<Said.TransferOut, Transfers.Transfer>,
  Fits<Said.TransferRow, Transfers.TransferRow>,
  Fits<Said.ApprovalOut, Transfers.ApprovalRow>,
  Fits<Said.RecoveryCodes, Account.RecoveryCodes>,
  Fits<Said.SecondFactorState, Account.SecondFactorState>,
  Fits<Said.UserOut, Users.UserOut>,
  Fits<Said.RoleOut, Roles.RoleOut>,
  Fits<Said.PermissionGroup, Roles.PermissionGroup>,
];

export type Requests = [
  Fits<Assets.AssetIn, Said.AssetIn>,
  Fits<Attachments.AttachmentPatch, Said.AttachmentPatch>,
  Fits<Catalogue.CategoryIn, Said.CategoryIn>,
  Fits<Labels.LabelsIn, Said.LabelsIn>,
  Fits<Transfers.DraftIn, Said.DraftIn>,
  Fits<Transfers.TransferIn, Said.TransferIn>,
  Fits<Transfers.ReceiptIn, Said.ReceiptIn>,
  Fits<Transfers.TakeBackIn, Said.TakeBackIn>,
  Fits<Transfers.DecisionIn, Said.DecisionIn>,
  Fits<Locations.LocationIn, Said.LocationIn>,
  Fits<Imports.MappingIn, Said.MappingIn>,
  Fits<Catalogue.PersonIn, Said.PersonIn>,
  Fits<Catalogue.MergeIn, Said.MergeIn>,
  Fits<Catalogue.SupplierIn, Said.SupplierIn>,
  Fits<Users.UserIn, Said.UserIn>,
  Fits<Users.GrantIn, Said.GrantIn>,
  Fits<Users.UserPatch, Said.UserPatch>,
];
