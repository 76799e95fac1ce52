import { useEffect } from 'react';

/** The title of the tab while this page is shown. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
}
