/** This machine, or whoever runs us on it, does not allow what was to be tried. */
export class NotPossible extends Error {}
