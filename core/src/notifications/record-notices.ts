import type { DomainEvent } from '../platform/domain-event.ts';
import type { Consumer } from '../platform/events.ts';
import type { Services } from '../platform/services.ts';
import { reachableFor } from '../safety/reachable.ts';
import { answerNotice } from './answer-notice.ts';
import { type Notice, notify, publishAll } from './notify.ts';

/** Without a key of its own it goes by the event's. */
type Untold = Omit<Notice, 'eventKey'> & Partial<Pick<Notice, 'eventKey'>>;

/** Writes who should know of an event into their inbox, once, and pushes it to where they are watching. */
export const recordNotices: Consumer = {
  id: 'notices',
  handles: [
    'match.interest-shown',
    'match.accepted',
    'match.closed',
    'skill.endorsed',
    'skill.arrived',
    'feedback.given',
    'account.link-asked',
    'account.link-declined',
    'account.linked',
    'account.unlinked',
    'room.invited',
    'room.declined',
    'room.offered',
    'room.taken-over',
    'room.ended',
    'session.invited',
    'session.answered',
    'session.moved',
    'session.cancelled',
    'session.called-off',
    'session.removed',
    'session.seat-offered',
    'session.completed',
    'session.agreed',
    'poll.opened',
    'poll.failed',
  ],
  async handle(event, key, services) {
    const notices = (await noticesOf(event, key, services)).map((notice) => ({ eventKey: key, ...notice }));
    // A job that runs twice finds its notices there; it pushes again, and the far end drops what it has.
    await publishAll(services, await services.database.transaction((tx) => notify(tx, services, notices)));
  },
};

async function noticesOf(event: DomainEvent, key: string, services: Services): Promise<Untold[]> {
  const { prisma } = services.database;
  switch (event.type) {
    case 'match.proposed':
    case 'room.changed':
    case 'person.blocked':
    case 'person.unblocked':
    case 'report.made':
    case 'report.closed':
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
    case 'skill.arrived':
      return [{ userId: event.to, kind: 'skill.arrived', payload: { categoryId: event.categoryId } }];
    case 'feedback.given': {
      const feedback = await prisma.partnershipFeedback.findUnique({ where: { id: event.feedbackId } });
      if (!feedback) return [];
      const { reviewerId, partnershipId } = feedback;
      return [{ userId: event.to, kind: 'feedback.given', payload: { personId: reviewerId, partnershipId } }];
    }
    case 'room.invited':
    case 'room.declined':
    case 'room.offered':
    case 'room.taken-over':
      return [{ userId: event.to, kind: event.type, payload: { roomId: event.roomId, personId: event.by } }];
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
    case 'session.invited':
      return [{ userId: event.to, kind: 'session.invited', payload: about(event.sessionId, event.by) }];
    case 'session.agreed': {
      // Who could not then is asked by an invitation.
      const coming = await prisma.sessionParticipant.findMany({
        where: { sessionId: event.sessionId, status: 'accepted' },
        select: { userId: true },
        orderBy: { id: 'asc' },
      });
      const payload = { sessionId: event.sessionId };
      return coming.map(({ userId }) => ({ userId, kind: 'session.agreed', payload }));
    }
    case 'poll.opened': {
      const poll = await prisma.sessionPoll.findUnique({ where: { id: event.pollId } });
      if (poll?.status !== 'open') return [];
      const asked = await prisma.pollVoter.findMany({
        where: { pollId: poll.id, userId: { not: poll.hostId }, user: reachableFor(poll.hostId) },
        select: { userId: true },
        orderBy: { userId: 'asc' },
      });
      const payload = { pollId: poll.id, personId: poll.hostId };
      return asked.map(({ userId }) => ({ userId, kind: 'session.poll', payload, deadline: poll.closesAt }));
    }
    case 'poll.failed': {
      const poll = await prisma.sessionPoll.findUnique({ where: { id: event.pollId } });
      return poll ? [{ userId: poll.hostId, kind: 'session.undecided', payload: { pollId: poll.id } }] : [];
    }
    case 'session.seat-offered':
      return [{ userId: event.to, kind: 'session.seat', payload: { sessionId: event.sessionId } }];
    case 'session.answered': {
      const notice = await answerNotice(services, event, key);
      return notice ? [notice] : [];
    }
    case 'session.removed':
      return [
        {
          userId: event.to,
          kind: 'session.removed',
          payload: { sessionId: event.sessionId, ...(event.scope === 'following' ? { isSeries: true } : {}) },
        },
      ];
    case 'session.moved':
    case 'session.cancelled': {
      const kind = event.type;
      const session = await prisma.scheduledSession.findUnique({ where: { id: event.sessionId } });
      // What was cancelled since it was moved is told of as that; each hour it came to is told of once.
      if (kind === 'session.moved' && session?.status === 'cancelled') return [];
      const eventKey = kind === 'session.moved' ? `${key}:${session?.sequence ?? 0}` : key;
      const asked = await prisma.sessionParticipant.findMany({
        where: { sessionId: event.sessionId, userId: { not: event.by }, status: { not: 'declined' } },
        select: { userId: true },
        orderBy: { id: 'asc' },
      });
      return asked.map(({ userId }) => ({ userId, kind, eventKey, payload: about(event.sessionId, event.by) }));
    }
    case 'session.called-off':
      return [{ userId: event.to, kind: 'session.cancelled', payload: { sessionId: event.sessionId } }];
    case 'session.completed': {
      // Partners are asked how it was; a group's card of what was made says enough.
      const session = await prisma.scheduledSession.findUnique({
        where: { id: event.sessionId },
        include: { partnership: true, participants: { where: { status: 'attended' } } },
      });
      if (!session?.partnership || session.participants.length < 2) return [];
      const { id: partnershipId, userId1, userId2 } = session.partnership;
      return [userId1, userId2].map((userId) => ({
        userId,
        kind: 'session.completed',
        payload: { ...about(event.sessionId, userId === userId1 ? userId2 : userId1), partnershipId },
      }));
    }
    case 'account.link-asked':
      return [{ userId: event.to, kind: 'account.link-asked', payload: { linkRequestId: event.requestId } }];
    case 'account.link-declined':
      return [{ userId: event.to, kind: 'account.link-declined', payload: {} }];
    case 'account.unlinked': {
      const merge = await prisma.accountMerge.findUnique({ where: { id: event.mergeId } });
      const both = merge ? [merge.keptId, merge.absorbedId] : [];
      return both.map((userId) => ({ userId, kind: 'account.unlinked', payload: {} }));
    }
    case 'account.linked':
      return [{ userId: event.userId, kind: 'account.linked', payload: { platform: event.platform } }];
  }
}

const about = (sessionId: number, personId: number) => ({ sessionId, personId });
