import { router } from '../platform/procedures.ts';
import { completeLink } from './complete-link.ts';
import { completeOnboarding } from './complete-onboarding.ts';
import { createToken } from './create-token.ts';
import { enterPages } from './enter-pages.ts';
import { identify } from './identify.ts';
import { openPages } from './open-pages.ts';
import { renewPages } from './renew-pages.ts';
import { startLink } from './start-link.ts';
import { updateSettings } from './update-settings.ts';

export const auth = router({
  identify,
  createToken,
  openPages,
  enterPages,
  renewPages,
  completeOnboarding,
  updateSettings,
  startLink,
  completeLink,
});
