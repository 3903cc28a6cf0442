/** Whether more of a page may come: it is not read to its end yet. Injected by itself, so nothing in it stands outside of the function. */
export const isStillLoading = (): boolean => document.readyState === 'loading';
