/** The filter on another user that neither of the two has blocked the other. */
export const notBlockedBetween = (userId: number) => ({
  blocksMade: { none: { blockedId: userId } },
  blocksReceived: { none: { blockerId: userId } },
});
