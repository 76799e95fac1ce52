import { router } from '../platform/procedures.ts';
import { arrive } from './arrive.ts';
import { beginInstall } from './begin-install.ts';
import { finishInstall } from './finish-install.ts';
import { getInstallation } from './get-installation.ts';
import { getSkillWishes } from './get-skill-wishes.ts';
import { leave } from './leave.ts';
import { getReach, updateReach } from './reach.ts';
import { receiveEvent } from './receive-event.ts';
import { removeInstallation } from './remove-installation.ts';
import { saveInstallation } from './save-installation.ts';
import { getSetup, updateSetup } from './setup.ts';

export const communities = router({
  arrive,
  leave,
  getSetup,
  updateSetup,
  getSkillWishes,
  getReach,
  updateReach,
  beginInstall,
  finishInstall,
  saveInstallation,
  getInstallation,
  removeInstallation,
  receiveEvent,
});
