import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { useSearchParams } from 'wouter';
import { useWords } from '../../words/use-words.ts';
import { Chooser } from './chooser/chooser.tsx';
import { Talk } from './talk/talk.tsx';

const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 5_000, retry: 1 } } });

/** `/playground?as=<handle>` is a talk as that person; without a handle one chooses who to be. */
export function PlaygroundPage() {
  const { language } = useWords();
  const [search] = useSearchParams();
  const handle = (search.get('as') ?? '').trim().slice(0, 64);
  return (
    <QueryClientProvider client={queries}>
      <I18nProvider locale={language}>
        {handle === '' ? <Chooser /> : <Talk key={handle} handle={handle} />}
      </I18nProvider>
    </QueryClientProvider>
  );
}
