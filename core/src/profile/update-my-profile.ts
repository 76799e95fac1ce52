import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { cleanLine, text } from '../platform/text.ts';
import { webAddress, webAddressInput } from '../platform/web-address.ts';
import { skillTree } from '../skills/load-tree.ts';

const short = (max: number) => z.string().transform(cleanLine).pipe(z.string().max(max));
/** A page of somebody's own. Empty takes it away. */
const website = short(200).transform((value, ctx) => {
  const read = webAddressInput(200).safeParse(value);
  if (value === '' || read.success) return read.data ?? '';
  // A union would say only that none of it fits.
  for (const { message } of read.error.issues) ctx.addIssue({ code: 'custom', message });
  return z.NEVER;
});
/** Somebody's name on another site, or their page there. */
const accountOn = (site: string) =>
  short(200).transform((value, ctx) => {
    if (/^[\p{L}\p{N} _-]*$/u.test(value)) return value;
    const address = webAddress(value.replace(/^@/, ''), 200);
    const host = address === null ? '' : new URL(address).hostname;
    if (address !== null && (host === site || host.endsWith(`.${site}`))) return address;
    ctx.addIssue({ code: 'custom', message: 'web_address' });
    return z.NEVER;
  });

const input = z.object({
  bio: text(500).optional(),
  headline: short(200).optional(),
  location: short(100).optional(),
  website: website.optional(),
  linkedIn: accountOn('linkedin.com').optional(),
  github: accountOn('github.com').optional(),
  languages: z.array(short(50)).max(20).optional(),
  interests: z.array(z.number().int()).max(30).optional(),
  isOpenToMentoring: z.boolean().optional(),
  isSeekingMentor: z.boolean().optional(),
  preferredSessionType: z.enum(['video', 'audio', 'chat', 'any']).optional(),
});

/** Changes what is given of the actor's profile; an empty text takes it away. Throws skill_unknown for an interest that is none. */
export const updateMyProfile = protectedProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const tree = await skillTree(services);
  if (input.interests?.some((id) => !tree.get(id))) throw new EchoError('skill_unknown');
  const data = Object.fromEntries(
    Object.entries(input)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, value === '' ? null : value]),
  );
  await services.database.prisma.extendedProfile.upsert({
    where: { userId: actor.userId },
    create: { userId: actor.userId, ...data },
    update: data,
  });
  await services.cache.drop('user-profile', String(actor.userId));
  return { updated: Object.keys(data) };
});
