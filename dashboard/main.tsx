import { render } from 'preact';
import { App } from './app.tsx';
import './styles/main.scss';

const root = document.getElementById('app');
if (root !== null) render(<App />, root);
