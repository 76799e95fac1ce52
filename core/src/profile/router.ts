import { router } from '../platform/procedures.ts';
import { getMyProfile } from './get-my-profile.ts';
import { updateAvailability } from './update-availability.ts';
import { updateAvatar } from './update-avatar.ts';
import { updateMyProfile } from './update-my-profile.ts';

export const profile = router({ getMyProfile, updateMyProfile, updateAvatar, updateAvailability });
