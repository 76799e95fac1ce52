import type { NextFunction, Request, Response } from 'express';

export interface Fault {
  /** Against "POST /channels/1/messages". */
  match: RegExp;
  /** A status, a connection cut before anything happened, or cut after it took effect. */
  kind: number | 'reset' | 'lost';
  /** So many times, or for this share of requests. */
  times?: number;
  share?: number;
  body?: object;
  headers?: Record<string, string>;
}

/** Requests that go wrong on purpose. The dice are seeded. */
export function openFaults() {
  const faults: { fault: Fault; left: number }[] = [];
  let dice = 12_345;
  const roll = () => {
    dice = (dice * 1_103_515_245 + 12_345) % 2_147_483_648;
    return dice / 2_147_483_648;
  };
  return {
    add: (fault: Fault) => faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }),
    clear: () => faults.splice(0),
    middleware(request: Request, response: Response, next: NextFunction): void {
      const what = `${request.method} ${request.path}`;
      const hit = faults.find(
        ({ fault, left }) => left > 0 && fault.match.test(what) && (fault.share === undefined || roll() < fault.share),
      );
      if (!hit) {
        next();
        return;
      }
      hit.left -= 1;
      const { kind, body = { message: 'a fault on purpose', code: 0 }, headers = {} } = hit.fault;
      if (kind === 'reset') request.socket.destroy();
      else if (kind === 'lost') {
        response.json = () => {
          request.socket.destroy();
          return response;
        };
        response.end = () => {
          request.socket.destroy();
          return response;
        };
        next();
      } else response.status(kind).set(headers).json(body);
    },
  };
}
