import { useEffect, useState } from 'react';

/** Whether the playground is on here; in production it is not, and its address is then answered by 404. */
export function usePlayground(): boolean {
  const [isOn, setIsOn] = useState(true);
  useEffect(() => {
    const asking = new AbortController();
    fetch('/playground', { method: 'HEAD', signal: asking.signal }).then(
      (response) => setIsOn(response.status !== 404),
      // Out of reach is not off: the page there says what is wrong.
      () => {},
    );
    return () => asking.abort();
  }, []);
  return isOn;
}
