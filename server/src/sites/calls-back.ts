import type { Site } from '@straks/shared/sites/sites.protocol.ts';

/** Whether visitors may ask to be called. Unless the owner has said: where hours say when somebody is there. */
export const callsBack = ({ routing, hours }: Site): boolean => routing.callbacks ?? hours.spans.length > 0;
