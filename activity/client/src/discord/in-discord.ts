/** Whether this page is shown by Discord, as an Activity, as it was when the page was loaded. */
export const isInDiscord: boolean = new URLSearchParams(location.search).has('frame_id');
