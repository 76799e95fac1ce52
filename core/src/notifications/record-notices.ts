import type { DomainEvent } from '../platform/domain-event.ts';
import type { Consumer } from '../platform/events.ts';
import type { Services } from '../platform/services.ts';
import type { NoticeKind, NoticePayload } from './notice-view.ts';
import { planDelivery } from './plan-delivery.ts';

interface Notice {
  userId: number;
  kind: NoticeKind;
  payload: NoticePayload;
}

/** Writes who should know of an event into their inbox, once, and pushes it to where they are watching. */
export const recordNotices: Consumer = {
  id: 'notices',
  handles: [
    'match.interest-shown',
    'match.accepted',
    'match.closed',
    'skill.endorsed',
    'feedback.given',
    'account.linked',
    'room.invited',
    'room.ended',
  ],
  async handle(event, key, services) {
    for (const notice of await noticesOf(event, services)) {
      // A job that runs twice finds the notice there; it pushes again, and the far end drops what it has.
      const { userId, kind, payload } = notice;
      const id = await services.database.transaction(async (tx) => {
        const where = { userId_eventKey: { userId, eventKey: key } };
        const known = await tx.notification.findUnique({ where, select: { id: true } });
        if (known) return known.id;
        const made = await tx.notification.create({ data: { userId, kind, eventKey: key, payload } });
        await planDelivery(tx, made, services.clock.now());
        return made.id;
      });
      await services.realtime.publish({ userId, notificationId: id });
    }
  },
};

async function noticesOf(event: DomainEvent, { database: { prisma } }: Services): Promise<Notice[]> {
  switch (event.type) {
    case 'match.proposed':
    case 'room.changed':
      return [];
    case 'match.interest-shown':
      return [{ userId: event.to, kind: 'match.interest', payload: { matchId: event.matchId, personId: event.by } }];
    case 'match.accepted': {
      const pair = await prisma.learningPartnership.findUnique({ where: { id: event.partnershipId } });
      if (!pair) return [];
      const { userId1, userId2 } = pair;
      const about = { matchId: event.matchId, partnershipId: pair.id };
      return [
        { userId: userId1, kind: 'match.accepted', payload: { ...about, personId: userId2 } },
        { userId: userId2, kind: 'match.accepted', payload: { ...about, personId: userId1 } },
      ];
    }
    case 'match.closed':
      return [{ userId: event.waiting, kind: 'match.closed', payload: { matchId: event.matchId } }];
    case 'skill.endorsed': {
      const endorsement = await prisma.skillEndorsement.findUnique({
        where: { id: event.endorsementId },
        include: { skill: true },
      });
      if (!endorsement) return [];
      const { endorserId, skill } = endorsement;
      return [
        {
          userId: skill.userId,
          kind: 'skill.endorsed',
          payload: { personId: endorserId, categoryId: skill.categoryId },
        },
      ];
    }
    case 'feedback.given': {
      const feedback = await prisma.partnershipFeedback.findUnique({ where: { id: event.feedbackId } });
      if (!feedback) return [];
      const { reviewerId, partnershipId } = feedback;
      return [{ userId: event.to, kind: 'feedback.given', payload: { personId: reviewerId, partnershipId } }];
    }
    case 'room.invited':
      return [{ userId: event.to, kind: 'room.invited', payload: { roomId: event.roomId, personId: event.by } }];
    case 'room.ended': {
      const present = await prisma.roomAttendance.findMany({
        where: {
          roomId: event.roomId,
          user: { roomParticipations: { none: { roomId: event.roomId, removedAt: { not: null } } } },
        },
        select: { userId: true },
        distinct: ['userId'],
      });
      return present.map(({ userId }) => ({ userId, kind: 'room.ended', payload: { roomId: event.roomId } }));
    }
    case 'account.linked':
      return [{ userId: event.userId, kind: 'account.linked', payload: { platform: event.platform } }];
  }
}
