/** The filter on another user that their account exists and that neither of the two has blocked the other. */
export const reachableFor = (userId: number) => ({
  deletedAt: null,
  blocksMade: { none: { blockedId: userId } },
  blocksReceived: { none: { blockerId: userId } },
});
