import { router } from '../platform/procedures.ts';
import { completeLink } from './complete-link.ts';
import { completeOnboarding } from './complete-onboarding.ts';
import { createToken } from './create-token.ts';
import { enterPages } from './enter-pages.ts';
import { identify } from './identify.ts';
import { confirmLink, declineLink } from './linking/answer-link.ts';
import { getLinkRequest } from './linking/get-link-request.ts';
import { previewLink } from './linking/preview-link.ts';
import { getUndoableLink, undoLink } from './linking/undo-link.ts';
import { openPages } from './open-pages.ts';
import { renewPages } from './renew-pages.ts';
import { getLiveSessions } from './sessions/get-live-sessions.ts';
import { getMySignIns } from './sessions/get-my-sign-ins.ts';
import { endSignIn, signOut, signOutEverywhere } from './sessions/sign-out.ts';
import { startLink } from './start-link.ts';
import { updateSettings } from './update-settings.ts';

export const auth = router({
  identify,
  createToken,
  openPages,
  enterPages,
  renewPages,
  getLiveSessions,
  getMySignIns,
  endSignIn,
  signOutEverywhere,
  signOut,
  completeOnboarding,
  updateSettings,
  startLink,
  previewLink,
  completeLink,
  getLinkRequest,
  confirmLink,
  declineLink,
  getUndoableLink,
  undoLink,
});
