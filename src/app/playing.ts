import type { ScenarioPlayer } from '../console/play/scenario-player.js';
import type { Secret } from '../core/secret.js';

/** The emulator next to a gateway in development, and what plays scenarios against both. */
export interface Playing {
  readonly url: string;
  readonly controlToken: Secret;
  readonly player: ScenarioPlayer;
}
