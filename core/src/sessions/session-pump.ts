import type { Pump } from '../platform/jobs/pump.ts';
import { advanceSessions } from './advance-sessions.ts';
import { nextReminderAt, sendReminders } from './reminders/send-reminders.ts';

/** Begins sessions before it says that they begin, so that the room is there when the word arrives. */
export const sessionPump: Pump = {
  name: 'sessions',
  async run(services) {
    await advanceSessions(services);
    await sendReminders(services);
    return false;
  },
  nextAt: nextReminderAt,
};
