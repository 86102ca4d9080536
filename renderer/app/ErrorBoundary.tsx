import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import styles from './App.module.css';

interface State {
  readonly failed: boolean;
}

/** A bug in one place must leave a sentence and a way on, never an empty black window. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode; readonly onReset?: () => void }, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const reset = () => {
      this.props.onReset?.();
      this.setState({ failed: false });
    };
    return <Broken onReset={reset} />;
  }
}

function Broken({ onReset }: { onReset: () => void }) {
  const { t } = useTranslation();
  return (
    <main className={styles.middle} role="alert">
      <h1>{t('app.broken.title')}</h1>
      <p>{t('app.broken.text')}</p>
      <div className={styles.acts}>
        <Button kind="primary" onClick={onReset}>
          {t('app.broken.back')}
        </Button>
        <Button onClick={() => window.location.reload()}>{t('app.broken.reload')}</Button>
      </div>
    </main>
  );
}
