import '../ui/fonts.ts';
import '../ui/tokens.css';
import '../ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startI18n } from '../i18n/i18n.ts';
import { App } from './App.tsx';
import { connectToHost } from './connectToHost.ts';
import { NoAccess } from './NoAccess.tsx';
import { Providers } from './providers.tsx';

startI18n();
const element = document.getElementById('root');
if (!element) throw new Error('The page has no #root');
const root = createRoot(element);
const transport = await connectToHost(() => root.render(<NoAccess />));
root.render(
  <StrictMode>
    {transport ? (
      <Providers transport={transport}>
        <App />
      </Providers>
    ) : (
      <NoAccess />
    )}
  </StrictMode>,
);
