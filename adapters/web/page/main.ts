import { html, render } from 'htm/preact';
import { api } from './api.ts';
import { App } from './app.ts';
import { connect } from './connection.ts';
import { retryAll } from './outgoing.ts';
import { update } from './store.ts';

async function start(): Promise<void> {
  update({ loadFailed: false });
  const answer = await api.cast();
  if (answer.type !== 'ok') {
    update({ loadFailed: true });
    return;
  }
  update({ description: answer.value });
  connect(retryAll);
}

const root = document.getElementById('app');
if (root) render(html`<${App} onReload=${() => void start()} />`, root);
void start();
