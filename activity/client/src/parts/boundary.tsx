import { Component, type ReactNode } from 'react';
import { BrokenPage } from '../pages/broken/broken-page.tsx';

/** Stands between a fault in a page and an empty window. React reports the fault itself to the console. */
export class Boundary extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    return this.state.isBroken ? <BrokenPage /> : this.props.children;
  }
}
