import '@fontsource-variable/outfit/wght.css';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/noto-sans/wght.css';
import './tokens.css';
import './base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { openWords } from './words/words.ts';

// react-aria adds an inline <style> with this id unless it finds one; base.css says the same without breaking the
// page's `style-src 'self'`.
const pressable = document.createElement('meta');
pressable.id = 'react-aria-pressable-style';
document.head.append(pressable);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
await openWords();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
