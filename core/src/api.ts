import { auth } from './auth/router.ts';
import { communities } from './communities/router.ts';
import { discovery } from './discovery/router.ts';
import { forms } from './forms/router.ts';
import { goals } from './goals/router.ts';
import { jobs } from './jobs/router.ts';
import { matching } from './matching/router.ts';
import { notifications } from './notifications/router.ts';
import { createCallerFactory, router } from './platform/procedures.ts';
import { profile } from './profile/router.ts';
import { rooms } from './rooms/router.ts';
import { safety } from './safety/router.ts';
import { sessions } from './sessions/router.ts';
import { skills } from './skills/router.ts';

/** Every feature by its name: the only door to the domain. */
export const appRouter = router({
  auth,
  communities,
  skills,
  goals,
  profile,
  discovery,
  matching,
  rooms,
  sessions,
  notifications,
  safety,
  forms,
  jobs,
});
export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);
export type Api = ReturnType<typeof createCaller>;
